import { AsyncLocalStorage } from 'node:async_hooks';

import { execution, holds, type ExecutionFrame } from '../../lib/execution/execution.js';
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
  ...changes,
});

it('a record is held further up only under its own id and in its own repository', () => {
  const frame = frameOf({ heldId: 'other#1', parent: frameOf() });
  expect(holds(frame, repository, 'onOrder#1')).toBe(true);
  expect(holds(frame, repository, 'onOrder#2')).toBe(false);
  expect(holds(frame, new InMemoryRepository(), 'onOrder#1')).toBe(false);
  expect(holds(undefined, repository, 'onOrder#1')).toBe(false);
});

it('execution() outside a guarded method says what to do', () => {
  expect(() => execution()).toThrow(
    'execution() was called outside a guarded method: call it inside a method marked @Idempotent, or a function made ' +
      'by idempotent(), and not from a callback that was registered before.',
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
