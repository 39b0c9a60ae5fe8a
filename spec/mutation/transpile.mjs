import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';

/** As the loader of a CommonJS module calls it; `jest` is this module's own, as in jest. */
const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname', 'jest'];

/** Each source below `root`, by its path, as a function that evaluates it. */
export async function transpile(root) {
  const { transform } = createRequire(join(root, 'package.json'))('esbuild');
  const paths = ['lib', 'spec', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.includes('node_modules'))
      .map((file) => join(root, folder, file)),
  );
  const evaluations = paths.map(async (path) => {
    const { code } = await transform(await readFile(path, 'utf8'), {
      loader: 'ts',
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      sourcefile: path,
      keepNames: true,
      tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
      // A module imported on demand is to come from the same registry.
      supported: { 'dynamic-import': false },
    });
    return [path, compileFunction(code, PARAMETERS, { filename: path })];
  });
  return new Map(await Promise.all(evaluations));
}
