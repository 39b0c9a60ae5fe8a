import { cpSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../..');

/** What is measured: the library as users install it. Another build, for example an earlier one, by `BENCH_DIST`. */
const BUILT = resolve(ROOT, process.env.BENCH_DIST ?? 'dist');

/** Below the project, so that its dependencies are found; a build that is made meanwhile changes nothing here. */
export const MEASURED = join(ROOT, '.cache/bench/dist');

/** Takes the copy that is measured. */
export function copyBuiltLibrary(): void {
  if (!existsSync(join(BUILT, 'cjs/index.js'))) throw new Error(`${BUILT} holds no built library: npm run build`);
  if (BUILT === MEASURED) return;
  rmSync(MEASURED, { recursive: true, force: true });
  cpSync(BUILT, MEASURED, { recursive: true });
}

export type Library = typeof import('../../lib/index.js');

/** The built library; its types are those of its sources. */
export const builtLibrary = (): Library =>
  createRequire(__filename)(join(MEASURED, 'cjs/index.js')) as Library;
