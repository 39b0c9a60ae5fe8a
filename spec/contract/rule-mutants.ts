import { epochMs, epochSeconds, secondsCovering, startOfSecond } from '../../lib/repository/epoch.js';
import { WRITE_RULES, type WriteRules } from '../../lib/repository/in-memory/write-rules.js';
import type { WriteRule } from '../../lib/repository/in-memory/write-effect.js';
import type { IdempotencyRecord, RecordStatus } from '../../lib/repository/record.js';
import type { OwnerWrite } from '../../lib/repository/writes.js';

/** One rule of the protocol with one thing about it wrong. */
export interface RuleMutant {
  readonly rule: keyof WriteRules;
  readonly name: string;
  readonly rules: WriteRules;
}

type RuleName = keyof WriteRules;
type RequestOf<Name extends RuleName> = Parameters<WriteRules[Name]>[1];
type Fields = Partial<IdempotencyRecord>;

const mutant = <Name extends RuleName>(rule: Name, name: string, wrong: WriteRule<RequestOf<Name>>): RuleMutant => ({
  rule,
  name,
  rules: { ...WRITE_RULES, [rule]: wrong },
});

// The type of a rule looked up by a generic name is not known to take that name's request.
const ruleOf = <Name extends RuleName>(name: Name) => WRITE_RULES[name] as WriteRule<RequestOf<Name>>;

/** Removes a clause: the condition is judged on a record that fulfils it, the effect is on the record as it was. */
const seeing = <Name extends RuleName>(
  rule: Name,
  name: string,
  change: (record: IdempotencyRecord, request: RequestOf<Name>) => Fields,
): RuleMutant =>
  mutant(rule, name, (record, request) => {
    if (record === undefined) return ruleOf(rule)(record, request);
    const seen = { ...record, ...change(record, request) };
    const effect = ruleOf(rule)(seen, request);
    if (effect === 'refused') return effect;
    const kept = Object.entries(effect).filter(([field, value]) => value === seen[field as keyof IdempotencyRecord]);
    const restored = kept.map(([field]) => [field, record[field as keyof IdempotencyRecord]]);
    return { ...effect, ...Object.fromEntries(restored) };
  });

const asking = <Name extends RuleName>(
  rule: Name,
  name: string,
  change: (request: RequestOf<Name>, record: IdempotencyRecord | undefined) => Partial<RequestOf<Name>>,
): RuleMutant =>
  mutant(rule, name, (record, request) => ruleOf(rule)(record, { ...request, ...change(request, record) }));

const leaving = <Name extends RuleName>(
  rule: Name,
  name: string,
  change: (effect: IdempotencyRecord, record: IdempotencyRecord | undefined) => Fields,
): RuleMutant =>
  mutant(rule, name, (record, request) => {
    const effect = ruleOf(rule)(record, request);
    return effect === 'refused' ? effect : { ...effect, ...change(effect, record) };
  });

const when = (holds: boolean, fields: Fields): Fields => (holds ? fields : {});
const LONG_AGO = { leaseEndsAtMs: epochMs(0) };
const EXPIRED = { expiresAtSeconds: epochSeconds(0) };
const UNEXPIRED = { expiresAtSeconds: epochSeconds(2 ** 40) };

const leaseMovedBy =
  (ms: number) =>
  ({ leaseEndsAtMs }: IdempotencyRecord): Fields =>
    leaseEndsAtMs === undefined ? {} : { leaseEndsAtMs: epochMs(leaseEndsAtMs + ms) };

const claimLike = (rule: 'claim' | 'commitUnclaimed'): readonly RuleMutant[] => [
  mutant(rule, 'no record: refused', (record, request) =>
    record === undefined ? 'refused' : ruleOf(rule)(record, request),
  ),
  seeing(rule, 'without owner <> :me', () => ({ owner: '' })),
  seeing(rule, 'without fence < :fence', () => ({ fence: -1 })),
  seeing(rule, 'fence <= :fence', ({ fence }) => ({ fence: fence - 1 })),
  seeing(rule, 'FAILED: without the fingerprint', ({ status }, { fingerprint }) =>
    when(status === 'FAILED', { fingerprint }),
  ),
  seeing(rule, 'lapsed: without the fingerprint', ({ status }, { fingerprint }) =>
    when(status === 'IN_PROGRESS', { fingerprint }),
  ),
  seeing(rule, 'expired: only with the fingerprint', (record, request) =>
    when(record.fingerprint !== request.fingerprint, UNEXPIRED),
  ),
  seeing(rule, 'expired: only with takeover', (_, { takeover }) => when(!takeover, UNEXPIRED)),
  seeing(rule, 'expired: never', () => UNEXPIRED),
  seeing(rule, 'FAILED: not claimable before it expires', ({ status }) =>
    when(status === 'FAILED', { status: 'COMPLETE' }),
  ),
  seeing(rule, 'FAILED: only with takeover', ({ status }, { takeover }) =>
    when(status === 'FAILED' && !takeover, { status: 'COMPLETE' }),
  ),
  ...(['COMPLETE', 'FAILED', 'IN_DOUBT', 'IN_PROGRESS'] as const).map((status) =>
    seeing(rule, `${status}: without the expiry`, (record) => when(record.status === status, EXPIRED)),
  ),
  ...(['COMPLETE', 'IN_DOUBT'] as const).map((status) =>
    seeing(rule, `${status}: claimable like FAILED`, (record) => when(record.status === status, { status: 'FAILED' })),
  ),
  seeing(rule, 'IN_PROGRESS: claimable like FAILED', ({ status }) =>
    when(status === 'IN_PROGRESS', { status: 'FAILED' }),
  ),
  seeing(rule, 'a running lease is freed by the expiry', (record, { nowMs }) =>
    when(startOfSecond(record.expiresAtSeconds) <= nowMs, LONG_AGO),
  ),
  seeing(rule, 'without the lease', () => LONG_AGO),
  seeing(rule, 'expired 1 s later', ({ expiresAtSeconds }) => ({
    expiresAtSeconds: epochSeconds(expiresAtSeconds + 1),
  })),
  seeing(rule, 'lapsed 1 ms later', leaseMovedBy(1)),
  seeing(rule, 'lapsed 1 ms earlier', leaseMovedBy(-1)),
  asking(rule, 'without takeover allowed', () => ({ takeover: true })),
  asking(rule, 'no takeover at all', () => ({ takeover: false })),
  asking(rule, 'without the skew', () => ({ skewMs: 0 })),
  asking(rule, 'a fixed skew', () => ({ skewMs: 1_000 })),
  asking(rule, 'the seconds of now rounded up', ({ nowMs }, record) =>
    record?.status === 'IN_PROGRESS' ? {} : { nowMs: startOfSecond(secondsCovering(nowMs)) },
  ),
];

const claimForms: readonly RuleMutant[] = [
  ...(['FAILED', 'IN_PROGRESS'] as const).map((status) =>
    seeing('claim', `'continue' of ${status}: without "unexpired"`, (record, { form }) =>
      when(form === 'continue' && record.status === status, UNEXPIRED),
    ),
  ),
  asking('claim', "'continue' is taken for 'afresh'", () => ({ form: 'afresh' as const })),
  asking('claim', "'afresh' is taken for 'continue'", () => ({ form: 'continue' as const })),
  leaving('claim', 'attempts are not counted on', () => ({ attempts: 1 })),
  leaving('claim', 'open attempts are not counted on', () => ({ openAttempts: 1 })),
  leaving('claim', 'attempts are counted on over an expiry', (_, record) => ({
    attempts: 1 + (record?.attempts ?? 0),
  })),
  leaving('claim', 'open attempts are counted on over an expiry', (_, record) => ({
    openAttempts: 1 + (record?.openAttempts ?? 0),
  })),
  leaving('claim', 'steps are kept over an expiry', (_, record) => ({ steps: record?.steps ?? new Map() })),
  leaving('claim', 'steps are dropped', () => ({ steps: new Map() })),
  leaving('claim', 'the result stays', (_, record) => ({ result: record?.result })),
  leaving('claim', 'the error stays', (_, record) => ({ error: record?.error })),
];

const FINISHED: readonly RecordStatus[] = ['COMPLETE', 'FAILED', 'IN_DOUBT'];

const ownerWrites = (['complete', 'fail', 'renew', 'saveStep', 'doubt', 'commit'] as const).flatMap((rule) => [
  seeing(rule, 'without owner = :me', (_, { held }: OwnerWrite) => ({ owner: held.owner })),
  seeing(rule, 'without fence = :fence', (_, { held }: OwnerWrite) => ({ fence: held.fence })),
  seeing(rule, 'fence >= :fence', ({ fence }, { held }: OwnerWrite) => ({ fence: Math.min(fence, held.fence) })),
  seeing(rule, 'fence <= :fence', ({ fence }, { held }: OwnerWrite) => ({ fence: Math.max(fence, held.fence) })),
  ...FINISHED.map((status) =>
    seeing(rule, `also on ${status}`, (record) => when(record.status === status, { status: 'IN_PROGRESS' })),
  ),
  mutant(rule, 'without a record', (record, request) => ruleOf(rule)(record ?? request.held, request)),
]);

const effects: readonly RuleMutant[] = [
  leaving('complete', 'steps stay', (_, record) => ({ steps: record?.steps ?? new Map() })),
  leaving('complete', 'open attempts stay', (_, record) => ({ openAttempts: record?.openAttempts ?? 0 })),
  leaving('complete', 'the lease stays', (_, record) => ({ leaseEndsAtMs: record?.leaseEndsAtMs })),
  leaving('complete', 'the expiry stays', (_, record) =>
    record ? { expiresAtSeconds: record.expiresAtSeconds } : {},
  ),
  leaving('fail', 'steps go', () => ({ steps: new Map() })),
  leaving('fail', 'open attempts are counted down', (_, record) => ({ openAttempts: (record?.openAttempts ?? 0) - 1 })),
  leaving('fail', 'the lease stays', (_, record) => ({ leaseEndsAtMs: record?.leaseEndsAtMs })),
  leaving('renew', 'the expiry never falls', ({ expiresAtSeconds }, record) => ({
    expiresAtSeconds: epochSeconds(Math.max(expiresAtSeconds, record?.expiresAtSeconds ?? 0)),
  })),
  seeing('renew', 'may shorten the lease', () => LONG_AGO),
  seeing('renew', '< instead of <=', leaseMovedBy(1)),
  leaving('saveStep', 'the other steps go', ({ steps }) => ({ steps: new Map([...steps].slice(-1)) })),
  leaving('saveStep', "the record's expiry instead of the step's own", ({ steps, expiresAtSeconds }) => ({
    steps: new Map(Array.from(steps, ([name, step]) => [name, { ...step, expiresAtSeconds }])),
  })),
  leaving('saveStep', 'a first result stands', ({ steps }, record) => ({
    steps: new Map([...steps, ...(record?.steps ?? [])]),
  })),
  leaving('doubt', 'open attempts go', () => ({ openAttempts: 0 })),
  leaving('doubt', 'steps go', () => ({ steps: new Map() })),
  leaving('settle', 'the steps of a settled result stay', (_, record) => ({ steps: record?.steps ?? new Map() })),
  leaving('settle', 'the steps of a freed record go', () => ({ steps: new Map() })),
  leaving('settle', 'always COMPLETE', () => ({ status: 'COMPLETE' })),
  leaving('settle', 'the owner stays', (_, record) => (record ? { owner: record.owner } : {})),
  leaving('settle', 'the fence stays', (_, record) => (record ? { fence: record.fence } : {})),
  leaving('commitUnclaimed', 'attempts are not counted on', () => ({ attempts: 1 })),
  leaving('commitUnclaimed', 'steps stay', (_, record) => ({ steps: record?.steps ?? new Map() })),
  leaving('commitUnclaimed', 'the lease stays', (_, record) => ({ leaseEndsAtMs: record?.leaseEndsAtMs })),
  leaving('commitUnclaimed', 'the error stays', (_, record) => ({ error: record?.error })),
];

const halt: readonly RuleMutant[] = [
  seeing('halt', 'without the owner seen', (_, { seen }) => ({ owner: seen.owner })),
  seeing('halt', 'without the fence seen', (_, { seen }) => ({ fence: seen.fence })),
  seeing('halt', 'fence >= that seen', ({ fence }, { seen }) => ({ fence: Math.min(fence, seen.fence) })),
  seeing('halt', 'fence <= that seen', ({ fence }, { seen }) => ({ fence: Math.max(fence, seen.fence) })),
  ...FINISHED.map((status) =>
    seeing('halt', `also on ${status}`, (record) =>
      when(record.status === status, { status: 'IN_PROGRESS', ...LONG_AGO }),
    ),
  ),
  seeing('halt', 'without the lease', () => LONG_AGO),
  seeing('halt', 'the lease seen instead of the stored one', (_, { seen }) => ({ leaseEndsAtMs: seen.leaseEndsAtMs })),
  seeing('halt', 'lapsed 1 ms later', leaseMovedBy(1)),
  seeing('halt', 'lapsed 1 ms earlier', leaseMovedBy(-1)),
  asking('halt', 'without the skew', () => ({ skewMs: 0 })),
  asking('halt', 'a fixed skew', () => ({ skewMs: 1_000 })),
  mutant('halt', 'without a record', (record, request) => WRITE_RULES.halt(record ?? request.seen, request)),
];

const settle: readonly RuleMutant[] = [
  seeing('settle', 'without the fence seen', (_, { seenFence }) => ({ fence: seenFence })),
  seeing('settle', 'fence >= that seen', ({ fence }, { seenFence }) => ({ fence: Math.min(fence, seenFence) })),
  seeing('settle', 'fence <= that seen', ({ fence }, { seenFence }) => ({ fence: Math.max(fence, seenFence) })),
  ...(['IN_PROGRESS', 'COMPLETE', 'FAILED'] as const).map((status) =>
    seeing('settle', `also on ${status}`, (record) => when(record.status === status, { status: 'IN_DOUBT' })),
  ),
];

/** Every field of what every write leaves, wrong. */
const SPOILT: { readonly [Field in keyof IdempotencyRecord]: (record: IdempotencyRecord) => Fields } = {
  id: ({ id }) => ({ id: `${id}!` }),
  status: ({ status }) => ({ status: status === 'FAILED' ? 'IN_DOUBT' : 'FAILED' }),
  owner: ({ owner }) => ({ owner: `${owner}!` }),
  fence: ({ fence }) => ({ fence: fence + 1 }),
  attempts: ({ attempts }) => ({ attempts: attempts + 1 }),
  openAttempts: ({ openAttempts }) => ({ openAttempts: openAttempts + 1 }),
  leaseEndsAtMs: ({ leaseEndsAtMs }) => ({ leaseEndsAtMs: epochMs((leaseEndsAtMs ?? 0) + 1) }),
  expiresAtSeconds: ({ expiresAtSeconds }) => ({ expiresAtSeconds: epochSeconds(expiresAtSeconds + 1) }),
  fingerprint: ({ fingerprint }) => ({ fingerprint: `${fingerprint}!` }),
  startedAtMs: ({ startedAtMs }) => ({ startedAtMs: epochMs(startedAtMs + 1) }),
  result: () => ({ result: 'spoilt' }),
  error: () => ({ error: 'Spoilt' }),
  steps: ({ steps }) => ({
    steps: new Map(steps).set('spoilt', { result: '', expiresAtSeconds: epochSeconds(0) }),
  }),
};

// Keys of the two literals above and in WRITE_RULES.
const spoilt = (Object.keys(WRITE_RULES) as RuleName[]).flatMap((rule) =>
  (Object.keys(SPOILT) as (keyof IdempotencyRecord)[]).map((field) =>
    leaving(rule, `${field} is wrong afterwards`, SPOILT[field]),
  ),
);

export const RULE_MUTANTS: readonly RuleMutant[] = [
  ...claimLike('claim'),
  ...claimForms,
  ...ownerWrites,
  ...effects,
  ...halt,
  ...settle,
  ...claimLike('commitUnclaimed'),
  ...spoilt,
];
