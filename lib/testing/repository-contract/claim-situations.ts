import type { IdempotencyRecord, RecordStatus } from '../../repository/record.js';
import type { ClaimRequest } from '../../repository/writes.js';
import { bring } from './record-states.js';
import { at, FIRST_FENCE, type Scene } from './scene.js';

/** A record, a claim on it, and which of the two forms of that claim must be granted. */
export interface ClaimSituation {
  readonly name: string;
  readonly status: RecordStatus | 'no record';
  /** How the record's own claim differs from the first claim. */
  readonly first?: Partial<ClaimRequest>;
  /** How the claim differs from the later claim. */
  readonly claim?: Partial<ClaimRequest>;
  readonly grants: 'continue' | 'afresh' | 'both forms' | 'neither form';
}

type OnStatus = Omit<ClaimSituation, 'status'>;

const otherContent = { fingerprint: 'other content' };
const unexpiredMs = at(20_000);
const lastUnexpiredMs = at(99_999);
const expiredMs = at(100_000);

/** Only a failed execution frees its unexpired record. */
const ended = (unexpired: 'continue' | 'neither form'): readonly OnStatus[] => [
  { name: 'unexpired', claim: { nowMs: unexpiredMs }, grants: unexpired },
  { name: 'unexpired, takeover not allowed', claim: { nowMs: unexpiredMs, takeover: false }, grants: unexpired },
  { name: 'unexpired, other content', claim: { nowMs: unexpiredMs, ...otherContent }, grants: 'neither form' },
  { name: 'in the last millisecond before it expires', claim: { nowMs: lastUnexpiredMs }, grants: unexpired },
  { name: 'expired', claim: { nowMs: expiredMs }, grants: 'afresh' },
  { name: 'expired, takeover not allowed', claim: { nowMs: expiredMs, takeover: false }, grants: 'afresh' },
  { name: 'expired, other content', claim: { nowMs: expiredMs, ...otherContent }, grants: 'afresh' },
  ...oldClaims('unexpired', { nowMs: unexpiredMs }),
  ...oldClaims('expired', { nowMs: expiredMs }),
];

const lapsedMs = at(11_000);
/** A lease that reaches past the record's expiry, which the library never asks for, but the condition provides for. */
const longLease = { leaseEndsAtMs: at(200_000) };

const running: readonly OnStatus[] = [
  { name: 'lease running', claim: { nowMs: at(1_000) }, grants: 'neither form' },
  { name: 'lease running, other content', claim: { nowMs: at(1_000), ...otherContent }, grants: 'neither form' },
  { name: 'lease over by less than the skew', claim: { nowMs: at(10_999) }, grants: 'neither form' },
  { name: 'lapsed by exactly the skew', claim: { nowMs: lapsedMs }, grants: 'continue' },
  { name: 'lapsed by more than the skew', claim: { nowMs: at(11_001) }, grants: 'continue' },
  { name: 'no skew, last millisecond of the lease', claim: { nowMs: at(9_999), skewMs: 0 }, grants: 'neither form' },
  { name: 'no skew, lapsed', claim: { nowMs: at(10_000), skewMs: 0 }, grants: 'continue' },
  { name: 'lapsed, takeover not allowed', claim: { nowMs: lapsedMs, takeover: false }, grants: 'neither form' },
  { name: 'lapsed, other content', claim: { nowMs: lapsedMs, ...otherContent }, grants: 'neither form' },
  { name: 'lapsed, in the last millisecond before it expires', claim: { nowMs: lastUnexpiredMs }, grants: 'continue' },
  { name: 'lapsed and expired', claim: { nowMs: expiredMs }, grants: 'afresh' },
  { name: 'lapsed and expired, takeover not allowed', claim: { nowMs: expiredMs, takeover: false }, grants: 'afresh' },
  { name: 'lapsed and expired, other content', claim: { nowMs: expiredMs, ...otherContent }, grants: 'afresh' },
  { name: 'expired, lease running', first: longLease, claim: { nowMs: at(150_000) }, grants: 'neither form' },
  {
    name: 'expired, lease over by less than the skew',
    first: longLease,
    claim: { nowMs: at(200_999) },
    grants: 'neither form',
  },
  { name: 'expired, lapsed by exactly the skew', first: longLease, claim: { nowMs: at(201_000) }, grants: 'afresh' },
  ...oldClaims('lapsed', { nowMs: lapsedMs }),
  ...oldClaims('lapsed and expired', { nowMs: expiredMs }),
];

/** Whatever else holds: not by the record's own owner, and not with a fence that is not above the record's. */
function oldClaims(when: string, claim: Partial<ClaimRequest>): readonly OnStatus[] {
  return [
    { name: `${when}, claimed by the record's own owner`, claim: { ...claim, owner: 'first' }, grants: 'neither form' },
    { name: `${when}, claimed with an equal fence`, claim: { ...claim, fence: FIRST_FENCE }, grants: 'neither form' },
    {
      name: `${when}, claimed with a lower fence`,
      claim: { ...claim, fence: FIRST_FENCE - 1 },
      grants: 'neither form',
    },
  ];
}

const onStatus = (status: RecordStatus, situations: readonly OnStatus[]): readonly ClaimSituation[] =>
  situations.map((situation) => ({ ...situation, name: `${status}, ${situation.name}`, status }));

export const CLAIM_SITUATIONS: readonly ClaimSituation[] = [
  { name: 'no record', status: 'no record', grants: 'both forms' },
  { name: 'no record, takeover not allowed', status: 'no record', claim: { takeover: false }, grants: 'both forms' },
  ...onStatus('FAILED', ended('continue')),
  ...onStatus('COMPLETE', ended('neither form')),
  ...onStatus('IN_DOUBT', ended('neither form')),
  ...onStatus('IN_PROGRESS', running),
];

/** Brings about the record of a situation. */
export const standingRecord = async (
  scene: Scene,
  { status, first }: ClaimSituation,
): Promise<IdempotencyRecord | undefined> =>
  status === 'no record' ? undefined : (await bring(scene, status, first)).standing;
