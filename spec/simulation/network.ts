import type { IdempotencyRecord } from '../../lib/repository/record.js';
import type { IdempotencyRepository, RequestLimit } from '../../lib/repository/repository.js';
import type { OwnerWrite, ResultPart } from '../../lib/repository/writes.js';
import type { Packet, RequestKind } from './packet.js';
import type { Process } from './process.js';
import type { Fate } from './scenario.js';
import type { Effect, Stored } from './record-store.js';
import type { World } from './world.js';

type Settle = (answer: unknown) => void;

/** One process's way to the store. What becomes of each request is its fate. */
export class Network implements IdempotencyRepository {
  constructor(
    private readonly world: World,
    private readonly process: Process,
  ) {}

  claim: IdempotencyRepository['claim'] = (request, limit) => this.send('claim', request.id, request, limit);
  complete: IdempotencyRepository['complete'] = (request, limit) => this.ownerWrite('complete', request, limit);
  fail: IdempotencyRepository['fail'] = (request, limit) => this.ownerWrite('fail', request, limit);
  renew: IdempotencyRepository['renew'] = (request, limit) => this.ownerWrite('renew', request, limit);
  saveStep: IdempotencyRepository['saveStep'] = (request, limit) => this.ownerWrite('saveStep', request, limit);
  doubt: IdempotencyRepository['doubt'] = (request, limit) => this.ownerWrite('doubt', request, limit);
  halt: IdempotencyRepository['halt'] = (request, limit) => this.send('halt', request.id, request, limit);
  settle: IdempotencyRepository['settle'] = (request, limit) => this.send('settle', request.id, request, limit);
  commit: IdempotencyRepository['commit'] = (request, limit) => this.ownerWrite('commit', request, limit);
  commitUnclaimed: IdempotencyRepository['commitUnclaimed'] = (request, limit) =>
    this.send('commitUnclaimed', request.id, request, limit);

  find: IdempotencyRepository['find'] = (id, limit) => this.send('find', id, undefined, limit);

  putResultPart = (part: ResultPart): Promise<void> => {
    this.world.store.parts.set(JSON.stringify([part.id, part.partOf, part.index]), part.bytes);
    return Promise.resolve();
  };

  getResultPart = ({
    id,
    partOf,
    index,
  }: Pick<ResultPart, 'id' | 'partOf' | 'index'>): Promise<Uint8Array | undefined> =>
    Promise.resolve(this.world.store.parts.get(JSON.stringify([id, partOf, index])));

  private ownerWrite<Value>(kind: RequestKind, request: OwnerWrite, limit: RequestLimit): Promise<Value> {
    return this.send(kind, request.held.id, request, limit);
  }

  private send<Value>(kind: RequestKind, recordId: string, request: unknown, limit: RequestLimit): Promise<Value> {
    const { world } = this;
    const packet = world.pack(kind, recordId, request, limit);
    const fate = world.fateOf(packet);
    const livesMs = world.scenario.copiesLiveMs ?? world.scenario.assumptions.requestLifetimeMs;
    return new Promise<Value>((resolve, reject) => {
      let open = true;
      // What a request is answered with is what its rule's write is answered with.
      const settle: Settle = (answer) => ((open = false), resolve(answer as Value));
      const fail = (why: string): void => {
        if (!open) return;
        open = false;
        world.received(packet, { told: 'failure' });
        reject(new Error(why));
      };
      for (const copy of fate.copies) {
        if (copy.atMs > livesMs) throw new Error('A copy came too late.');
        world.timeline.in(copy.atMs, () => {
          const outcome = this.takeEffect(packet, fate);
          if (copy.answerAtMs === undefined) return;
          this.process.in(copy.answerAtMs - copy.atMs, () => open && this.answer(packet, outcome, settle));
        });
      }
      if (fate.failsAtMs !== undefined) this.process.in(fate.failsAtMs, () => fail('throttled'));
      this.process.in(Math.floor(packet.timeoutMs), () => fail('timed out'));
    });
  }

  /** What one copy of a request meets at the store. */
  private takeEffect(
    packet: Packet,
    fate: Fate,
  ): Effect | 'conflict' | 'staged-condition-failed' | { found: Stored | undefined } {
    const { world } = this;
    if (packet.kind === 'find') return { found: world.store.records.get(packet.recordId) };
    if (fate.conflicts) return 'conflict';
    if (fate.stagedConditionFails && world.store.admits(packet)) return 'staged-condition-failed';
    const effect = world.store.apply(packet);
    world.tookEffect(packet, effect);
    return effect;
  }

  private answer(packet: Packet, outcome: ReturnType<Network['takeEffect']>, settle: Settle): void {
    const { world } = this;
    if (typeof outcome === 'string') {
      world.received(packet, { told: outcome });
      settle(
        outcome === 'conflict'
          ? { applied: false, conflict: true, cause: new Error('conflict') }
          : { applied: false, stagedConditionFailed: { index: 0, cause: new Error('staged condition') } },
      );
      return;
    }
    if ('found' in outcome) {
      world.received(packet, { told: 'found', shows: outcome.found });
      settle(copyOf(outcome.found));
      return;
    }
    if (outcome.applied) {
      world.received(packet, { told: 'applied', shows: outcome.after });
      settle({ applied: true, record: copyOf(outcome.after) });
      return;
    }
    const shows = world.scenario.showsRefusingRecord ? outcome.stands : world.store.records.get(packet.recordId);
    world.received(packet, { told: 'refused', shows });
    settle({ applied: false, record: copyOf(shows) });
  }
}

const copyOf = (stored: Stored | undefined): IdempotencyRecord | undefined =>
  stored && { ...stored.record, steps: new Map(stored.record.steps) };
