import { execution } from '../../lib/execution/execution.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { errorOf, gate, lambdaContext, elapse, useFakeTime } from '../execution/fake-time.js';
import { handlerProcess } from '../execution/handler-process.js';

useFakeTime();

type Args = [id: string, context?: object];

/** A method that leaves a callback behind, and another guarded method that runs all the while. */
async function leftBehind<Answer>(callback: (deliver: (...args: Args) => Promise<unknown>) => Promise<Answer>) {
  const store = new InMemoryRepository();
  const runs: string[] = [];
  const start = gate();
  let left: Promise<Answer> | undefined;
  const process = handlerProcess(store, async (id: string, _context?: object) => {
    runs.push(id);
    left ??= start.opened.then(() => callback(process.deliver));
    return id;
  });
  const other = handlerProcess(store, () => left, { operation: 'other', key: () => 'x' });
  await process.deliver('a', lambdaContext(3_000));
  const running = other.deliver();
  await elapse(5_000);
  start.open();
  const answer = running.then(() => left);
  await elapse(5_000);
  return { answer: await answer, runs, outcomes: process.outcomes };
}

describe('a callback that outlives the method which registered it', () => {
  it('does not pass for a call within the method when it delivers the same request', async () => {
    const { answer, runs, outcomes } = await leftBehind((deliver) => deliver('a'));
    expect(answer).toBe('a');
    expect(runs).toEqual(['a']);
    expect(outcomes).toEqual(['executed', 'replayed']);
  });

  it('is not bound to a deadline that has passed', async () => {
    const { answer, runs } = await leftBehind((deliver) => deliver('b'));
    expect(answer).toBe('b');
    expect(runs).toEqual(['a', 'b']);
  });

  it('has no execution any more', async () => {
    const { answer } = await leftBehind(() => errorOf(Promise.resolve().then(() => execution())));
    expect(answer).toMatchObject({ code: 'IDEMPOTENCY_CONFIGURATION' });
  });
});
