import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** A program as one file, `program.cjs`, in a folder of its own: a process that runs it starts fast. */
export interface Bundle {
  readonly folder: string;
  readonly file: string;
}

/** Bundles for as long as this process lives. */
export async function bundle(program: string): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'idempotent-handlers-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'program.cjs');
  await build({
    entryPoints: [program],
    outfile: file,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
  });
  return { folder, file };
}
