import type { IdempotencyRecord } from '../../repository/record.js';
import type { CommitAnswer, IdempotencyRepository } from '../../repository/repository.js';
import { at, LIMIT, second } from './scene.js';

/** One of the owner's writes, with fixed values, and what it must make of a record. */
export interface OwnerWriteKind {
  readonly name: 'complete' | 'fail' | 'renew' | 'saveStep' | 'doubt' | 'commit';
  readonly write: (repository: IdempotencyRepository, held: IdempotencyRecord) => Promise<CommitAnswer>;
  readonly effect: (record: IdempotencyRecord) => IdempotencyRecord;
}

const expiresAtSeconds = second(300);
const leaseEndsAtMs = at(700_000);

const completed = (record: IdempotencyRecord): IdempotencyRecord => ({
  ...record,
  status: 'COMPLETE',
  result: 'the result',
  expiresAtSeconds,
  leaseEndsAtMs: undefined,
  openAttempts: 0,
  error: undefined,
  steps: new Map(),
});

export const OWNER_WRITES: readonly OwnerWriteKind[] = [
  {
    name: 'complete',
    write: (repository, held) => repository.complete({ held, result: 'the result', expiresAtSeconds }, LIMIT),
    effect: completed,
  },
  {
    name: 'fail',
    write: (repository, held) => repository.fail({ held, error: 'TimeoutError', expiresAtSeconds }, LIMIT),
    effect: (record) => ({
      ...record,
      status: 'FAILED',
      error: 'TimeoutError',
      expiresAtSeconds,
      leaseEndsAtMs: undefined,
      openAttempts: 0,
    }),
  },
  {
    name: 'renew',
    write: (repository, held) => repository.renew({ held, leaseEndsAtMs, expiresAtSeconds }, LIMIT),
    effect: (record) => ({ ...record, leaseEndsAtMs, expiresAtSeconds }),
  },
  {
    name: 'saveStep',
    write: (repository, held) =>
      repository.saveStep({ held, name: 'ship', result: 'parcel', stepExpiresAtSeconds: second(55) }, LIMIT),
    effect: (record) => ({
      ...record,
      steps: new Map(record.steps).set('ship', { result: 'parcel', expiresAtSeconds: second(55) }),
    }),
  },
  {
    name: 'doubt',
    write: (repository, held) => repository.doubt({ held, expiresAtSeconds }, LIMIT),
    effect: (record) => ({ ...record, status: 'IN_DOUBT', expiresAtSeconds, leaseEndsAtMs: undefined }),
  },
  {
    name: 'commit',
    write: (repository, held) =>
      repository.commit({ held, result: 'the result', expiresAtSeconds, staged: [] }, LIMIT),
    effect: completed,
  },
];
