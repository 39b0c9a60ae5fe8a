import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { WRITE_RULES } from '../../lib/repository/in-memory/write-rules.js';
import type { WriteRule } from '../../lib/repository/in-memory/write-effect.js';
import type { IdempotencyRecord, StoredResult } from '../../lib/repository/record.js';
import type { ClaimRequest, CompleteRequest, ResultPart, SaveStepRequest } from '../../lib/repository/writes.js';

/** A repository that keeps the rules of the protocol and still is wrong in some way. */
export interface BrokenRepository {
  readonly name: string;
  /** The group of cases that must find it. */
  readonly group: string;
  readonly make: () => InMemoryRepository;
}

const broken = (group: string, name: string, make: () => InMemoryRepository): BrokenRepository => ({
  group,
  name,
  make,
});

/** Judges and changes what it has read a moment earlier, as a read followed by an unconditional write would. */
class ReadsBeforeItWrites extends InMemoryRepository {
  constructor(private readonly seen = new Map<object, IdempotencyRecord | undefined>()) {
    const stale =
      <Request extends object>(rule: WriteRule<Request>): WriteRule<Request> =>
      (_, request) =>
        rule(seen.get(request), request);
    super({
      ...WRITE_RULES,
      claim: stale(WRITE_RULES.claim),
      complete: stale(WRITE_RULES.complete),
      saveStep: stale(WRITE_RULES.saveStep),
    });
  }

  override async claim(request: ClaimRequest) {
    this.seen.set(request, await this.find(request.id));
    return super.claim(request);
  }

  override async complete(request: CompleteRequest) {
    this.seen.set(request, await this.find(request.held.id));
    return super.complete(request);
  }

  override async saveStep(request: SaveStepRequest) {
    this.seen.set(request, await this.find(request.held.id));
    return super.saveStep(request);
  }
}

/** Changes what every read and every answer shows of a record. */
class Shows extends InMemoryRepository {
  constructor(private readonly change: (record: IdempotencyRecord) => IdempotencyRecord) {
    super();
  }

  override async claim(request: ClaimRequest) {
    const answer = await super.claim(request);
    return answer.record === undefined ? answer : { ...answer, record: this.change(answer.record) };
  }

  override async find(id: string) {
    const record = await super.find(id);
    return record && this.change(record);
  }
}

const showsResults = (change: (result: StoredResult) => StoredResult) =>
  new Shows((record) => ({
    ...record,
    result: record.result === undefined ? undefined : change(record.result),
    steps: new Map(Array.from(record.steps, ([name, step]) => [name, { ...step, result: change(step.result) }])),
  }));

/** Hands out one object for the same state of a record, again and again. */
const sharesRecords = () => {
  const handedOut = new Map<string, IdempotencyRecord>();
  return new Shows((record) => {
    const { id, status, owner, steps } = record;
    const state = JSON.stringify([id, status, owner, ...steps.keys()]);
    if (!handedOut.has(state)) handedOut.set(state, record);
    return handedOut.get(state) ?? record;
  });
};

/** Keeps the bytes it was given instead of a copy. */
class KeepsWhatItIsGiven extends InMemoryRepository {
  readonly given = new Map<string, StoredResult>();

  override async complete(request: CompleteRequest) {
    this.given.set(request.held.id, request.result);
    return super.complete(request);
  }

  override async find(id: string) {
    const record = await super.find(id);
    return record?.status === 'COMPLETE' ? { ...record, result: this.given.get(id) } : record;
  }
}

class MapsIds extends InMemoryRepository {
  constructor(private readonly map: (id: string) => string) {
    super();
  }

  override async claim(request: ClaimRequest) {
    return super.claim({ ...request, id: this.map(request.id) });
  }

  override async find(id: string) {
    return super.find(this.map(id));
  }
}

class MapsParts extends InMemoryRepository {
  constructor(private readonly map: (part: ResultPart) => Partial<ResultPart> & { readonly nowMs?: number }) {
    super();
  }

  override async putResultPart(part: ResultPart) {
    return super.putResultPart({ ...part, ...this.map(part) });
  }

  override async getResultPart(wanted: Parameters<InMemoryRepository['getResultPart']>[0]) {
    // A wanted part has all that the maps below look at.
    return super.getResultPart({ ...wanted, ...this.map(wanted as unknown as ResultPart) });
  }
}

class IgnoresTheTimeLimit extends InMemoryRepository {
  override async claim(request: ClaimRequest) {
    return super.claim(request);
  }

  override async find(id: string) {
    return super.find(id);
  }
}

const throughAnObject = (steps: IdempotencyRecord['steps']) => {
  const object: Record<string, unknown> = {};
  for (const [name, step] of steps) object[name] = step;
  return new Map(Object.entries(object)) as unknown as IdempotencyRecord['steps'];
};

export const BROKEN_REPOSITORIES: readonly BrokenRepository[] = [
  broken('at the same time', 'writes what it judged by an earlier read', () => new ReadsBeforeItWrites()),
  broken('claim', 'does not show the record', () => new Shows((record) => ({ ...record, owner: '' }))),
  broken('stored values', 'shortens text', () => showsResults((r) => (typeof r === 'string' ? r.slice(0, 9_999) : r))),
  broken('stored values', 'trims text', () => showsResults((r) => (typeof r === 'string' ? r.trim() : r))),
  broken('stored values', 'normalises text', () => showsResults((r) => (typeof r === 'string' ? r.normalize() : r))),
  broken('stored values', 'stores bytes as text', () =>
    showsResults((r) => (typeof r === 'string' ? r : Buffer.from(r).toString('utf8'))),
  ),
  broken('stored values', 'stores text as bytes', () => showsResults((r) => Buffer.from(r as string))),
  broken('stored values', 'stores the whole buffer of a view', () =>
    showsResults((r) => (typeof r !== 'string' && r.length === 20 ? new Uint8Array(256) : r)),
  ),
  broken('stored values', 'keeps steps in a plain object', () =>
    new Shows((record) => ({ ...record, steps: throughAnObject(record.steps) })),
  ),
  broken('stored values', 'rounds large fences', () =>
    new Shows((record) => ({ ...record, fence: record.fence > 2 ** 52 ? 2 ** 53 : record.fence })),
  ),
  broken('stored values', 'ignores case in ids', () => new MapsIds((id) => id.toLowerCase())),
  broken('stored values', 'trims ids', () => new MapsIds((id) => id.trim())),
  broken('stored values', 'shortens ids', () => new MapsIds((id) => id.slice(0, 255))),
  broken('stored values', 'normalises ids', () => new MapsIds((id) => id.normalize())),
  broken('isolation', 'hands out what it keeps', sharesRecords),
  broken('isolation', 'keeps what it is given', () => new KeepsWhatItIsGiven()),
  broken('result parts', 'takes parts of all claims for the same', () => new MapsParts(() => ({ partOf: '' }))),
  broken('result parts', 'takes parts of all records for the same', () => new MapsParts(() => ({ id: '' }))),
  broken('result parts', 'takes all parts for the same', () => new MapsParts(() => ({ index: 0 }))),
  broken('result parts', 'ignores the expiry', () => new MapsParts(() => ({ nowMs: 0 }))),
  broken('time limit', 'ignores the limit', () => new IgnoresTheTimeLimit()),
];
