import type { Random } from '../simulation/random.js';

export interface Size {
  readonly keys: number;
  readonly deliveriesPerKey: number;
  readonly kills: number;
  readonly processes: number;
}

export interface Kill {
  readonly process: number;
  readonly afterMs: number;
}

/** What one seed decides. */
export interface Plan {
  readonly keys: readonly string[];
  /** A key for every delivery, in the order they are made. */
  readonly deliveries: readonly string[];
  /** By the number of the delivery at which the time to the kill begins. */
  readonly kills: ReadonlyMap<number, Kill>;
}

/** So close together, in parts of the whole run, come the deliveries of a key that come in a burst. */
const BURST = 0.002;
const LONGEST_FUSE_MS = 30;

export function planHammer({ keys, deliveriesPerKey, kills, processes }: Size, random: Random): Plan {
  const names = Array.from({ length: keys }, (_, at) => `order-${at}`);
  const kill = (): Kill => ({ process: random.between(0, processes - 1), afterMs: random.between(0, LONGEST_FUSE_MS) });
  return {
    keys: names,
    deliveries: inRandomOrder(names, deliveriesPerKey, random),
    kills: new Map(evenly(kills, keys * deliveriesPerKey, random).map((number) => [number, kill()])),
  };
}

/** So many different numbers below `end`: one from each of as many equal parts. */
const evenly = (parts: number, end: number, random: Random): number[] =>
  Array.from({ length: parts }, (_, part) => Math.floor(((part + random.fraction()) * end) / parts));

/** Half of the keys come in a burst, the others spread over the whole run. */
function inRandomOrder(keys: readonly string[], deliveriesPerKey: number, random: Random): string[] {
  const deliveries = keys.flatMap((key) => {
    const [start, spread] = random.chance(0.5) ? [random.fraction(), BURST] : [0, 1];
    return Array.from({ length: deliveriesPerKey }, () => ({ key, at: start + spread * random.fraction() }));
  });
  return deliveries.sort((one, other) => one.at - other.at).map(({ key }) => key);
}
