import type { Packet } from './packet.js';
import type { Random } from './random.js';
import type { Fate } from './scenario.js';

/**
 * Decides what becomes of each request: most of what can happen to one happens often, and much of it at the very
 * moments at which a lease or a ttl ends.
 */
export function randomFate(random: Random, trouble: number, lifetimeMs: number) {
  return (packet: Packet, instants: readonly number[]): Fate => {
    const soonMs = (): number => random.between(1, 8);
    const late = (): number => lateMs(random, lifetimeMs, instants);
    const delayMs = (): number => (random.chance(trouble) ? late() : Math.min(soonMs(), lifetimeMs));
    const copies: { atMs: number; answerAtMs: number | undefined }[] = [];
    const copy = (atMs: number, isAnswered: boolean): void => {
      copies.push({
        atMs,
        answerAtMs: isAnswered ? atMs + (random.chance(trouble / 2) ? late() : soonMs()) : undefined,
      });
    };
    const fault = random.chance(trouble) ? random.fraction() : 1;
    if (fault === 1) copy(delayMs(), true);
    else if (fault < 0.15) return { copies: [], failsAtMs: soonMs() };
    else if (fault < 0.3) return { copies: [] };
    else {
      const firstMs = delayMs();
      copy(firstMs, false);
      if (random.chance(0.7)) copy(Math.min(lifetimeMs, firstMs + delayMs()), true);
    }
    if (random.chance(trouble / 2)) copy(late(), false);
    return { copies, ...ofTransaction(random, packet, trouble) };
  };
}

/** Some time within the lifetime of a request, favouring its end and the moments just before and after an instant. */
function lateMs(random: Random, lifetimeMs: number, instants: readonly number[]): number {
  const near = instants.filter((ms) => ms >= 0 && ms <= lifetimeMs);
  const [first, ...others] = near;
  if (first !== undefined && random.chance(0.5)) {
    return Math.min(lifetimeMs, Math.max(0, random.pick([first, ...others]) + random.between(-1, 1)));
  }
  return random.chance(0.3) ? lifetimeMs - random.between(0, 1) : random.between(0, lifetimeMs);
}

function ofTransaction(random: Random, { kind }: Packet, trouble: number): Partial<Fate> {
  if (kind !== 'commit' && kind !== 'commitUnclaimed') return {};
  if (random.chance(trouble / 5)) return { conflicts: true };
  return random.chance(trouble / 8) ? { stagedConditionFails: true } : {};
}
