import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { errorOf, useFakeTime } from './fake-time.js';
import { handlerProcess, MEMBER, type ProcessOptions } from './handler-process.js';

useFakeTime();

/** Delivers all payloads, one after another, and tells for how many of them the method ran. */
async function runs(options: ProcessOptions, ...payloads: readonly unknown[]): Promise<number> {
  const run = jest.fn((_: unknown) => 'done');
  const process = handlerProcess(new InMemoryRepository(), run, options);
  for (const payload of payloads) await process.deliver(payload);
  return run.mock.calls.length;
}

describe('a missing key', () => {
  it.each([
    ['the member is absent', { key: 'id' }, {}],
    ['the member is undefined', { key: 'id' }, { id: undefined }],
    ['the only member is null', { key: 'id' }, { id: null }],
    ['one of several is absent', { key: ['id', 'tenant'] }, { id: 'a' }],
    ['the payload is undefined', { key: 'id' }, undefined],
    ['the payload is null', { key: 'id' }, null],
    ['the payload is a string', { key: 'length' }, 'abc'],
    ['the whole payload is undefined', {}, undefined],
    ['the whole payload is null', {}, null],
    ['a function finds none', { key: () => undefined }, { id: 'a' }],
    ['a member is inherited only', { key: 'id' }, Object.create({ id: 'a' })],
  ] as const)('is refused before any request: %s', async (_, options, payload) => {
    const run = jest.fn((_payload: unknown) => 'done');
    const process = handlerProcess(new InMemoryRepository(), run, options as ProcessOptions);
    const error = await errorOf(process.deliver(payload));
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING', operation: 'onOrder', retryable: false });
    expect((error as Error).message).toMatch(new RegExp(`^${MEMBER}: .*\`key\`.*onMissingKey`));
    expect(run).not.toHaveBeenCalled();
    expect(process.repository.sent).toEqual([]);
  });

  it.each<[string, ProcessOptions, unknown]>([
    ["'id' has no value", { key: ['card', 'id'] }, { card: '4242' }],
    ['the payload has no value', {}, null],
    ['the result of the function has no value', { key: () => undefined }, { card: '4242' }],
    ["'card' is NaN, which no JSON number can be", { key: 'card' }, { card: NaN, id: '4242' }],
  ])('names what is missing and none of what is there: %s', async (why, options, payload) => {
    const process = handlerProcess(new InMemoryRepository(), (_: unknown) => 'done', options);
    expect(await errorOf(process.deliver(payload))).toMatchObject({
      message:
        `${MEMBER}: the payload has no usable idempotency key: ${why} (option \`key\`); the method was not run. ` +
        "Correct the sender or the option, or set `onMissingKey: 'execute'` to run such payloads unguarded.",
    });
  });

  it('is not what an error of the key function itself is taken for', async () => {
    const own = new TypeError('no such tenant');
    const key = (): string => {
      throw own;
    };
    const process = handlerProcess(new InMemoryRepository(), (_: unknown) => 'done', { key, onMissingKey: 'execute' });
    expect(await errorOf(process.deliver({ id: 'a' }))).toBe(own);
  });

  it.each<[string, 'key' | 'fingerprint', string, () => unknown]>([
    ['an async key function', 'key', 'a promise', async () => 'a'],
    ['a key function that forgets to await', 'key', 'a promise', () => ['tenant', Promise.resolve('a')]],
    ['a key function that forgets to call', 'key', 'a function', () => () => 'a'],
    ['an async fingerprint function', 'fingerprint', 'a promise', async () => 'a'],
    ['a fingerprint function that forgets to call', 'fingerprint', 'a function', () => [() => 'a']],
  ])('is not what %s is taken for: no call runs unguarded', async (_, option, given, select) => {
    const run = jest.fn((_payload: unknown) => 'done');
    const options: ProcessOptions = { key: 'id', [option]: select, onMissingKey: 'execute' };
    const process = handlerProcess(new InMemoryRepository(), run, options);
    expect(await errorOf(process.deliver({ id: 'a' }))).toMatchObject({
      code: 'IDEMPOTENCY_CONFIGURATION',
      operation: 'onOrder',
      message:
        `${MEMBER}: the function of the option \`${option}\` must return a value at once, but returned ${given}, ` +
        'alone or in a list; the method was not run. Return the value itself; what has to be awaited for it, await ' +
        'before the guarded method is called.',
    });
    expect(run).not.toHaveBeenCalled();
    expect(process.repository.sent).toEqual([]);
    expect(process.events).toEqual([]);
  });

  it('runs unguarded, and is observed, under onMissingKey: execute', async () => {
    const run = jest.fn((_: unknown) => 'done');
    const process = handlerProcess(new InMemoryRepository(), run, { key: 'id', onMissingKey: 'execute' });
    expect([await process.deliver({}), await process.deliver({})]).toEqual(['done', 'done']);
    expect(run).toHaveBeenCalledTimes(2);
    expect(process.repository.sent).toEqual([]);
    expect(process.events).toMatchObject([
      { outcome: 'unguarded', operation: 'onOrder', digest: undefined, attempt: 0 },
      { outcome: 'unguarded' },
    ]);
    expect(process.events[0]?.cause).toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING' });
  });

  it.each([
    ['a function', () => 1],
    ['NaN', NaN],
    ['an invalid date', new Date(NaN)],
    ['a symbol', Symbol('a')],
  ])('%s cannot be a key', async (_, id) => {
    const process = handlerProcess(new InMemoryRepository(), (_payload: unknown) => 'done', { key: 'id' });
    expect(await errorOf(process.deliver({ id }))).toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING' });
  });
});

describe('keys', () => {
  it('0, empty strings, false and empty lists are keys, each its own', async () => {
    const values = [0, '', false, [], '0', 'false', [[]], {}];
    expect(await runs({ key: 'id' }, ...values.map((id) => ({ id })))).toBe(values.length);
    expect(await runs({ key: 'id' }, ...values.map(() => ({ id: 0 })))).toBe(1);
  });

  it('null beside another value is a value of its own', async () => {
    expect(await runs({ key: ['id', 'part?'] }, { id: 1, part: null }, { id: 1 }, { id: 1, part: 0 })).toBe(3);
  });

  it('the order of members does not matter, the order of elements does', async () => {
    expect(await runs({}, { A: 1, a: 2 }, { a: 2, A: 1 })).toBe(1);
    expect(await runs({}, { A: 1, a: 2 }, { A: 2, a: 1 })).toBe(2);
    expect(await runs({}, [1, 2], [2, 1])).toBe(2);
  });

  it('an own member named __proto__ counts, and reaches no prototype', async () => {
    const one = JSON.parse('{"id":1,"__proto__":{"admin":true}}') as object;
    const other = JSON.parse('{"id":1,"__proto__":{"admin":false}}') as object;
    expect(await runs({}, one, other, { id: 1 })).toBe(3);
    expect(Object.prototype).not.toHaveProperty('admin');
  });

  it('lone surrogates are told apart', async () => {
    expect(await runs({ key: 'id' }, { id: '\ud800' }, { id: '\ud801' }, { id: '\ufffd' })).toBe(3);
  });

  it('the same object twice is the same as two equal copies', async () => {
    const line = { sku: 'x' };
    expect(await runs({}, { lines: [line, line] }, { lines: [{ sku: 'x' }, { sku: 'x' }] })).toBe(1);
  });

  it('a bigint, a date and bytes are keys', async () => {
    const values = [1n, 2n, new Date(1), new Date(2), Buffer.from([1]), Buffer.from([2])];
    expect(await runs({ key: 'id' }, ...[...values, ...values].map((id) => ({ id })))).toBe(values.length);
  });

  it('a scope tells tenants apart', async () => {
    const scope = ({ tenant }: { tenant: string }) => tenant;
    const [a, b] = [{ tenant: 'a', id: 1 }, { tenant: 'b', id: 1 }];
    expect(await runs({ key: 'id', scope }, a, b, a, b)).toBe(2);
    expect(await runs({ key: 'id' }, a, b, a, b)).toBe(1);
  });

  it.each([
    ['', "''"],
    [7, 'number'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('a scope must be a non-empty string, not %p', async (given, shown) => {
    const process = handlerProcess(new InMemoryRepository(), (_: unknown) => 1, { scope: () => given as never });
    const error = await errorOf(process.deliver({ id: 1 }));
    expect(error).toMatchObject({
      code: 'IDEMPOTENCY_CONFIGURATION',
      operation: 'onOrder',
      message: `${MEMBER}: the option \`scope\` must return a non-empty string, but returned ${shown}.`,
    });
    expect(process.repository.sent).toEqual([]);
  });

  it('another argument may be the payload, and selectors get the others after it', async () => {
    const key = (record: { id: string }, prefix: string) => [prefix, record.id];
    const run = jest.fn((_prefix: string, _record: { id: string }) => 'done');
    const process = handlerProcess(new InMemoryRepository(), run, { payload: 1, key });
    await process.deliver('x', { id: 'a' });
    await process.deliver('x', { id: 'a' });
    await process.deliver('y', { id: 'a' });
    expect(run).toHaveBeenCalledTimes(2);
  });
});

describe('a method that changes its event in place', () => {
  it('completes the record of the event as it came, and its redelivery is a duplicate', async () => {
    const store = new InMemoryRepository();
    const run = jest.fn((event: { id: string; seen?: boolean }) => {
      event.id = 'changed';
      event.seen = true;
      return 'done';
    });
    const process = handlerProcess<[{ id: string; seen?: boolean }], string>(store, run);
    expect(await process.deliver({ id: 'a' })).toBe('done');
    expect(await process.deliver({ id: 'a' })).toBe('done');
    expect(run).toHaveBeenCalledTimes(1);
    expect(store.records).toMatchObject([{ status: 'COMPLETE' }]);
  });

  it('and then throws, fails the record of the event as it came', async () => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, (event: { id: string }): string => {
      event.id = 'changed';
      throw new Error('no stock');
    });
    await errorOf(process.deliver({ id: 'a' }));
    await errorOf(process.deliver({ id: 'a' }));
    expect(store.records).toMatchObject([{ status: 'FAILED', attempts: 2 }]);
  });
});
