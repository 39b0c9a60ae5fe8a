import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../sides/built-library.js';

/** Where and of what the figures are. */
export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly memoryGb: number;
  /** Over the last minute, at the start: far above the number of cores, times are hardly to be trusted. */
  readonly load: number;
  readonly versions: Readonly<Record<string, string>>;
}

const PACKAGES = ['@aws-lambda-powertools/idempotency', '@aws-sdk/client-dynamodb', 'object-hash', 'esbuild'];

export const machine = (): Machine => ({
  date: new Date().toISOString().slice(0, 10),
  cpu: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  load: Number((loadavg()[0] ?? 0).toFixed(1)),
  versions: Object.fromEntries([['node', process.version], ...PACKAGES.map((name) => [name, versionOf(name)])]),
});

const versionOf = (name: string): string =>
  // Every package has one.
  (JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
