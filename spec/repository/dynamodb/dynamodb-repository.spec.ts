import { inspect } from 'node:util';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDBRepository } from '../../../lib/repository/dynamodb/dynamodb-repository.js';
import type {
  DynamoDBRequestOptions,
  DynamoDBTableOptions,
} from '../../../lib/repository/dynamodb/repository-options.js';
import type { DynamoDBTransport } from '../../../lib/repository/dynamodb/transport.js';
import { epochMs, epochSeconds } from '../../../lib/repository/epoch.js';
import { createTable } from '../../engines/create-table.js';
import { startDynalite } from '../../engines/dynalite.js';
import type { Engine } from '../../engines/engine.js';
import { startFaultProxy, type FaultProxy } from '../../engines/fault-proxy.js';
import { answerWith, denyAccess, failInternally, hang, loseResponse, throttle } from '../../engines/faults.js';
import { aClaim, completionOf, hold, inADay, LIMIT, rejection } from './sample-requests.js';

let engine: Engine;
let proxy: FaultProxy;

beforeAll(async () => {
  engine = await startDynalite();
  proxy = await startFaultProxy(engine.endpoint);
  await createTable(engine.client(), { tableName: 'simple' });
  await createTable(engine.client(), { tableName: 'composite', partitionKey: 'pk', sortKey: 'sk' });
});

afterAll(async () => {
  await proxy.stop();
  await engine.stop();
});

beforeEach(() => proxy.reset());

type Options = Partial<DynamoDBTableOptions> & Omit<DynamoDBRequestOptions, 'clientConfig'>;
const onProxy = (options: Options = {}): DynamoDBRepository =>
  new DynamoDBRepository({ tableName: 'simple', client: proxy.client(), ...options });

const sent = (): string[] => proxy.requests.map(({ operation }) => operation);

describe('the client', () => {
  const claimAndComplete = async (client: DynamoDBRequestOptions['client']): Promise<void> => {
    const repository = new DynamoDBRepository({ tableName: 'simple', client });
    const held = await hold(repository);
    const result = Uint8Array.of(0, 255);
    expect(await repository.complete(completionOf(held, result), LIMIT)).toEqual({ applied: true });
    const record = await repository.find(held.id, LIMIT);
    expect(record).toMatchObject({ status: 'COMPLETE', owner: held.owner, fence: held.fence, attempts: 1 });
    expect(Buffer.from(record?.result ?? '')).toEqual(Buffer.from(result));
    const refused = await repository.claim(aClaim({ id: held.id }), LIMIT);
    expect(refused).toMatchObject({ applied: false, record: { status: 'COMPLETE' } });
  };

  it('may be a DynamoDBClient', () => claimAndComplete(engine.client()));

  it('may be a DynamoDBDocumentClient, whatever it does to values', async () => {
    const translation = {
      marshallOptions: { convertEmptyValues: true, removeUndefinedValues: true },
      unmarshallOptions: { wrapNumbers: true },
    };
    await claimAndComplete(DynamoDBDocumentClient.from(engine.client(), translation));
  });

  it('is one of its own, from the environment, when none is given', async () => {
    process.env.AWS_ENDPOINT_URL_DYNAMODB = proxy.endpoint;
    try {
      await claimAndComplete(undefined);
    } finally {
      delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
    }
    expect(sent()).toEqual(['UpdateItem', 'UpdateItem', 'GetItem', 'UpdateItem', 'GetItem']);
  });

  it('may be a transport, which gets operations by name', async () => {
    const seen: string[] = [];
    const transport: DynamoDBTransport = {
      isDynamoDBTransport: true,
      async send(operation, input) {
        seen.push(operation);
        return operation === 'GetItem' ? { Item: undefined } : { Attributes: undefined, input };
      },
    };
    const repository = new DynamoDBRepository({ tableName: 'simple', client: transport });
    expect(await repository.find('order#1', LIMIT)).toBeUndefined();
    expect(seen).toEqual(['GetItem']);
  });
});

describe('the table', () => {
  const itemOf = async (tableName: string, Key: Record<string, { S: string }>) => {
    const { Item } = await engine.client().send(new GetItemCommand({ TableName: tableName, Key }));
    return Item;
  };

  it('may have a composite key: the id is the partition key, the sort key a constant', async () => {
    const repository = onProxy({ tableName: 'composite', partitionKey: 'pk', sortKey: { name: 'sk', value: 'once' } });
    const held = await hold(repository);
    expect(await itemOf('composite', { pk: { S: held.id }, sk: { S: 'once' } })).toMatchObject({
      status: { S: 'IN_PROGRESS' },
    });
    expect(await repository.complete(completionOf(held), LIMIT)).toEqual({ applied: true });
    expect(await repository.find(held.id, LIMIT)).toMatchObject({ id: held.id, status: 'COMPLETE', result: '1' });

    const part = { id: held.id, partOf: 'token', index: 0 };
    await repository.putResultPart({ ...part, bytes: Uint8Array.of(7), expiresAtSeconds: inADay() }, LIMIT);
    const bytes = await repository.getResultPart({ ...part, nowMs: Date.now() }, LIMIT);
    expect(Buffer.from(bytes ?? '')).toEqual(Buffer.of(7));
    expect(await itemOf('composite', { pk: { S: `${held.id}#part#token#0` }, sk: { S: 'once' } })).toBeDefined();
  });

  it('may have other attribute names, and attributes of others', async () => {
    const attributes = { idempotent_expiry: 'expiration', status: 'state', result: 'constructor' };
    const repository = onProxy({ attributes });
    const held = await hold(repository);
    await repository.complete(completionOf(held, '{"a":1}'), LIMIT);
    const item = await itemOf('simple', { id: { S: held.id } });
    expect(Object.keys(item ?? {}).sort()).toEqual(
      ['attempts', 'constructor', 'expiration', 'fence', 'fingerprint', 'id', 'owner', 'started_at', 'state'].sort(),
    );
    expect(await repository.find(held.id, LIMIT)).toMatchObject({ status: 'COMPLETE', result: '{"a":1}' });
  });

  it('is refused when a put misses its key too', async () => {
    const repository = onProxy({ tableName: 'composite', partitionKey: 'pk' });
    const part = { id: 'a', partOf: 'b', index: 0, bytes: Uint8Array.of(1), expiresAtSeconds: inADay() };
    const error = await rejection(repository.putResultPart(part, LIMIT));
    expect(error.message).toContain('another primary key than the options say');
  });

  it.each([
    { has: 'a sort key that the options do not name', options: { tableName: 'composite', partitionKey: 'pk' } },
    { has: 'no sort key', options: { sortKey: { name: 'sk' } } },
    { has: 'another partition key', options: { partitionKey: 'pk' } },
  ])('is refused with the options to set when it has $has', async ({ options }) => {
    const repository = onProxy(options);
    for (const use of [() => repository.claim(aClaim(), LIMIT), () => repository.find('order#1', LIMIT)]) {
      const error = await rejection(use());
      expect(error).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY', cause: { name: 'ValidationException' } });
      expect(error.message).toContain('another primary key than the options say: partitionKey');
    }
  });

  it('is named, with its region, when it does not exist', async () => {
    const error = await rejection(onProxy({ tableName: 'missing' }).claim(aClaim(), LIMIT));
    expect(error.message).toMatch(/^Could not claim a record in DynamoDB table "missing": .*no such table in us-east-1/);
    expect(error).toMatchObject({ cause: { name: 'ResourceNotFoundException' } });
  });
});

describe('ids and step names', () => {
  it.each(['', ' ', '__proto__', 'constructor', "a'b\"c`d\\e", 'a.b[0]', '#:?%', 'ключ 🔑', 'x'.repeat(1_000)])(
    'may be odd: %j',
    async (odd) => {
      const repository = onProxy();
      const held = await hold(repository, aClaim({ id: `${aClaim().id}${odd}` }));
      const step = { held, name: odd, result: 'done', stepExpiresAtSeconds: held.expiresAtSeconds };
      expect(await repository.saveStep(step, LIMIT)).toEqual({ applied: true });
      const record = await repository.find(held.id, LIMIT);
      expect(record?.id).toBe(held.id);
      expect([...(record?.steps ?? [])]).toEqual([
        [odd, { result: 'done', expiresAtSeconds: held.expiresAtSeconds }],
      ]);
    },
  );

  it('may be many at once, each in one request', async () => {
    const repository = onProxy();
    const held = await hold(repository);
    const names = Array.from({ length: 10 }, (_, index) => `step ${index}`);
    const save = (name: string) =>
      repository.saveStep({ held, name, result: name, stepExpiresAtSeconds: held.expiresAtSeconds }, LIMIT);
    proxy.reset();
    await Promise.all(names.map(save));
    expect(sent()).toEqual(names.map(() => 'UpdateItem'));
    expect([...((await repository.find(held.id, LIMIT))?.steps.keys() ?? [])].sort()).toEqual(names);
  });
});

describe('one write is one request', () => {
  it('when it applies', async () => {
    const repository = onProxy();
    const expiresAtSeconds = inADay();
    const held = await hold(repository);
    await repository.renew({ held, leaseEndsAtMs: epochMs(Date.now() + 60_000), expiresAtSeconds }, LIMIT);
    await repository.saveStep({ held, name: 'a', result: '1', stepExpiresAtSeconds: expiresAtSeconds }, LIMIT);
    await repository.fail({ held, error: 'TypeError', expiresAtSeconds }, LIMIT);
    const again = await hold(repository, aClaim({ id: held.id, fence: held.fence + 1 }));
    await repository.doubt({ held: again, expiresAtSeconds }, LIMIT);
    const settlement = { id: held.id, seenFence: again.fence, owner: 'operator', fence: again.fence + 1 };
    await repository.settle({ ...settlement, expiresAtSeconds, result: '1' }, LIMIT);
    expect(sent()).toEqual(Array.from({ length: 7 }, () => 'UpdateItem'));
  });

  it('and a strongly consistent read where the engine returns no item with a refusal', async () => {
    const repository = onProxy();
    const held = await hold(repository);
    proxy.reset();
    const refused = await repository.claim(aClaim({ id: held.id }), LIMIT);
    expect(refused).toEqual({ applied: false, record: held });
    expect(sent()).toEqual(['UpdateItem', 'GetItem']);
    expect(proxy.requests[1]?.body).toMatchObject({ ConsistentRead: true });
  });

  it('and shows that there is no record', async () => {
    const held = { ...(await hold(onProxy())), id: 'order#absent' };
    expect(await onProxy().complete(completionOf(held), LIMIT)).toEqual({ applied: false, record: undefined });
  });
});

describe('readFirst', () => {
  it('answers a completed duplicate by one eventually consistent read', async () => {
    const repository = onProxy({ readFirst: true });
    const held = await hold(repository);
    await repository.complete(completionOf(held), LIMIT);
    proxy.reset();
    const answer = await repository.claim(aClaim({ id: held.id }), LIMIT);
    expect(answer).toMatchObject({ applied: false, record: { status: 'COMPLETE', result: '1' } });
    expect(sent()).toEqual(['GetItem']);
    expect(proxy.requests[0]?.body).toMatchObject({ ConsistentRead: false });
  });

  it('leaves everything else to the claim: no record, a running, a failed and an expired one', async () => {
    const repository = onProxy({ readFirst: true });
    const claim = aClaim();
    const held = await hold(repository, claim);
    expect(sent()).toEqual(['GetItem', 'UpdateItem']);

    expect(await repository.claim(aClaim({ id: claim.id }), LIMIT)).toMatchObject({ applied: false });
    await repository.fail({ held, error: 'TypeError', expiresAtSeconds: inADay() }, LIMIT);
    const second = await hold(repository, aClaim({ id: claim.id, fence: held.fence + 1 }));
    await repository.complete({ ...completionOf(second), expiresAtSeconds: epochSeconds(1) }, LIMIT);
    const third = await hold(repository, aClaim({ id: claim.id, fence: second.fence + 1, form: 'afresh' }));
    expect(third.attempts).toBe(1);
  });
});

describe('the limit', () => {
  it.each([0, -1, Number.NaN])('of %d ms leaves nothing to send', async (timeoutMs) => {
    const error = await rejection(onProxy().claim(aClaim(), { timeoutMs }));
    expect(error.message).toContain('no time was left for it; nothing was sent');
    expect(sent()).toEqual([]);
  });

  it('ends a request that is never answered, in time', async () => {
    proxy.onEvery('UpdateItem', hang());
    const start = performance.now();
    const error = await rejection(onProxy().claim(aClaim(), { timeoutMs: 150 }));
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(error.message).toContain('no answer came within 150 ms; whether a write took effect is unknown');
  });

  it('covers the read after a refusal too', async () => {
    const held = await hold(onProxy());
    proxy.onEvery('GetItem', hang());
    const error = await rejection(onProxy().claim(aClaim({ id: held.id }), { timeoutMs: 300 }));
    expect(error.message).toContain('no answer came within 300 ms');
  });

  it('ends the retries of the SDK: nothing is sent any more', async () => {
    proxy.onEvery('UpdateItem', failInternally());
    const client = proxy.client({ maxAttempts: 50 });
    await rejection(onProxy({ client }).claim(aClaim(), { timeoutMs: 400 }));
    const sentInTime = proxy.count();
    expect(sentInTime).toBeGreaterThan(1);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    // One that was on its way when the time came may still arrive.
    expect(proxy.count()).toBeLessThanOrEqual(sentInTime + 1);
  });
});

describe('faults', () => {
  it('throttled, then served: the SDK retries and the claim applies', async () => {
    proxy.onNext('UpdateItem', throttle());
    expect((await hold(onProxy())).attempts).toBe(1);
    expect(sent()).toEqual(['UpdateItem', 'UpdateItem']);
  });

  it('a lost response: the retry of the SDK is refused by the claim itself, and shows its owner', async () => {
    proxy.onNext('UpdateItem', loseResponse());
    const claim = aClaim();
    const answer = await onProxy().claim(claim, LIMIT);
    const mine = { status: 'IN_PROGRESS', owner: claim.owner, attempts: 1 };
    expect(answer).toMatchObject({ applied: false, record: mine });
  });

  it('a transaction at work on the item: sent again until it has gone', async () => {
    const conflict = { __type: 'com.amazonaws.dynamodb.v20120810#TransactionConflictException', message: 'busy' };
    proxy.onNext('UpdateItem', answerWith(400, conflict));
    proxy.onNext('UpdateItem', answerWith(400, conflict));
    expect((await hold(onProxy())).attempts).toBe(1);
    expect(sent()).toEqual(['UpdateItem', 'UpdateItem', 'UpdateItem']);
  });

  it('denied access: says which permissions are needed, and nothing of the request', async () => {
    proxy.onEvery('UpdateItem', denyAccess());
    const secret = 'secret payload';
    const error = await rejection(onProxy().claim(aClaim({ id: secret, fingerprint: secret }), LIMIT));
    expect(error.message).toContain('dynamodb:GetItem, dynamodb:PutItem, dynamodb:UpdateItem');
    expect(error).toMatchObject({ retryable: true, cause: { name: 'AccessDeniedException' } });
    expect(error.message).not.toContain(secret);
  });

  it('throttled to the end', async () => {
    proxy.onEvery('UpdateItem', throttle());
    const client = proxy.client({ maxAttempts: 2 });
    const error = await rejection(onProxy({ client }).claim(aClaim(), LIMIT));
    expect(error.message).toContain('DynamoDB throttled it, its retries included');
  });

  it('an endpoint where nothing listens', async () => {
    const client = proxy.client({ endpoint: 'http://127.0.0.1:1', maxAttempts: 1 });
    const error = await rejection(onProxy({ client }).find('order#1', LIMIT));
    expect(error.message).toContain('DynamoDB cannot be reached (ECONNREFUSED)');
  });

  it('an item beyond 400 KB', async () => {
    const held = await hold(onProxy());
    const error = await rejection(onProxy().complete(completionOf(held, 'x'.repeat(410_000)), LIMIT));
    expect(error.message).toContain('the item would be larger than DynamoDB allows');
  });

  it('a client without a region, and one without credentials', async () => {
    const noRegion = proxy.client({ region: (): Promise<never> => Promise.reject(new Error('Region is missing')) });
    expect((await rejection(onProxy({ client: noRegion }).find('a', LIMIT))).message).toContain('Set AWS_REGION');
    const lost = Object.assign(new Error('Could not load credentials'), { name: 'CredentialsProviderError' });
    const noCredentials = proxy.client({ credentials: async () => Promise.reject(lost) });
    const error = await rejection(onProxy({ client: noCredentials }).find('a', LIMIT));
    expect(error.message).toContain('no valid AWS credentials');
  });
});

describe('what can be seen of a repository', () => {
  it('is its table, never its client', () => {
    const client = proxy.client({ credentials: { accessKeyId: 'AKIASECRET', secretAccessKey: 'very secret' } });
    const repository = onProxy({ client });
    expect(String(repository)).toBe('DynamoDBRepository(simple)');
    for (const shown of [inspect(repository, { depth: 10, showHidden: true }), JSON.stringify(repository)]) {
      expect(shown).toContain('simple');
      expect(shown.toLowerCase()).not.toContain('secret');
    }
  });
});
