import { AsyncLocalStorage } from 'node:async_hooks';

import { SURROUNDINGS } from '../../lib/execution/call.js';
import { standIn, underStandIn, type StandIn } from '../../lib/execution/stand-in.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';

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
