import { AsyncLocalStorage } from 'node:async_hooks';
import type { IdempotencyRepository, RequestLimit } from '../../lib/repository/repository.js';
import { CallRun } from './call-run.js';
import type { Answer, Entry, Happening } from './journal.js';
import type { Subject } from './load-subject.js';
import { Network } from './network.js';
import type { Packet, RequestKind } from './packet.js';
import { Process } from './process.js';
import type { Property, PropertyName } from './properties/property.js';
import { RecordStore, type Effect, type Stored } from './record-store.js';
import type { Fate, Scenario } from './scenario.js';
import { Timeline } from './timeline.js';

export interface Violation {
  readonly property: PropertyName;
  readonly why: string;
  /** Index of the entry at which it showed. */
  readonly entry: number;
}

/** The call that the running code belongs to. One for all worlds: each one costs every promise a little. */
const currentCall = new AsyncLocalStorage<CallRun>();

/** All that exists in one history: processes, network, store, and what has happened so far. */
export class World {
  readonly timeline = new Timeline();
  readonly processes: readonly Process[];
  readonly calls: readonly CallRun[];
  readonly operator: Process;
  readonly entries: Entry[] = [];
  readonly violations: Violation[] = [];
  private readonly repositories: readonly IdempotencyRepository[];
  private readonly keys = new Map<string, string>();
  private readonly watchers: readonly ((happening: Happening) => void)[];
  private owners = 0;

  constructor(
    readonly subject: Subject,
    readonly scenario: Scenario,
    properties: readonly Property[],
    readonly store = new RecordStore(subject.WRITE_RULES),
  ) {
    const { epochMs } = scenario;
    this.processes = scenario.processes.map((plan, i) => new Process(`P${i + 1}`, plan, this.timeline, epochMs));
    this.operator = new Process('operator', NEVER_DISTURBED, this.timeline, epochMs);
    this.calls = scenario.calls.map((plan) => new CallRun(plan, this.processes[plan.process] ?? this.operator));
    this.repositories = this.processes.map((process) => {
      const network = new Network(this, process);
      return process.plan.cached ? new subject.CachedRepository(network, { max: 10 }) : network;
    });
    this.watchers = properties.map((property) =>
      property.watch(this, (why) => {
        this.violations.push({ property: property.name, why, entry: this.entries.length - 1 });
      }),
    );
  }

  /** True time, in milliseconds since the epoch. */
  get nowMs(): number {
    return this.scenario.epochMs + this.timeline.nowMs;
  }

  get skewMs(): number {
    return this.scenario.assumptions.skewMs;
  }

  /** The clock of a call's process; true time where there is none. */
  clockOf(call: CallRun | undefined): number {
    return call?.process.now() ?? this.nowMs;
  }

  /** No clock says yet that the record has expired. */
  isUnexpiredForAll({ record }: Stored): boolean {
    return record.expiresAtSeconds * 1000 > this.nowMs + this.skewMs;
  }

  /** By the clock of its owner, the record's lease runs. */
  leaseRuns({ record, claimant }: Stored): boolean {
    return record.status === 'IN_PROGRESS' && this.clockOf(claimant) < (record.leaseEndsAtMs ?? 0);
  }

  /** The key of a record, as the first call that asked for the record meant it. */
  keyOf(recordId: string): string {
    return this.keys.get(recordId) ?? '';
  }

  recordOf(call: CallRun): Stored | undefined {
    for (const [id, key] of this.keys) if (key === call.plan.key) return this.store.records.get(id);
    return undefined;
  }

  repositoryOf(call: CallRun): IdempotencyRepository {
    return this.repositories[call.plan.process] as IdempotencyRepository;
  }

  newOwner(): string {
    return `${this.scenario.title}, owner ${++this.owners}`;
  }

  within<Result>(call: CallRun, run: () => Result): Result {
    return currentCall.run(call, run);
  }

  happens(happening: Happening): void {
    this.entries.push({ atMs: this.timeline.nowMs, happening });
    for (const watch of this.watchers) watch(happening);
  }

  pack(kind: RequestKind, recordId: string, request: unknown, limit: RequestLimit): Packet {
    const call = currentCall.getStore();
    if (call && !this.keys.has(recordId)) this.keys.set(recordId, call.plan.key);
    const number = (call?.requests.get(kind) ?? 0) + 1;
    call?.requests.set(kind, number);
    const timeoutMs = Math.min(limit.timeoutMs, this.scenario.assumptions.requestLifetimeMs);
    const packet = { kind, call, number, recordId, request, sentAtMs: this.timeline.nowMs, timeoutMs, effects: 0 };
    this.happens({ kind: 'sends', call, packet });
    if (call) call.phase = phaseAfterSending(kind, call.phase);
    return packet;
  }

  fateOf(packet: Packet): Fate {
    return this.scenario.fate(packet, this.instants(packet.recordId));
  }

  tookEffect(packet: Packet, effect: Effect): void {
    const { call } = packet;
    if (effect.applied) this.happens({ kind: 'applies', call, packet, before: effect.before, after: effect.after });
    else this.happens({ kind: 'refuses', call, packet, stands: effect.stands });
    if (effect.applied) this.mayDelete(packet.recordId, effect.after);
  }

  received(packet: Packet, answer: Answer): void {
    this.happens({ kind: 'receives', call: packet.call, packet, answer });
  }

  /** From now, the milliseconds to the moments at which something about the record changes, for some clock. */
  private instants(recordId: string): number[] {
    const stored = this.store.records.get(recordId);
    if (!stored) return [];
    const { record, claimant } = stored;
    const expiry = record.expiresAtSeconds * 1000 - this.nowMs;
    const lease = (record.leaseEndsAtMs ?? this.nowMs) - this.nowMs;
    const ahead = claimant?.process.aheadMs ?? 0;
    return [lease, lease - ahead, lease + this.skewMs, lease + this.skewMs - ahead, expiry, expiry - this.skewMs];
  }

  /** The TTL deletes the record some time after it has expired by its own clock, unless it was prolonged meanwhile. */
  private mayDelete(id: string, { record }: Stored): void {
    const { deletesAfterMs, ttlClockAheadMs } = this.scenario;
    const afterMs = deletesAfterMs(id);
    if (afterMs === undefined) return;
    this.timeline.in(record.expiresAtSeconds * 1000 - ttlClockAheadMs - this.nowMs + afterMs, () => {
      const before = this.store.records.get(id);
      if (!before || before.record.expiresAtSeconds * 1000 > this.nowMs + ttlClockAheadMs) return;
      this.store.records.delete(id);
      this.happens({ kind: 'deletes', key: id, before });
    });
  }
}

const NEVER_DISTURBED = { aheadMs: 0, clockSets: [], freezes: [], crashesAtMs: undefined, cached: false };

function phaseAfterSending(kind: RequestKind, phase: CallRun['phase']): CallRun['phase'] {
  if (phase === 'running' || phase === 'ended') return phase;
  if (kind === 'claim' || kind === 'commitUnclaimed') return 'claiming';
  return kind === 'find' ? 'waiting' : 'checking';
}
