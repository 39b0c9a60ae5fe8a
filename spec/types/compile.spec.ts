import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '../..');

const typeSpecs = ['spec/types', 'spec/regression'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.types.ts'))
    .map((name) => `${folder}/${name}`),
);

/** There are no private methods to decorate under the legacy standard. */
const STANDARD_ONLY = new Set(['spec/types/private-method.types.ts']);

jest.setTimeout(120_000);

function optionsOf(tsconfig: string): ts.CompilerOptions {
  const path = join(ROOT, tsconfig);
  const { config, error } = ts.readConfigFile(path, ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  return { ...ts.parseJsonConfigFileContent(config, ts.sys, join(path, '..')).options, noEmit: true };
}

/** What the compiler says about these files, and about all they import. */
function diagnose(names: readonly string[], options: ts.CompilerOptions): readonly string[] {
  const program = ts.createProgram(names.map((name) => join(ROOT, name)), options);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const at = file?.getLineAndCharacterOfPosition(start);
    const where = file && at ? `${file.fileName.slice(ROOT.length + 1)}:${at.line + 1}` : 'options';
    return `${where}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

describe.each([
  { standard: 'standard', tsconfig: 'tsconfig.json', names: typeSpecs },
  {
    standard: 'legacy',
    tsconfig: 'build/tsconfig.legacy.json',
    names: typeSpecs.filter((name) => !STANDARD_ONLY.has(name)),
  },
])('under $standard decorators', ({ standard, tsconfig, names }) => {
  it('what is right compiles, and each @ts-expect-error is needed', () => {
    const options = optionsOf(tsconfig);
    expect(options.experimentalDecorators ?? false).toBe(standard === 'legacy');
    expect(names.length).toBeGreaterThan(1);
    expect(diagnose(names, options)).toEqual([]);
  });
});
