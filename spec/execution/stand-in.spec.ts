import { AsyncLocalStorage } from 'node:async_hooks';

import { SURROUNDINGS } from '../../lib/execution/call.js';
import { standIn, underStandIn, type StandIn } from '../../lib/execution/stand-in.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { handlerProcess, type Order, type ProcessOptions } from './handler-process.js';

/** Where every version of the library looks: other versions are in use, so the name never changes. */
const SHARED = Symbol.for('idempotent-handlers/stand-in/1');
const globals = globalThis as { [SHARED]?: AsyncLocalStorage<StandIn> | undefined };

const instead: StandIn = { repository: new InMemoryRepository(), surroundings: () => SURROUNDINGS };

describe('a stand-in', () => {
  afterEach(() => void (globals[SHARED] = undefined));

  it('is there while the code under it runs, across await, and nowhere else', async () => {
    expect(standIn()).toBeUndefined();
    const seen = underStandIn(instead, async () => {
      await Promise.resolve();
      return standIn();
    });
    expect(standIn()).toBeUndefined();
    expect(await seen).toBe(instead);
  });

  it('of another copy of the library is found', () => {
    const ofTheOther = new AsyncLocalStorage<StandIn>();
    globals[SHARED] = ofTheOther;
    expect(ofTheOther.run(instead, standIn)).toBe(instead);
  });

  it('is found by another copy of the library', () => {
    expect(underStandIn(instead, () => globals[SHARED]?.getStore())).toBe(instead);
  });
});

describe('a guarded method that starts under a stand-in', () => {
  /** What happens, in order, when an order is delivered twice. */
  async function deliveredTwice(options: ProcessOptions, order: Partial<Order>, store = new InMemoryRepository()) {
    const happened: string[] = [];
    const told: StandIn = { ...instead, methodStarts: () => void happened.push('told') };
    const method = (_: Partial<Order>) => void happened.push('runs');
    const process = handlerProcess(store, method, { key: 'id', ...options });
    for (let time = 0; time < 2; time++) await underStandIn(told, () => process.deliver(order));
    return happened;
  }

  const order = { id: 'a' };
  const ONCE = ['told', 'runs'];
  const TWICE = [...ONCE, ...ONCE];

  it.each<[string, ProcessOptions, Partial<Order>, string[]]>([
    ['by a claim', {}, order, ONCE],
    ["under claim: 'at-commit'", { claim: 'at-commit' }, order, TWICE],
    ['without a key', { onMissingKey: 'execute' }, {}, TWICE],
  ])('is told of right before, whatever admitted it: %s', async (_, options, delivered, expected) => {
    expect(await deliveredTwice(options, delivered)).toEqual(expected);
  });

  it('is told of right before, where the repository cannot be reached', async () => {
    const store = Object.assign(new InMemoryRepository(), { claim: () => Promise.reject(new Error('Down.')) });
    expect(await deliveredTwice({ whenUnavailable: 'execute' }, order, store)).toEqual(TWICE);
  });

  it('is told of right before, where the guard is switched off', async () => {
    jest.replaceProperty(process, 'env', { ...process.env, IDEMPOTENCY_DISABLED: 'true' });
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    expect(await deliveredTwice({}, order)).toEqual(TWICE);
    expect(warn).toHaveBeenCalledTimes(1);
    jest.restoreAllMocks();
  });

  it('runs also when the stand-in does not want to know', async () => {
    const process = handlerProcess(new InMemoryRepository(), ({ id }: Order) => id);
    expect(await underStandIn(instead, () => process.deliver(order))).toBe('a');
  });
});
