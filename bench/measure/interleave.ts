import { median } from './median.js';

/** Fewer samples than this make no median. */
export const SAMPLES = 9;
const WARM_UP_ROUNDS = 2;

/** Measures one side once: the figures of one sample, by name. */
export type Sample<Figure extends string> = () => Promise<Record<Figure, number>>;

export type Medians<Side extends string, Figure extends string> = Record<Side, Record<Figure, number>>;

/**
 * Measures the sides in turns, so that whatever else the machine does meets all of them alike, and gives the medians.
 * Each round begins with another side. The first rounds warm the code up and are dropped.
 */
export async function interleave<Side extends string, Figure extends string>(
  sides: Record<Side, Sample<Figure>>,
  samples = SAMPLES,
  warmUpRounds = WARM_UP_ROUNDS,
): Promise<Medians<Side, Figure>> {
  // Object.keys forgets the names' types.
  const names = Object.keys(sides) as Side[];
  const taken = new Map<Side, Record<Figure, number>[]>(names.map((name) => [name, []]));
  for (let round = -warmUpRounds; round < samples; round += 1) {
    for (const name of rotated(names, round + warmUpRounds)) {
      const sample = await sides[name]();
      if (round >= 0) taken.get(name)?.push(sample);
    }
  }
  // One entry per name, each complete.
  return Object.fromEntries(names.map((name) => [name, mediansOf(taken.get(name) ?? [])])) as Medians<Side, Figure>;
}

/** Measures several things several times, and gives for each the medians of its medians. */
export async function mediansAcross<What extends string, Side extends string, Figure extends string>(
  times: number,
  measure: () => Promise<Record<What, Medians<Side, Figure>>>,
): Promise<Record<What, Medians<Side, Figure>>> {
  const first = await measure();
  const all = [first];
  while (all.length < times) all.push(await measure());
  const what = Object.keys(first) as What[];
  // One entry per name, each complete.
  return Object.fromEntries(what.map((name) => [name, across(all.map((one) => one[name]))])) as typeof first;
}

function across<Side extends string, Figure extends string>(all: Medians<Side, Figure>[]): Medians<Side, Figure> {
  const sides = Object.keys(all[0] ?? {}) as Side[];
  const entries = sides.map((side) => [side, mediansOf(all.map((medians) => medians[side]))]);
  return Object.fromEntries(entries) as Medians<Side, Figure>;
}

function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

function mediansOf<Figure extends string>(samples: readonly Record<Figure, number>[]): Record<Figure, number> {
  const figures = Object.keys(samples[0] ?? {}) as Figure[];
  const entries = figures.map((figure) => [figure, median(samples.map((sample) => sample[figure]))]);
  return Object.fromEntries(entries) as Record<Figure, number>;
}
