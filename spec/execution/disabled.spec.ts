import type { execution as Execution } from '../../lib/execution/execution.js';
import { MEMBER, type Order } from './handler-process.js';

const order: Order = { id: 'a' };

const STAYS_ON = "IDEMPOTENCY_DISABLED is set, but not to 'true': the guard stays on.";

/** The library afresh, as a process that has just started. */
async function freshProcess<Result>(run: (event: Order, execution: typeof Execution) => Result, options = {}) {
  jest.resetModules();
  const { execution } = await import('../../lib/execution/execution.js');
  const { handlerProcess } = await import('./handler-process.js');
  const { InMemoryRepository } = await import('../../lib/repository/in-memory/in-memory-repository.js');
  return handlerProcess(new InMemoryRepository(), (event: Order) => run(event, execution), options);
}

describe('IDEMPOTENCY_DISABLED', () => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);

  beforeEach(() => void warn.mockClear());
  afterEach(() => void delete process.env.IDEMPOTENCY_DISABLED);
  afterAll(() => warn.mockRestore());

  it('=true: each delivery runs, without a request, and the process is told once', async () => {
    process.env.IDEMPOTENCY_DISABLED = 'true';
    const run = jest.fn(() => 'done');
    const handler = await freshProcess(run);
    expect([await handler.deliver(order), await handler.deliver(order)]).toEqual(['done', 'done']);
    expect(run).toHaveBeenCalledTimes(2);
    expect(handler.repository.sent).toEqual([]);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(
      'IDEMPOTENCY_DISABLED=true: guarded methods run without their guard, and duplicates repeat their effects.',
      { type: 'IdempotencyWarning', code: 'IDEMPOTENCY_DISABLED' },
    );
  });

  it('=true: no key is asked for', async () => {
    process.env.IDEMPOTENCY_DISABLED = 'true';
    const handler = await freshProcess(() => 'done', { key: 'missing' });
    expect(await handler.deliver(order)).toBe('done');
  });

  it('=true: execution() works inside, with the key and the child keys of guarded calls', async () => {
    const inside = (_: Order, execution: typeof Execution) => {
      const { key, operation, attempt, fence, signal, childKey } = execution();
      return { key, operation, attempt, fence, aborted: signal.aborted, child: childKey('charge') };
    };
    const step = (_: Order, execution: typeof Execution) => execution().step('one', () => 'stepped');
    const guarded = await (await freshProcess(inside)).deliver(order);
    process.env.IDEMPOTENCY_DISABLED = 'true';
    const unguarded = await (await freshProcess(inside)).deliver(order);
    expect(unguarded).toEqual({ ...guarded, fence: 0 });
    expect(await (await freshProcess(step)).deliver(order)).toBe('stepped');
  });

  it('=true: two steps of one name are refused, as they are with the guard', async () => {
    process.env.IDEMPOTENCY_DISABLED = 'true';
    const twice = async (_: Order, execution: typeof Execution) => {
      const { step } = execution();
      return [await step('one', () => 1), await step('one', () => 2)];
    };
    await expect((await freshProcess(twice)).deliver(order)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFIGURATION',
      message: expect.stringContaining(`${MEMBER}: two steps of one execution are named 'one'`),
    });
  });

  it('=true: a staged write is refused, because nothing would write it', async () => {
    process.env.IDEMPOTENCY_DISABLED = 'true';
    const write = { Put: { TableName: 't', Item: { id: 1 } } };
    const handler = await freshProcess((_, execution) => execution().stage(write));
    await expect(handler.deliver(order)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFIGURATION',
      message:
        `${MEMBER}: execution().stage() needs the guard, and this call runs without it; nothing was written.`,
    });
  });

  it.each([
    ['the name `fence`', [], 'fence'],
    ['a name of one\'s choice', ['writtenUnder'], 'writtenUnder'],
  ])('=true: fenceCondition gives way to every guarded write, under %s', async (_, names, name) => {
    process.env.IDEMPOTENCY_DISABLED = 'true';
    const handler = await freshProcess((_order, execution) => execution().fenceCondition(...names));
    expect(await handler.deliver(order)).toEqual({
      ConditionExpression: 'attribute_not_exists(#fence) OR #fence <= :fence',
      ExpressionAttributeNames: { '#fence': name },
      ExpressionAttributeValues: { ':fence': 0 },
    });
  });

  it('unset: says nothing', async () => {
    const handler = await freshProcess(() => 'done');
    await handler.deliver(order);
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([
    ...['false', '0', 'no', 'off', ''].map((value) => [value, []] as const),
    ...['1', 'TRUE', 'yes', 'tru'].map((value) => [value, [STAYS_ON]] as const),
  ])('=%p: guarded, and says so once where that may surprise', async (value, warnings) => {
    process.env.IDEMPOTENCY_DISABLED = value;
    const run = jest.fn(() => 'done');
    const handler = await freshProcess(run);
    await handler.deliver(order);
    await handler.deliver(order);
    expect(run).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls).toEqual(
      warnings.map((warning) => [warning, { type: 'IdempotencyWarning', code: 'IDEMPOTENCY_DISABLED' }]),
    );
  });
});
