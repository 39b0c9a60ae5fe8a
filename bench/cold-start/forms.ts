import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { MEASURED, ROOT } from '../sides/built-library.js';
import { MEASURING, PROGRAMS } from './program.js';

export const FORMS = ['ES modules', 'CommonJS', 'bundle, SDK outside', 'bundle, SDK inside'] as const;
export type Form = (typeof FORMS)[number];

/** Below the project, so that its dependencies are found. */
const FOLDER = join(ROOT, '.cache/bench/cold-start');

const SDK = ['@aws-sdk/*', '@smithy/*'];

export interface Program {
  /** To be run by Node, with the id of an order. */
  readonly file: string;
  /** Of a bundle: all of it but the SDK, if that is outside. */
  readonly minifiedBytes: number;
  readonly gzippedBytes: number;
}

export function emptyFolder(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
}

/** Makes the handler of a side in one form. */
export async function program(side: keyof typeof PROGRAMS, form: Form): Promise<Program> {
  const name = `${side}-${FORMS.indexOf(form)}`;
  const isModule = form === 'ES modules';
  const source = join(FOLDER, `${name}-source.mjs`);
  const handler = join(FOLDER, `${name}-handler.${isModule ? 'mjs' : 'cjs'}`);
  const file = join(FOLDER, `${name}.cjs`);
  writeFileSync(source, PROGRAMS[side](join(MEASURED, isModule ? 'esm' : 'cjs', 'index.js')));
  const isBundle = form.startsWith('bundle');
  await build({
    entryPoints: [isBundle ? bundleSource(side, name) : source],
    outfile: handler,
    platform: 'node',
    target: 'node20',
    format: isModule ? 'esm' : 'cjs',
    bundle: isBundle,
    minify: isBundle,
    ...(isBundle ? { external: form === 'bundle, SDK outside' ? SDK : [], mainFields: ['module', 'main'] } : {}),
    logLevel: 'error',
  });
  writeFileSync(file, MEASURING(isModule ? `await import('${handler}')` : `require('${handler}')`));
  const code = readFileSync(handler);
  return { file, minifiedBytes: code.length, gzippedBytes: gzipSync(code, { level: 9 }).length };
}

/** Bundlers take the ES modules of both sides: what is not used of them can be left out. */
function bundleSource(side: keyof typeof PROGRAMS, name: string): string {
  const source = join(FOLDER, `${name}-bundled.mjs`);
  writeFileSync(source, PROGRAMS[side](join(MEASURED, 'esm/index.js')));
  return source;
}
