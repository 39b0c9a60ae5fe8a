import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const ENVIRONMENT = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

/** The packages that a fresh process has loaded, by the folder below node_modules. */
function packagesAfter(scenario: string): string[] {
  const script = [join(ROOT, 'build/run-ts.mjs'), join(__dirname, 'modules-of-a-call.ts'), scenario];
  const output = execFileSync(process.execPath, script, { env: ENVIRONMENT }).toString();
  const files = JSON.parse(output) as string[];
  return [...new Set(files.map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file))];
}

const ofTheSdk = (name: string): boolean => /^@(aws-sdk|aws-crypto|aws|smithy)\//.test(name);

// Starting a process that compiles its sources takes a few seconds on a busy machine.
const LONG_MS = 60_000;

describe('a process', () => {
  it('that imports the library has loaded nothing of the SDK', () => {
    expect(packagesAfter('main entry').filter(ofTheSdk)).toEqual([]);
  }, LONG_MS);

  it('whose calls go through the lean client has loaded nothing of the SDK either', () => {
    expect(packagesAfter('lean client').filter(ofTheSdk)).toEqual([]);
  }, LONG_MS);

  it('whose calls go through the own client of the repository has loaded the client of the SDK', () => {
    expect(packagesAfter('own client')).toContain('@aws-sdk/client-dynamodb');
  }, LONG_MS);
});
