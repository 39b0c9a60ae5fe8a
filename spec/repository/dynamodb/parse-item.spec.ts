import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { isIdempotencyError } from '../../../lib/errors/idempotency-error.js';
import { parseItem } from '../../../lib/repository/dynamodb/parse-item.js';
import { parsePart } from '../../../lib/repository/dynamodb/parse-part.js';
import { DEFAULT_ATTRIBUTES, type Item, type TableLayout } from '../../../lib/repository/dynamodb/table-layout.js';
import type { IdempotencyRecord } from '../../../lib/repository/record.js';

const layout: TableLayout = {
  tableName: 'records',
  partitionKey: 'id',
  sortKey: undefined,
  attributes: DEFAULT_ATTRIBUTES,
};

const running: Item = {
  id: { S: 'order#1' },
  status: { S: 'IN_PROGRESS' },
  owner: { S: 'me' },
  fence: { N: '1700000000000' },
  attempts: { N: '2' },
  open_attempts: { N: '1' },
  in_progress_expiry: { N: '1700000030000' },
  idempotent_expiry: { N: '1700086400' },
  fingerprint: { S: 'content' },
  started_at: { N: '1700000000000' },
  steps: { M: { ':charge': step('{"id":1}'), ':__proto__': step('2') } },
};

const complete: Item = {
  ...without(running, 'in_progress_expiry', 'open_attempts', 'steps'),
  status: { S: 'COMPLETE' },
  result: { B: Uint8Array.of(1, 2) },
};

function step(result: string): AttributeValue {
  return { M: { r: { S: result }, e: { N: '1700086400' } } };
}

function without(item: Item, ...names: string[]): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));
}

const parse = (item: Item): IdempotencyRecord => parseItem(layout, item);

function refusal(parsing: () => unknown): string {
  try {
    parsing();
  } catch (error) {
    if (isIdempotencyError(error, 'IDEMPOTENCY_REPOSITORY')) return error.message;
    throw error;
  }
  throw new Error('It was parsed.');
}

describe('parseItem', () => {
  it('reads a running record', () => {
    expect(parse(running)).toEqual({
      id: 'order#1',
      status: 'IN_PROGRESS',
      owner: 'me',
      fence: 1_700_000_000_000,
      attempts: 2,
      openAttempts: 1,
      leaseEndsAtMs: 1_700_000_030_000,
      expiresAtSeconds: 1_700_086_400,
      fingerprint: 'content',
      startedAtMs: 1_700_000_000_000,
      result: undefined,
      error: undefined,
      steps: new Map([
        ['charge', { result: '{"id":1}', expiresAtSeconds: 1_700_086_400 }],
        ['__proto__', { result: '2', expiresAtSeconds: 1_700_086_400 }],
      ]),
    });
  });

  it('reads a complete record, its bytes as they are', () => {
    expect(parse(complete)).toMatchObject({
      status: 'COMPLETE',
      leaseEndsAtMs: undefined,
      openAttempts: 0,
      result: Uint8Array.of(1, 2),
      steps: new Map(),
    });
  });

  it('reads an empty text as a result', () => {
    expect(parse({ ...complete, result: { S: '' } }).result).toBe('');
  });

  it('reads failed and doubtful records, which have neither lease nor result', () => {
    const finished = without(complete, 'result');
    expect(parse({ ...finished, status: { S: 'FAILED' }, error: { S: 'TypeError' } })).toMatchObject({
      status: 'FAILED',
      error: 'TypeError',
      result: undefined,
    });
    expect(parse({ ...finished, status: { S: 'IN_DOUBT' } }).status).toBe('IN_DOUBT');
  });

  it('ignores attributes that are none of a record', () => {
    expect(parse({ ...complete, tenant: { S: 'a' }, ['toString']: { N: '1' } })).toEqual(parse(complete));
  });

  it('reads only own members of an item, whatever its attributes are called', () => {
    const attributes = { ...DEFAULT_ATTRIBUTES, error: 'toString', result: 'constructor' };
    expect(parseItem({ ...layout, attributes }, running)).toMatchObject({ error: undefined, result: undefined });
  });

  const required = without(running, 'open_attempts', 'steps');
  it.each(Object.keys(required))('refuses a running record without %s, by name', (name) => {
    expect(refusal(() => parse(without(running, name)))).toContain(`its attribute "${name}" should be`);
    expect(refusal(() => parse(without(running, name)))).toContain('is absent');
  });

  it.each(Object.keys(running))('refuses %s of another type', (name) => {
    const message = refusal(() => parse({ ...running, [name]: { SS: ['secret'] } }));
    expect(message).toContain(`table "records" is damaged: its attribute "${name}" should be`);
    expect(message).toContain('type SS');
    expect(message).not.toContain('secret');
  });

  it('refuses a complete record without a result', () => {
    expect(refusal(() => parse(without(complete, 'result')))).toContain('"result" should be a string or binary');
  });

  it.each(['SUCCEEDED', 'constructor', ''])('refuses the status %j', (status) => {
    expect(refusal(() => parse({ ...running, status: { S: status } }))).toContain(
      '"status" should be one of IN_PROGRESS, COMPLETE, FAILED, IN_DOUBT',
    );
  });

  it.each(['-1', '1.5', '9007199254740993', '1e400', 'NaN', 'x', ''])('refuses the fence %j', (digits) => {
    expect(refusal(() => parse({ ...running, fence: { N: digits } }))).toContain('"fence" should be a whole number');
  });

  it.each<{ fault: string; steps: Record<string, unknown>; message: string }>([
    {
      fault: 'a name that no step has',
      steps: { charge: step('1') },
      message: '"steps" should be a map of steps, but',
    },
    { fault: 'no map', steps: { ':charge': { S: '1' } }, message: '"steps" should be a map of steps, but' },
    { fault: 'no value', steps: { ':charge': undefined }, message: '"steps" should be a map of steps, but' },
    {
      fault: 'a result of another type',
      steps: { ':charge': { M: { r: { N: '1' }, e: { N: '1' } } } },
      message: '"steps.*.r" should be a string or binary, but is a different value, of type N.',
    },
    {
      fault: 'no expiry',
      steps: { ':charge': { M: { r: { S: '1' } } } },
      message: '"steps.*.e" should be a whole number, but is absent.',
    },
  ])('refuses a step with $fault', ({ steps, message }) => {
    const M = steps as Record<string, AttributeValue>;
    expect(refusal(() => parse({ ...running, steps: { M } }))).toContain(`its attribute ${message}`);
  });
});

describe('parsePart', () => {
  const part: Item = { id: { S: 'order#1#part#x#0' }, result: { B: Uint8Array.of(1) }, idempotent_expiry: { N: '1' } };

  it('reads the bytes and their expiry', () => {
    expect(parsePart(layout, part)).toEqual({ bytes: Uint8Array.of(1), expiresAtSeconds: 1 });
  });

  it.each(['result', 'idempotent_expiry'])('refuses a damaged %s', (name) => {
    expect(refusal(() => parsePart(layout, { ...part, [name]: { S: '1' } }))).toContain(`"${name}" should be`);
    expect(refusal(() => parsePart(layout, without(part, name)))).toContain('is absent');
  });
});
