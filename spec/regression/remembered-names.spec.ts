import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { idempotencyKeyOf, idempotent, InMemoryRepository } from '../../lib/index.js';

const MEBIBYTE = 2 ** 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function usedBytes(): number {
  // Names of members outlive the first.
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

it('names of members that a sender chooses do not fill the memory', () => {
  const onEvent = idempotent(async (_event: unknown) => {}, {
    operation: 'remembered-names',
    repository: new InMemoryRepository(),
  });
  const deliver = (depth: number): void => {
    const event = `${'{"a":'.repeat(depth)}{"${'x'.repeat(MEBIBYTE)}${depth}":1}${'}'.repeat(depth)}`;
    idempotencyKeyOf(onEvent, JSON.parse(event));
  };
  deliver(0);
  const before = usedBytes();
  // The deepest first: each stays what came last at its depth.
  for (let depth = 40; depth > 0; depth -= 1) deliver(depth);
  expect(usedBytes() - before).toBeLessThan(10 * MEBIBYTE);
});
