import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { packOutcome, type OutcomeText } from '../../lib/result/stored-outcome.js';
import type { CompleteRequest } from '../../lib/repository/writes.js';
import type { IdempotencyRepository } from '../../lib/repository/repository.js';
import { elapse, errorOf, gate, lambdaContext, settle, useFakeTime } from './fake-time.js';
import { handlerProcess, MEMBER, type Order } from './handler-process.js';
import { loseRequest } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };
const shared = { sku: 'x' };

const results: readonly (readonly [string, unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['a string', 'text'],
  ['a lone surrogate', '\ud800'],
  ['NaN', NaN],
  ['-0', -0],
  ['Infinity', -Infinity],
  ['a bigint', 10n ** 30n],
  ['a date', new Date(5)],
  ['a map', new Map<unknown, unknown>([[{ a: 1 }, new Set([1n, undefined])]])],
  ['a set', new Set([NaN, -0, 'x'])],
  ['bytes', new Uint8Array([0, 255])],
  ['a buffer', Buffer.from('bytes')],
  ['an object with all of them', { at: new Date(5), n: -0, big: 1n, none: undefined, lines: [shared, shared] }],
  ['an own __proto__', JSON.parse('{"__proto__":{"admin":true}}')],
  ['a list with a hole', Object.assign(new Array<number>(3), { 0: 1, 2: 3 })],
  ['10 KB', { text: 'x'.repeat(10_000) }],
  ['1 MB', { list: Array.from({ length: 20_000 }, (_, n) => ({ n, text: `element ${n * 7919} of many` })) }],
];

describe('a replay equals the first answer', () => {
  it.each(results)('%s', async (_, result) => {
    const store = new InMemoryRepository();
    const run = jest.fn((_order: Order) => result);
    const process = handlerProcess(store, run);
    expect(await process.deliver(order)).toBe(result);
    expect(await process.deliver(order)).toStrictEqual(result);
    expect(await handlerProcess(store, run).deliver(order)).toStrictEqual(result);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it.each(results)('%s, to a duplicate that joined', async (_, result) => {
    const ends = gate<unknown>();
    const process = handlerProcess(new InMemoryRepository(), (_order: Order) => ends.opened);
    const [first, joined] = [process.deliver(order), process.deliver(order)];
    await settle();
    ends.open(result);
    expect(await joined).toStrictEqual(result);
    expect(await first).toBe(result);
  });

  it('and each caller gets a copy of its own', async () => {
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => ({ lines: [1] }));
    const first = await process.deliver(order);
    first.lines.push(2);
    const second = await process.deliver(order);
    expect(second).toStrictEqual({ lines: [1] });
    second.lines.push(3);
    expect(await process.deliver(order)).toStrictEqual({ lines: [1] });
  });
});

/** The stored form of an outcome. */
function inlineForm(outcome: OutcomeText): unknown {
  const packed = packOutcome(outcome);
  return packed.kind === 'inline' ? packed.result : undefined;
}

/** The error of a duplicate whose answer is lost, for this reason. */
const unavailable = (reason: string) => ({
  code: 'IDEMPOTENCY_RESULT_UNAVAILABLE',
  retryable: false,
  operation: 'onOrder',
  digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  message:
    `${MEMBER}: this request was completed before, but its result cannot be given again (${reason}); ` +
    'the method was not run again. Return a storable value, project it with the option `result`, or set ' +
    '`result: false`.',
});

describe('a result that cannot be stored', () => {
  class Money {
    constructor(readonly cents: number) {}
  }

  it.each([
    ['a function inside', { then: { later: () => 1 } }, 'not-storable'],
    ['a symbol', Symbol('a'), 'not-storable'],
    ['an instance of a class', new Money(5), 'not-storable'],
    ['an accessor', Object.defineProperty({}, 'a', { get: () => 1, enumerable: true }), 'not-storable'],
    ['more than 10 MB', 'x'.repeat(11_000_000), 'too-large'],
  ])('%s: the first caller gets it, a replay says so, and nothing runs again', async (_, result, reason) => {
    const store = new InMemoryRepository();
    const run = jest.fn((_order: Order) => result as unknown);
    const process = handlerProcess(store, run);
    expect(await process.deliver(order)).toBe(result);
    expect(await errorOf(process.deliver(order))).toMatchObject(unavailable(reason));
    expect(run).toHaveBeenCalledTimes(1);
    expect(store.records).toMatchObject([{ status: 'COMPLETE' }]);
  });

  it('parts that cannot be written cost the replay, not the call', async () => {
    const run = jest.fn((_order: Order) => ({ list: Array.from({ length: 20_000 }, (_, n) => `${n * 7919} ${n}`) }));
    const process = handlerProcess(new InMemoryRepository(), run);
    process.repository.onEvery('putResultPart', loseRequest);
    const first = process.deliver(order);
    await elapse(12_000);
    expect((await first).list).toHaveLength(20_000);
    expect(await errorOf(process.deliver(order))).toMatchObject(unavailable('not-written'));
    expect(process.outcomes[0]).toBe('executed');
    expect(run).toHaveBeenCalledTimes(1);
  });
});

describe('a damaged stored result', () => {
  /** What is stored of a result is replaced on the way. */
  const damaging = (store: InMemoryRepository, damage: (stored: CompleteRequest['result']) => unknown) => {
    const complete: IdempotencyRepository['complete'] = (request, limit) =>
      store.complete({ ...request, result: damage(request.result) as string }, limit);
    return new Proxy(store, {
      get: (target, name: keyof InMemoryRepository) => {
        if (name === 'complete') return complete;
        const member: unknown = target[name];
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
  };

  it.each([
    ['cut off', 'damaged', (stored: unknown) => String(stored).slice(0, -3)],
    ['changed', 'damaged', (stored: unknown) => String(stored).replace('receipt', 'deceipt')],
    ['of a later version', 'newer-form', (stored: unknown) => String(stored).replace(/^v\d/, 'v9')],
    ['empty', 'damaged', () => ''],
    ['bytes', 'damaged', () => new Uint8Array([1, 2, 3])],
    ['whole, but no text of a value', 'damaged', () => inlineForm({ kind: 'value', text: '{' })],
    ['whole, but no text of an error', 'damaged', () => inlineForm({ kind: 'error', text: '1' })],
    ['missing', 'the record holds no result', () => undefined],
  ])('%s: is told, and never run again or answered wrongly', async (_, reason, damage) => {
    const run = jest.fn(({ id }: Order) => ({ receipt: id }));
    const process = handlerProcess(damaging(new InMemoryRepository(), damage), run);
    expect(await process.deliver(order)).toStrictEqual({ receipt: 'a' });
    const error = await errorOf(process.deliver(order));
    expect(error).toMatchObject(unavailable(reason));
    expect((error as Error).message).not.toContain('receipt');
    expect(run).toHaveBeenCalledTimes(1);
  });

  it.each(['value', 'error'] as const)('that is no text of a %s: tells why it could not be read', async (kind) => {
    const damage = () => inlineForm({ kind, text: '{' });
    const process = handlerProcess(damaging(new InMemoryRepository(), damage), (_: Order) => 'done');
    await process.deliver(order);
    expect(await errorOf(process.deliver(order))).toMatchObject({ cause: expect.any(SyntaxError) });
  });
});

describe('the options about results', () => {
  it('result: false stores none and answers duplicates with undefined', async () => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, (_: Order) => 'card 4242', { result: false });
    expect(await process.deliver(order)).toBe('card 4242');
    expect(await process.deliver(order)).toBeUndefined();
    expect(JSON.stringify(store.records)).not.toContain('4242');
  });

  it('result: false with onReplay gives duplicates what that makes of undefined', async () => {
    const onReplay = jest.fn((_stored: undefined) => 'known');
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => 'card 4242', { result: false, onReplay });
    expect(await process.deliver(order)).toBe('card 4242');
    expect(await process.deliver(order)).toBe('known');
    expect(onReplay.mock.calls).toMatchObject([[undefined, { operation: 'onOrder' }]]);
  });

  it('a projection is what is stored, and onReplay makes the answer of it', async () => {
    const store = new InMemoryRepository();
    const seen: unknown[] = [];
    const process = handlerProcess(store, (_: Order) => ({ receipt: 7, card: '4242' }), {
      result: ({ receipt }: { receipt: number }) => receipt,
      onReplay: (receipt: number, replay) => {
        seen.push(replay);
        return { receipt, card: 'hidden' };
      },
    });
    const startedAt = new Date();
    expect(await process.deliver(order)).toStrictEqual({ receipt: 7, card: '4242' });
    await elapse(1_000);
    expect(await process.deliver(order)).toStrictEqual({ receipt: 7, card: 'hidden' });
    expect(JSON.stringify(store.records)).not.toContain('4242');
    expect(seen).toEqual([{ operation: 'onOrder', key: process.events[0]?.digest, startedAt }]);
  });

  it('onReplay adapts the answer of a duplicate that joined too, and may be async', async () => {
    const ends = gate<string>();
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => ends.opened, {
      onReplay: async (stored: string) => `${stored}, again`,
    });
    const answers = [process.deliver(order), process.deliver(order)];
    await settle();
    ends.open('done');
    expect(await Promise.all(answers)).toEqual(['done', 'done, again']);
  });

  it('a projection that throws costs the replay, not the call', async () => {
    const run = jest.fn((_: Order) => 'done');
    const broken = (): string => {
      throw new Error('of the projection');
    };
    const process = handlerProcess(new InMemoryRepository(), run, { result: broken });
    expect(await process.deliver(order)).toBe('done');
    expect(await errorOf(process.deliver(order))).toMatchObject(unavailable('projection-failed'));
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('what onReplay throws reaches the duplicate, and the record answers the next one', async () => {
    const own = new Error('of onReplay');
    const onReplay = jest.fn((stored: string) => stored);
    onReplay.mockImplementationOnce(() => {
      throw own;
    });
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => 'done', { onReplay });
    await process.deliver(order);
    expect(await errorOf(process.deliver(order))).toBe(own);
    expect(await process.deliver(order)).toBe('done');
  });
});

it('a result is stored with the ttl counted from the end of the method', async () => {
  const store = new InMemoryRepository();
  const process = handlerProcess(
    store,
    (_: Order, _context: object) => new Promise((resolve) => setTimeout(resolve, 60_000, 'done')),
    { ttl: '90s' },
  );
  const answer = process.deliver(order, lambdaContext(70_000));
  await elapse(60_000);
  await answer;
  expect(store.records[0]!.expiresAtSeconds * 1_000).toBe(Date.now() + 90_000);
});
