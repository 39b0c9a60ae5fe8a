import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Starts it in a process with just this environment; resolves to the error's message. */
async function startWith(env: NodeJS.ProcessEnv): Promise<string> {
  const hook = join(__dirname, '../../build/register-typescript.cjs');
  const script = `require(${JSON.stringify(join(__dirname, 'dynamodb-local.ts'))})
    .startDynamoDBLocal().catch((error) => console.log(error.message))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-r', hook, '-e', script], { env });
  return stdout.trim();
}

describe('DynamoDB Local that cannot be had', () => {
  test('without Docker and Java: says what is missing and what to do', async () => {
    expect(await startWith({ PATH: '/nowhere' })).toBe(
      'DynamoDB Local cannot be started: no Docker engine answers, and java was not found. ' +
        'Start Docker, or install Java 17 and Maven, or set DYNAMODB_ENDPOINT to a running one.',
    );
  });

  test('with an endpoint where nothing answers: names the variable', async () => {
    expect(await startWith({ DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' })).toBe(
      'Nothing answers at DYNAMODB_ENDPOINT (http://127.0.0.1:9): start it, or unset the variable.',
    );
  });
});
