import { AsyncLocalStorage } from 'node:async_hooks';

import { currentFrame, execution, holds, runInFrame, type ExecutionFrame } from '../../lib/execution/execution.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { gate } from './fake-time.js';

const repository = new InMemoryRepository();

/** Its execution is not looked at by these specs. */
const frameOf = (changes: Partial<ExecutionFrame> = {}): ExecutionFrame => ({
  execution: {} as ExecutionFrame['execution'],
  repository,
  heldId: 'onOrder#1',
  deadlineMs: undefined,
  parent: undefined,
  hasEnded: false,
  ...changes,
});

it('a record is held further up only under its own id and in its own repository', () => {
  const frame = frameOf({ heldId: 'other#1', parent: frameOf() });
  expect(holds(frame, repository, 'onOrder#1')).toBe(true);
  expect(holds(frame, repository, 'onOrder#2')).toBe(false);
  expect(holds(frame, new InMemoryRepository(), 'onOrder#1')).toBe(false);
  expect(holds(undefined, repository, 'onOrder#1')).toBe(false);
});

it('a record is held no more by a method that has ended', () => {
  const ended = frameOf({ hasEnded: true });
  expect(holds(frameOf({ heldId: 'other#1', parent: ended }), repository, 'onOrder#1')).toBe(false);
  expect(holds(frameOf({ heldId: 'other#1', parent: frameOf({ parent: ended }) }), repository, 'onOrder#1')).toBe(true);
});

it('what outlives a method is in the frame of the nearest one around it that has not ended', async () => {
  const [outer, inner] = [frameOf(), frameOf()];
  const [innerEnded, outerEnded] = [gate(), gate()];
  const seen: unknown[] = [];
  const left: Promise<unknown>[] = [];
  await runInFrame(outer, async () => {
    const nested = { ...inner, parent: outer };
    await runInFrame(nested, async () => {
      seen.push(currentFrame() === nested);
      left.push(innerEnded.opened.then(() => seen.push(currentFrame() === outer)));
      left.push(outerEnded.opened.then(() => seen.push(currentFrame())));
    });
    innerEnded.open();
    await left[0];
  });
  // One that is still running keeps the storage of frames in use.
  await runInFrame(frameOf(), async () => {
    outerEnded.open();
    await Promise.all(left);
  });
  expect(seen).toEqual([true, true, undefined]);
});

it('execution() outside a guarded method says what to do', () => {
  expect(() => execution()).toThrow(
    'execution() was called outside a guarded method: call it inside a method marked @Idempotent, or a function made ' +
      'by idempotent(), and neither from a callback that was registered before nor from one that outlives the method.',
  );
});

it('all copies of the library in a process, of any version, meet under one symbol', () => {
  expect(globalThis).toHaveProperty([Symbol.for('idempotent-handlers/execution/1')], {
    storage: expect.any(AsyncLocalStorage),
    running: 0,
  });
});

describe('the storage of frames, once the last running method has ended', () => {
  const { versions } = process;
  const disable = jest.spyOn(AsyncLocalStorage.prototype, 'disable');

  beforeEach(() => void disable.mockClear());
  afterEach(() => void Object.defineProperty(process, 'versions', { value: versions }));
  afterAll(() => void disable.mockRestore());

  async function onNode(version: string) {
    Object.defineProperty(process, 'versions', { value: { ...versions, node: version }, configurable: true });
    jest.resetModules();
    return import('../../lib/execution/execution.js');
  }

  it.each([
    ['20.11.0', 1],
    ['23.11.0', 1],
    ['24.0.0', 0],
    ['26.1.0', 0],
  ])('is switched off where it would cost every promise: on Node %s %d times', async (version, times) => {
    const { runInFrame } = await onNode(version);
    const [first, second] = [gate(), gate()];
    const runs = [runInFrame(frameOf(), () => first.opened), runInFrame(frameOf(), () => second.opened)] as const;
    first.open();
    await runs[0];
    expect(disable).not.toHaveBeenCalled();
    second.open();
    await runs[1];
    expect(disable).toHaveBeenCalledTimes(times);
  });
});
