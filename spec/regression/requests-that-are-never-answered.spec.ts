import { randomBytes } from 'node:crypto';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, gate, lambdaContext, settle, useFakeTime } from '../execution/fake-time.js';
import { handlerProcess, type Order } from '../execution/handler-process.js';
import { take } from '../execution/limited-requests.js';

useFakeTime();

const order: Order = { id: 'a' };
const never = (): number => Infinity;
const onlyTheFirstNever = (count: number): number => (count === 0 ? Infinity : 20);

describe('a completion that is not answered', () => {
  it.each([
    ['within a Lambda invocation', () => [lambdaContext(9_000)]],
    ['without a deadline', () => []],
  ])('is sent again (%s)', async (_where, context) => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, async (_: Order, ..._context: object[]) => 'done');
    take(process.repository, 'complete', onlyTheFirstNever);
    const answer = process.deliver(order, ...context());
    await elapse(8_000);
    expect(await answer).toBe('done');
    expect(store.records).toMatchObject([{ status: 'COMPLETE' }]);
    expect(process.outcomes).toEqual(['executed']);
  });
});

describe('a part of a result that is not answered', () => {
  it('leaves time to complete the record without the result', async () => {
    jest.spyOn(process, 'emitWarning').mockImplementation();
    const store = new InMemoryRepository();
    const large = randomBytes(900_000).toString('base64');
    const handler = handlerProcess(store, async (_: Order, _context: object) => large);
    const ofParts = take(handler.repository, 'putResultPart', never);
    const limits = take(handler.repository, 'complete', () => 80);
    const answer = handler.deliver(order, lambdaContext(6_000));
    await elapse(6_000);
    expect(await answer).toBe(large);
    expect(store.records).toMatchObject([{ status: 'COMPLETE' }]);
    expect(limits[0]).toBeGreaterThan(1_000);
    expect(Math.max(...ofParts)).toBeLessThanOrEqual(3_000);
  });
});

/**
 * ```
 *   claim |── renewal: no answer ──|── renewal ──>|── renewal ──>
 *         |<────────────────── lease ───────────────────>|
 * ```
 */
describe('a renewal that is not answered', () => {
  it.each(['3s', '9s', undefined] as const)('loses no lease while the next ones are (lease %s)', async (lease) => {
    const store = new InMemoryRepository();
    const runs: string[] = [];
    const end = gate<string>();
    const option = lease === undefined ? {} : { lease };
    const first = handlerProcess(store, (_: Order) => (runs.push('first'), end.opened), option);
    const second = handlerProcess(store, (_: Order) => runs.push('second'), { ...option, wait: '60s' });
    take(first.repository, 'renew', onlyTheFirstNever);
    const answers = [first.deliver(order), settle().then(() => second.deliver(order))];
    await elapse(50_000);
    end.open('done');
    await elapse(20_000);
    expect(await Promise.all(answers)).toEqual(['done', 'done']);
    expect(runs).toEqual(['first']);
  });
});
