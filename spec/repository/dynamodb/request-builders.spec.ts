import { DEFAULT_ATTRIBUTES, type TableLayout } from '../../../lib/repository/dynamodb/table-layout.js';
import { requestBuilders } from '../../../lib/repository/dynamodb/request-builders.js';
import { epochMs, epochSeconds } from '../../../lib/repository/epoch.js';
import type { IdempotencyRecord } from '../../../lib/repository/record.js';
import type { ClaimRequest, CommitUnclaimedRequest } from '../../../lib/repository/writes.js';

const layout: TableLayout = {
  tableName: 'records',
  partitionKey: 'id',
  sortKey: undefined,
  attributes: DEFAULT_ATTRIBUTES,
};
const requests = requestBuilders(layout);

const claim: ClaimRequest = {
  id: 'order#1',
  owner: 'me',
  fence: 1_700_000_000_000,
  fingerprint: 'content',
  nowMs: epochMs(1_700_000_000_999),
  leaseEndsAtMs: epochMs(1_700_000_030_000),
  expiresAtSeconds: epochSeconds(1_700_086_400),
  skewMs: 999,
  takeover: true,
  form: 'continue',
};

const held: IdempotencyRecord = {
  id: 'order#1',
  status: 'IN_PROGRESS',
  owner: 'me',
  fence: 7,
  attempts: 1,
  openAttempts: 1,
  leaseEndsAtMs: epochMs(1_700_000_030_000),
  expiresAtSeconds: epochSeconds(1_700_086_400),
  fingerprint: 'content',
  startedAtMs: epochMs(1_700_000_000_999),
  result: undefined,
  error: undefined,
  steps: new Map(),
};

const HELD = '#owner = :owner AND #fence = :fence AND #status = :running';
const heldValues = { ':owner': { S: 'me' }, ':fence': { N: '7' }, ':running': { S: 'IN_PROGRESS' } };

const expiry = epochSeconds(1_700_090_000);

/** Every `#name` an expression uses, and none besides: DynamoDB refuses what is undefined as well as what is unused. */
const namesOf = (...roles: string[]): Record<string, string> =>
  Object.fromEntries(roles.map((role) => [`#${role}`, role]));

/** What all updates have in common. */
const common = {
  TableName: 'records',
  Key: { id: { S: 'order#1' } },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
};

const CLAIMED_NAMES = namesOf(
  ...['id', 'status', 'owner', 'fence', 'fingerprint', 'in_progress_expiry', 'idempotent_expiry', 'started_at'],
  ...['attempts', 'open_attempts', 'steps', 'result', 'error'],
);

const CLAIMED_VALUES = {
  ':running': { S: 'IN_PROGRESS' },
  ':owner': { S: 'me' },
  ':fence': { N: '1700000000000' },
  ':fingerprint': { S: 'content' },
  ':leaseEnd': { N: '1700000030000' },
  ':expiry': { N: '1700086400' },
  ':now': { N: '1700000000999' },
  ':nowSeconds': { N: '1700000000' },
  ':one': { N: '1' },
  ':noSteps': { M: {} },
};

const SET_CLAIMED =
  'SET #status = :running, #owner = :owner, #fence = :fence, #fingerprint = :fingerprint, ' +
  '#in_progress_expiry = :leaseEnd, #idempotent_expiry = :expiry, #started_at = :now, ';

const COUNTING_ON =
  '#steps = if_not_exists(#steps, :noSteps) REMOVE #result, #error ADD #attempts :one, #open_attempts :one';

describe('a claim', () => {
  it('continues an unexpired record of the same content that failed, or lapsed', () => {
    expect(requests.claim(claim)).toEqual({
      ...common,
      UpdateExpression: SET_CLAIMED + COUNTING_ON,
      ConditionExpression:
        'attribute_not_exists(#id) OR (#owner <> :owner AND #fence < :fence AND ' +
        '#idempotent_expiry > :nowSeconds AND #fingerprint = :fingerprint AND ' +
        '(#status = :failed OR (#status = :running AND #in_progress_expiry <= :lapsedBy)))',
      ExpressionAttributeNames: CLAIMED_NAMES,
      ExpressionAttributeValues: {
        ...CLAIMED_VALUES,
        ':failed': { S: 'FAILED' },
        ':lapsedBy': { N: '1700000000000' },
      },
      ReturnValues: 'ALL_OLD',
    });
  });

  it('leaves a lapsed record alone where takeover is not allowed', () => {
    expect(requests.claim({ ...claim, takeover: false })).toEqual({
      ...common,
      UpdateExpression: SET_CLAIMED + COUNTING_ON,
      ConditionExpression:
        'attribute_not_exists(#id) OR (#owner <> :owner AND #fence < :fence AND ' +
        '#idempotent_expiry > :nowSeconds AND #fingerprint = :fingerprint AND #status = :failed)',
      ExpressionAttributeNames: CLAIMED_NAMES,
      ExpressionAttributeValues: { ...CLAIMED_VALUES, ':failed': { S: 'FAILED' } },
      ReturnValues: 'ALL_OLD',
    });
  });

  it.each([true, false])('begins an expired record afresh unless its lease runs (takeover %s)', (takeover) => {
    expect(requests.claim({ ...claim, form: 'afresh', takeover })).toEqual({
      ...common,
      UpdateExpression:
        `${SET_CLAIMED}#attempts = :one, #open_attempts = :one, #steps = :noSteps ` + 'REMOVE #result, #error',
      ConditionExpression:
        'attribute_not_exists(#id) OR (#owner <> :owner AND #fence < :fence AND ' +
        '#idempotent_expiry <= :nowSeconds AND (#status <> :running OR #in_progress_expiry <= :lapsedBy))',
      ExpressionAttributeNames: CLAIMED_NAMES,
      ExpressionAttributeValues: { ...CLAIMED_VALUES, ':lapsedBy': { N: '1700000000000' } },
      ReturnValues: 'ALL_OLD',
    });
  });
});

describe("an owner's write", () => {
  it('completes', () => {
    expect(requests.complete({ held, result: '{"ok":true}', expiresAtSeconds: expiry })).toEqual({
      ...common,
      UpdateExpression:
        'SET #status = :complete, #result = :result, #idempotent_expiry = :expiry ' +
        'REMOVE #in_progress_expiry, #steps, #error, #open_attempts',
      ConditionExpression: HELD,
      ExpressionAttributeNames: namesOf(
        ...['owner', 'fence', 'status', 'result', 'idempotent_expiry'],
        ...['in_progress_expiry', 'steps', 'error', 'open_attempts'],
      ),
      ExpressionAttributeValues: {
        ...heldValues,
        ':complete': { S: 'COMPLETE' },
        ':result': { S: '{"ok":true}' },
        ':expiry': { N: '1700090000' },
      },
    });
  });

  it('stores a compressed result as binary', () => {
    const result = Uint8Array.of(1, 2);
    const { ExpressionAttributeValues } = requests.complete({ held, result, expiresAtSeconds: expiry });
    expect(ExpressionAttributeValues[':result']).toEqual({ B: result });
  });

  it('fails', () => {
    expect(requests.fail({ held, error: 'TimeoutError', expiresAtSeconds: expiry })).toEqual({
      ...common,
      UpdateExpression:
        'SET #status = :failed, #error = :error, #idempotent_expiry = :expiry ' +
        'REMOVE #in_progress_expiry, #open_attempts',
      ConditionExpression: HELD,
      ExpressionAttributeNames: namesOf(
        ...['owner', 'fence', 'status', 'error', 'idempotent_expiry', 'in_progress_expiry', 'open_attempts'],
      ),
      ExpressionAttributeValues: {
        ...heldValues,
        ':failed': { S: 'FAILED' },
        ':error': { S: 'TimeoutError' },
        ':expiry': { N: '1700090000' },
      },
    });
  });

  it('renews, and never shortens the lease', () => {
    expect(
      requests.renew({ held, leaseEndsAtMs: epochMs(1_700_000_060_000), expiresAtSeconds: expiry }),
    ).toEqual({
      ...common,
      UpdateExpression: 'SET #in_progress_expiry = :leaseEnd, #idempotent_expiry = :expiry',
      ConditionExpression: `${HELD} AND #in_progress_expiry <= :leaseEnd`,
      ExpressionAttributeNames: namesOf('owner', 'fence', 'status', 'in_progress_expiry', 'idempotent_expiry'),
      ExpressionAttributeValues: {
        ...heldValues,
        ':leaseEnd': { N: '1700000060000' },
        ':expiry': { N: '1700090000' },
      },
    });
  });

  it('stores a step under its name, whatever that is', () => {
    expect(
      requests.saveStep({ held, name: '__proto__', result: '1', stepExpiresAtSeconds: expiry }),
    ).toEqual({
      ...common,
      UpdateExpression: 'SET #steps.#step = :step',
      ConditionExpression: HELD,
      ExpressionAttributeNames: { ...namesOf('owner', 'fence', 'status', 'steps'), '#step': ':__proto__' },
      ExpressionAttributeValues: { ...heldValues, ':step': { M: { r: { S: '1' }, e: { N: '1700090000' } } } },
    });
  });

  it('leaves the record in doubt', () => {
    expect(requests.doubt({ held, expiresAtSeconds: expiry })).toEqual({
      ...common,
      UpdateExpression: 'SET #status = :inDoubt, #idempotent_expiry = :expiry REMOVE #in_progress_expiry',
      ConditionExpression: HELD,
      ExpressionAttributeNames: namesOf('owner', 'fence', 'status', 'idempotent_expiry', 'in_progress_expiry'),
      ExpressionAttributeValues: { ...heldValues, ':inDoubt': { S: 'IN_DOUBT' }, ':expiry': { N: '1700090000' } },
    });
  });
});

describe('a write by nobody', () => {
  it('halts what it saw, if that is lapsed', () => {
    expect(
      requests.halt({ id: held.id, seen: held, nowMs: epochMs(1_700_000_031_000), skewMs: 1_000 }),
    ).toEqual({
      ...common,
      UpdateExpression: 'SET #status = :inDoubt REMOVE #in_progress_expiry',
      ConditionExpression: `${HELD} AND #in_progress_expiry <= :lapsedBy`,
      ExpressionAttributeNames: namesOf('owner', 'fence', 'status', 'in_progress_expiry'),
      ExpressionAttributeValues: {
        ...heldValues,
        ':inDoubt': { S: 'IN_DOUBT' },
        ':lapsedBy': { N: '1700000030000' },
      },
    });
  });

  const settlement = { id: held.id, seenFence: 7, owner: 'operator', fence: 8, expiresAtSeconds: expiry };
  const settledValues = {
    ':inDoubt': { S: 'IN_DOUBT' },
    ':seenFence': { N: '7' },
    ':owner': { S: 'operator' },
    ':fence': { N: '8' },
    ':expiry': { N: '1700090000' },
  };

  it('settles as done', () => {
    expect(requests.settle({ ...settlement, result: '1' })).toEqual({
      ...common,
      UpdateExpression:
        'SET #status = :complete, #result = :result, ' +
        '#owner = :owner, #fence = :fence, #idempotent_expiry = :expiry REMOVE #steps, #error, #open_attempts',
      ConditionExpression: '#status = :inDoubt AND #fence = :seenFence',
      ExpressionAttributeNames: namesOf(
        ...['status', 'result', 'owner', 'fence', 'idempotent_expiry', 'steps', 'error', 'open_attempts'],
      ),
      ExpressionAttributeValues: { ...settledValues, ':complete': { S: 'COMPLETE' }, ':result': { S: '1' } },
    });
  });

  it('settles as not done', () => {
    expect(requests.settle({ ...settlement, result: undefined })).toEqual({
      ...common,
      UpdateExpression:
        'SET #status = :failed, #owner = :owner, #fence = :fence, #idempotent_expiry = :expiry REMOVE #open_attempts',
      ConditionExpression: '#status = :inDoubt AND #fence = :seenFence',
      ExpressionAttributeNames: namesOf('status', 'owner', 'fence', 'idempotent_expiry', 'open_attempts'),
      ExpressionAttributeValues: { ...settledValues, ':failed': { S: 'FAILED' } },
    });
  });
});

describe('a transaction', () => {
  const staged = [
    { kind: 'Put', input: { TableName: 'orders', Item: { id: { S: '1' } } } },
    { kind: 'ConditionCheck', input: { TableName: 'stock', Key: { id: { S: '1' } } } },
  ] as const;
  const stagedActions = [{ Put: staged[0].input }, { ConditionCheck: staged[1].input }];

  it('completes the record as a completion would, then applies the staged writes', () => {
    const completion = { held, result: '1', expiresAtSeconds: expiry };
    expect(requests.commit({ ...completion, staged })).toEqual({
      TransactItems: [{ Update: requests.complete(completion) }, ...stagedActions],
    });
  });

  const { id, owner, fence, fingerprint, nowMs, skewMs } = claim;
  const unclaimed: CommitUnclaimedRequest = {
    ...{ id, owner, fence, fingerprint, nowMs, skewMs, takeover: true },
    ...{ expiresAtSeconds: expiry, result: '1', staged },
  };
  const FREE =
    '#idempotent_expiry <= :nowSeconds AND (#status <> :running OR #in_progress_expiry <= :lapsedBy)';

  it.each([
    {
      takeover: true,
      continuable:
        '#idempotent_expiry > :nowSeconds AND #fingerprint = :fingerprint AND ' +
        '(#status = :failed OR (#status = :running AND #in_progress_expiry <= :lapsedBy))',
    },
    {
      takeover: false,
      continuable: '#idempotent_expiry > :nowSeconds AND #fingerprint = :fingerprint AND #status = :failed',
    },
  ])('completes an unclaimed record under the condition of a claim (takeover $takeover)', (form) => {
    expect(requests.commitUnclaimed({ ...unclaimed, takeover: form.takeover })).toEqual({
      TransactItems: [
        {
          Update: {
            ...common,
            UpdateExpression:
              'SET #status = :complete, #result = :result, #owner = :owner, #fence = :fence, ' +
              '#fingerprint = :fingerprint, #idempotent_expiry = :expiry, #started_at = :now ' +
              'REMOVE #in_progress_expiry, #steps, #error, #open_attempts ADD #attempts :one',
            ConditionExpression:
              'attribute_not_exists(#id) OR (#owner <> :owner AND #fence < :fence AND ' +
              `((${FREE}) OR (${form.continuable})))`,
            ExpressionAttributeNames: CLAIMED_NAMES,
            ExpressionAttributeValues: {
              ':running': { S: 'IN_PROGRESS' },
              ':failed': { S: 'FAILED' },
              ':complete': { S: 'COMPLETE' },
              ':result': { S: '1' },
              ':owner': { S: 'me' },
              ':fence': { N: '1700000000000' },
              ':fingerprint': { S: 'content' },
              ':expiry': { N: '1700090000' },
              ':now': { N: '1700000000999' },
              ':nowSeconds': { N: '1700000000' },
              ':lapsedBy': { N: '1700000000000' },
              ':one': { N: '1' },
            },
          },
        },
        ...stagedActions,
      ],
    });
  });
});

describe('the names of a table', () => {
  it('stand in the key and behind the placeholders, never in the expressions', () => {
    const renamed = requestBuilders({
      tableName: 'records',
      partitionKey: 'pk',
      sortKey: { name: 'sk', value: 'idempotency' },
      attributes: { ...DEFAULT_ATTRIBUTES, idempotent_expiry: 'expiration', status: 'state' },
    });
    const request = renamed.claim(claim);
    expect(request.Key).toEqual({ pk: { S: 'order#1' }, sk: { S: 'idempotency' } });
    expect(request.ExpressionAttributeNames).toEqual({
      ...CLAIMED_NAMES,
      '#id': 'pk',
      '#idempotent_expiry': 'expiration',
      '#status': 'state',
    });
    expect(request.UpdateExpression).toBe(requests.claim(claim).UpdateExpression);
  });
});

describe('every request', () => {
  it('shares what does not depend on the call, and nothing that a call could damage', () => {
    const [first, second] = [requests.claim(claim), requests.claim(claim)];
    expect(first.ExpressionAttributeNames).toBe(second.ExpressionAttributeNames);
    expect(Object.isFrozen(first.ExpressionAttributeNames)).toBe(true);
    expect(first.ExpressionAttributeValues).not.toBe(second.ExpressionAttributeValues);
  });
});
