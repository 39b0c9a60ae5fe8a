import { arrive } from './guarded-call.js';
import type { Subject } from './load-subject.js';
import { checkNotBlocked } from './not-blocked.js';
import { operate } from './operator.js';
import { ALL_PROPERTIES } from './properties/all-properties.js';
import type { Property } from './properties/property.js';
import type { Scenario } from './scenario.js';
import { World } from './world.js';

/** Long after the last thing can have happened. */
const LONGEST_HISTORY_MS = 200_000;

/** Lets one history happen and checks everything that must hold in it. */
export async function runHistory(
  subject: Subject,
  scenario: Scenario,
  properties: readonly Property[] = ALL_PROPERTIES,
): Promise<World> {
  const world = new World(subject, scenario, properties);
  for (const process of world.processes) disturb(world, process);
  for (const call of world.calls) {
    call.process.in(call.plan.arrivesAtMs, () => arrive(world, call));
    // What is still running when the time left is over is killed; several invocations of a process die together.
    const { timeLeftMs } = call.plan;
    if (timeLeftMs !== undefined) {
      world.timeline.in(
        call.plan.arrivesAtMs + timeLeftMs + 1,
        () => call.phase === 'ended' || crash(world, call.process),
      );
    }
  }
  if (scenario.operator) operate(world, scenario.operator);
  await world.timeline.run(LONGEST_HISTORY_MS);
  world.happens({ kind: 'ends' });
  await checkNotBlocked(world);
  return world;
}

function disturb(world: World, process: World['processes'][number]): void {
  const { clockSets, freezes, crashesAtMs } = process.plan;
  for (const { atMs, aheadMs } of clockSets) {
    world.timeline.in(atMs, () => {
      process.aheadMs = aheadMs;
      world.happens({ kind: 'sets-clock', process: process.name, aheadMs });
    });
  }
  for (const { atMs, forMs } of freezes) {
    world.timeline.in(atMs, () => {
      if (process.crashed) return;
      process.freeze(forMs);
      world.happens({ kind: 'freezes', process: process.name, forMs });
    });
  }
  if (crashesAtMs !== undefined) world.timeline.in(crashesAtMs, () => crash(world, process));
}

function crash(world: World, process: World['processes'][number]): void {
  if (process.crashed) return;
  process.crashed = true;
  world.happens({ kind: 'crashes', process: process.name });
}
