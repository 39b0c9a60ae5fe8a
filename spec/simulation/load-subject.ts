import { build, buildSync, type BuildOptions, type OutputFile, type Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative, resolve, sep } from 'node:path';
import { compileFunction } from 'node:vm';

/** The code under simulation. */
export type Subject = typeof import('./subject.js');

/** One piece of a source file, to be replaced before the library is compiled. */
export interface Edit {
  /** The file below lib/. */
  readonly file: string;
  /** Must occur exactly once in it. */
  readonly find: string;
  readonly replace: string;
}

const LIB = resolve(__dirname, '../../lib');
const ENTRY = join(__dirname, 'subject.ts');
const OPTIONS: BuildOptions & { write: false } = {
  entryPoints: [ENTRY],
  bundle: true,
  write: false,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'silent',
};

/** Compiles the library as it stands into modules of its own, and loads them. */
export const loadSubject = (): Subject => evaluate(buildSync(OPTIONS).outputFiles);

/**
 * The same with some pieces of the sources replaced.
 *
 * @throws Error if a piece does not occur exactly once, so that no mutant silently stops being one.
 */
export async function loadMutant(edits: readonly Edit[]): Promise<Subject> {
  const unused = new Set(edits);
  const { outputFiles } = await build({ ...OPTIONS, plugins: [editing(edits, unused)] });
  for (const { file } of unused)
    throw new Error(`The simulation does not use ${file}, in which something is to be replaced.`);
  return evaluate(outputFiles);
}

function editing(edits: readonly Edit[], unused: Set<Edit>): Plugin {
  return {
    name: 'edits',
    setup: (compiler) =>
      compiler.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const file = relative(LIB, path).split(sep).join('/');
        const wanted = edits.filter((edit) => edit.file === file);
        if (wanted.length === 0) return undefined;
        for (const edit of wanted) unused.delete(edit);
        return { contents: wanted.reduce(applyEdit, await readFile(path, 'utf8')), loader: 'ts' };
      }),
  };
}

function applyEdit(source: string, { file, find, replace }: Edit): string {
  const found = source.split(find).length - 1;
  if (found === 1) return source.replace(find, () => replace);
  throw new Error(`The text to be replaced in ${file} occurs ${found} times instead of once:\n${find}`);
}

function evaluate(files: readonly OutputFile[]): Subject {
  const module = { exports: {} };
  const run = compileFunction(files[0]?.text ?? '', ['module', 'exports', 'require'], { filename: ENTRY });
  run(module, module.exports, createRequire(ENTRY));
  // What was compiled is subject.ts, whatever was replaced in the files below it.
  return module.exports as Subject;
}
