import { Network } from './network.js';
import type { OperatorPlan } from './scenario.js';
import type { World } from './world.js';

/** Then the operator goes home. */
const LOOKS = 12;

/** Looks at the records from time to time and, some time after having seen one in doubt, settles it. */
export function operate(world: World, plan: OperatorPlan): void {
  for (let look = 1; look <= LOOKS; look++) {
    world.timeline.in(look * plan.looksEveryMs, () => {
      for (const [id, { record }] of world.store.records) {
        if (record.status !== 'IN_DOUBT') continue;
        const summary = {
          status: record.status,
          fence: record.fence,
          attempts: record.attempts,
          startedAt: new Date(record.startedAtMs),
          expiresAt: new Date(record.expiresAtSeconds * 1000),
        };
        world.timeline.in(plan.decidesAfterMs, () => void settle(world, id, summary, plan));
      }
    });
  }
}

async function settle(
  world: World,
  id: string,
  seen: Parameters<World['subject']['settleRecord']>[2],
  { verdict }: OperatorPlan,
): Promise<void> {
  const network = new Network(world, world.operator);
  const settling = atTimeOf(world, () =>
    world.subject.settleRecord(
      network,
      id,
      seen,
      verdict === 'done' ? { done: true, result: 'settled' } : { done: false },
    ),
  );
  try {
    await settling;
  } catch {
    // The store could not be reached; the operator does not insist.
  }
}

/** settleRecord reads the machine's clock as it begins, and nothing else does here: it reads the simulated one. */
function atTimeOf<Result>(world: World, run: () => Result): Result {
  const now = Date.now;
  Date.now = () => world.operator.now();
  try {
    return run();
  } finally {
    Date.now = now;
  }
}
