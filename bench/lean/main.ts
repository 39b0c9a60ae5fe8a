// node build/run-ts.mjs bench/lean/main.ts [SAMPLES]
// What a guarded call costs over the lean client, over the SDK's client and with Powertools. Needs a build.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { interleave, SAMPLES, type Medians } from '../measure/interleave.js';
import { ROOT } from '../sides/built-library.js';
import { startInstantEndpoint } from '../with-sdk/instant-endpoint.js';
import { MEASURED, type LeanSide } from './sides.js';

const FIGURES = {
  freshCpu: { label: 'fresh call, us of CPU', atMost: 0.45 },
  duplicateCpu: { label: 'duplicate, us of CPU', atMost: undefined },
  coldWall: { label: 'cold import and first call, ms', atMost: 0.6 },
  coldCpu: { label: 'cold import and first call, ms of CPU', atMost: undefined },
} as const;

type Figure = keyof typeof FIGURES;

/** Each sample is a process of its own: the first rounds only fill the file system's cache. */
async function measure(samples: number): Promise<Medians<LeanSide, Figure>> {
  const endpoint = await startInstantEndpoint();
  const sampleOf = (side: LeanSide) => async (): Promise<Record<Figure, number>> => {
    const script = [join(ROOT, 'build/run-ts.mjs'), join(__dirname, 'sample.ts'), side, endpoint.address];
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', ...script]);
    // What sample.ts prints.
    return JSON.parse(stdout) as Record<Figure, number>;
  };
  try {
    const sides = { lean: sampleOf('lean'), sdk: sampleOf('sdk'), powertools: sampleOf('powertools') };
    return await interleave(sides, samples, 1);
  } finally {
    await endpoint.stop();
  }
}

function print(medians: Medians<LeanSide, Figure>, samples: number): void {
  console.log(`Medians of ${samples} fresh processes each, in turns; in brackets, in parts of Powertools.`);
  for (const figure of Object.keys(FIGURES) as Figure[]) {
    const { label, atMost } = FIGURES[figure];
    const base = medians.powertools[figure];
    const shown = (side: LeanSide): string =>
      `${medians[side][figure].toFixed(1).padStart(8)} (${(medians[side][figure] / base).toFixed(2)})`;
    const ratio = Number((medians.lean[figure] / base).toFixed(2));
    const verdict = atMost === undefined ? '' : `  at most ${atMost}: ${ratio <= atMost ? 'met' : 'MISSED'}`;
    const figures = (['lean', 'sdk', 'powertools'] as const).map((side) => `${side}${shown(side)}`).join('  ');
    console.log(`${label.padEnd(38)} ${figures}${verdict}`);
  }
}

async function main(): Promise<void> {
  const samples = Number(process.argv[2] ?? SAMPLES);
  const built = resolve(ROOT, process.env.BENCH_DIST ?? 'dist');
  const isBuilt = existsSync(join(built, 'cjs/lean-client/index.js'));
  if (!isBuilt) throw new Error(`${built} holds no built library: npm run build`);
  rmSync(MEASURED, { recursive: true, force: true });
  cpSync(built, MEASURED, { recursive: true });
  print(await measure(samples), samples);
}

void main();
