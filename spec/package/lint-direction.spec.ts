import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { loadESLint, type ESLint } from 'eslint';

const LIB = resolve(__dirname, '../../lib');
type Linter = Pick<ESLint, 'lintText'>;

// The first file that is linted brings the whole program's types with it.
jest.setTimeout(60_000);

const fileIn = (folder: string): string => {
  const file = readdirSync(join(LIB, folder)).find((name) => /^[a-z-]+\.ts$/.test(name));
  if (file === undefined) throw new Error(`lib/${folder} has no source file`);
  return join(LIB, folder, file);
};

/** The rules broken by a file in one folder that imports a file of another, or a module. */
async function rulesBroken(linter: Linter, importing: string, imported: string): Promise<string[]> {
  const filePath = fileIn(importing);
  const isFolder = /^(decorators|metadata|options|execution|key|result|repository|errors)/.test(imported);
  const path = isFolder ? relative(join(filePath, '..'), fileIn(imported)).replace(/^(?!\.)/, './') : imported;
  const code = `import '${path.replace(/\.ts$/, '.js')}';\n`;
  const [result] = await linter.lintText(code, { filePath });
  return [...new Set(result?.messages.map(({ ruleId, message }) => ruleId ?? message))];
}

describe('the direction of imports', () => {
  let linter: Linter;
  beforeAll(async () => {
    const LegacyESLint = await loadESLint({ useFlatConfig: false });
    linter = new LegacyESLint({ cwd: resolve(LIB, '..') });
  });

  test.each([
    ['execution', 'decorators'],
    ['options', 'decorators'],
    ['key', 'execution'],
    ['result', 'options'],
    ['repository', 'metadata'],
    ['errors', 'key'],
    ['errors', 'repository'],
    ['repository', 'repository/in-memory'],
    ['repository/dynamodb', 'execution'],
    ['repository/dynamodb', 'key'],
    ['repository/dynamodb', 'repository/in-memory'],
  ])('lib/%s may not import lib/%s', async (importing, imported) => {
    expect(await rulesBroken(linter, importing, imported)).toContain('import-x/no-restricted-paths');
  });

  test.each([
    ['repository/dynamodb', 'ms'],
    ['execution', 'reflect-metadata'],
    ['decorators', 'reflect-metadata/lite'],
  ])('lib/%s may not import %s', async (importing, imported) => {
    expect(await rulesBroken(linter, importing, imported)).toContain('no-restricted-imports');
  });

  test.each([
    ['decorators', 'execution'],
    ['decorators', 'errors'],
    ['execution', 'repository'],
    ['execution', 'key'],
    ['key', 'errors'],
    ['repository/dynamodb', 'repository'],
    ['repository/dynamodb', 'errors'],
    ['repository/dynamodb', '@aws-sdk/client-dynamodb'],
    ['metadata', 'reflect-metadata/lite'],
  ])('lib/%s may import %s', async (importing, imported) => {
    expect(await rulesBroken(linter, importing, imported)).toEqual([]);
  });
});
