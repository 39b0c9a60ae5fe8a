import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** A program as one file, in a folder of its own: a process that runs it starts fast. */
export interface Bundle {
  readonly folder: string;
  readonly file: string;
  remove(): Promise<void>;
}

export async function bundle(program: string): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'idempotent-handlers-'));
  const file = join(folder, 'program.cjs');
  await build({
    entryPoints: [resolve(__dirname, program)],
    outfile: file,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
  });
  return { folder, file, remove: () => rm(folder, { recursive: true, force: true }) };
}
