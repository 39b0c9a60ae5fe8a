import { createServer } from 'node:http';
import { inspect } from 'node:util';
import { leanClient, type LeanClient, type LeanClientOptions } from '../../lib/lean-client/index.js';
import { DynamoDBRepository } from '../../lib/repository/dynamodb/dynamodb-repository.js';
import { createTable } from '../engines/create-table.js';
import { startDynalite } from '../engines/dynalite.js';
import type { Engine } from '../engines/engine.js';
import { startFaultProxy, type FaultProxy } from '../engines/fault-proxy.js';
import {
  answerWith,
  denyAccess,
  failInternally,
  hang,
  loseRequest,
  loseResponse,
  throttle,
  type Fault,
} from '../engines/faults.js';
import { close, listen } from '../engines/listen.js';
import { aClaim, completionOf, hold, LIMIT, rejection } from '../repository/dynamodb/sample-requests.js';

let engine: Engine;
let proxy: FaultProxy;
const clients: LeanClient[] = [];

beforeAll(async () => {
  engine = await startDynalite();
  proxy = await startFaultProxy(engine.endpoint);
  await createTable(engine.client(), { tableName: 'records' });
});

afterAll(async () => {
  for (const client of clients) client.destroy();
  await proxy.stop();
  await engine.stop();
});

beforeEach(() => proxy.reset());

function aClient(options: LeanClientOptions = {}): LeanClient {
  const client = leanClient({ endpoint: proxy.endpoint, ...options });
  clients.push(client);
  return client;
}

const aRepository = (options?: LeanClientOptions): DynamoDBRepository =>
  new DynamoDBRepository({ tableName: 'records', client: aClient(options) });

const read = { TableName: 'records', Key: { id: { S: 'order#1' } } };
const get = (client: LeanClient, signal = AbortSignal.timeout(10_000)) =>
  client.send('GetItem', read, { abortSignal: signal });

/** Sends a part of the answer, and then closes the connection. */
const breakOff = (): Fault => async (exchange) => {
  const { status, body } = await exchange.forward();
  const headers = { 'content-length': body.length + 100, connection: 'close' };
  exchange.answer({ status, headers, body });
};

const answerOn = (date: Date, status: number, body: unknown): Fault => async (exchange) =>
  exchange.answer({ status, headers: { date: date.toUTCString() }, body: JSON.stringify(body) });

const signatureExpired = (date: Date): Fault =>
  answerOn(date, 400, { __type: 'com.amazon.coral.service#InvalidSignatureException', message: 'Signature expired' });

describe('a fault that passes', () => {
  it.each([
    ['throttling', throttle()],
    ['a failure of DynamoDB', failInternally()],
    ['a failure on the way, which answers with a page', answerWith(502, '<html>Bad gateway</html>')],
    ['a request that is lost', loseRequest()],
    ['a response that is lost', loseResponse()],
    ['an answer that breaks off', breakOff()],
    ['an answer that is no JSON', answerWith(200, '{"Attributes":')],
    ['an answer that is no object', answerWith(200, 'null')],
    ['no answer', hang()],
  ])('is overcome: %s', async (_, fault) => {
    proxy.onNext('UpdateItem', fault);
    const claim = aClaim();
    const answer = await aRepository({ requestTimeoutMs: 400 }).claim(claim, LIMIT);
    expect(answer).toMatchObject({ record: { status: 'IN_PROGRESS', owner: claim.owner, attempts: 1 } });
    expect(proxy.count('UpdateItem')).toBe(2);
    expect(proxy.requests[1]?.rawBody).toEqual(proxy.requests[0]?.rawBody);
  });

  it('is overcome in a read too', async () => {
    const repository = aRepository();
    const held = await hold(repository);
    proxy.onNext('GetItem', loseResponse());
    expect(await repository.find(held.id, LIMIT)).toEqual(held);
  });
});

describe('a fault that stays', () => {
  const failures: readonly (readonly [string, Fault, object, string])[] = [
    [
      'throttling',
      throttle(),
      { name: 'ProvisionedThroughputExceededException', $fault: 'client', $metadata: { httpStatusCode: 400 } },
      'DynamoDB throttled it',
    ],
    [
      'a failure of DynamoDB',
      failInternally(),
      { name: 'InternalServerError', $fault: 'server', $metadata: { httpStatusCode: 500 } },
      'DynamoDB failed internally',
    ],
    [
      'a page of something on the way',
      answerWith(503, '<html>secret</html>'),
      { name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } },
      'DynamoDB failed internally',
    ],
    ['connections that break', loseRequest(), { code: 'ECONNRESET' }, 'cannot be reached (ECONNRESET)'],
    ['an answer that breaks off', breakOff(), { code: 'ECONNRESET' }, 'cannot be reached (ECONNRESET)'],
    ['no answer', hang(), { name: 'TimeoutError' }, 'timed out, its retries included'],
    ['no JSON', answerWith(200, 'secret'), { name: 'MalformedAnswerError' }, 'request failed (MalformedAnswerError'],
  ];

  it.each(failures)('is told after all tries: %s', async (_, fault, cause, message) => {
    proxy.onEvery('UpdateItem', fault);
    const repository = aRepository({ maxAttempts: 2, requestTimeoutMs: 300 });
    const error = await rejection(repository.claim(aClaim(), LIMIT));
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY', cause });
    expect(error).toMatchObject({ cause: { $metadata: { attempts: 2 } } });
    expect(error.message).toContain(message);
    expect(proxy.count('UpdateItem')).toBe(2);
    expect(inspect(error, { depth: 10 })).not.toContain('secret');
  });

  it('is tried four times, unless told otherwise', async () => {
    proxy.onEvery('GetItem', failInternally());
    const error = await rejection(get(aClient()));
    expect(error).toMatchObject({ $metadata: { attempts: 4 } });
    expect(proxy.count()).toBe(4);
  });

  it('is an endpoint where nothing listens', async () => {
    const repository = aRepository({ endpoint: 'http://127.0.0.1:1', maxAttempts: 2 });
    const error = await rejection(repository.find('order#1', LIMIT));
    expect(error.message).toContain('DynamoDB cannot be reached (ECONNREFUSED)');
    expect(error).toMatchObject({ cause: { $metadata: { attempts: 2 } } });
  });

  it('ends the retries of all requests once the quota is used up', async () => {
    proxy.onEvery('GetItem', failInternally());
    const client = aClient({ maxAttempts: 2 });
    await Promise.all(Array.from({ length: 60 }, () => rejection(get(client))));
    // A quota of 500, of which each retry takes 14.
    expect(proxy.count()).toBe(60 + Math.floor(500 / 14));
  });
});

describe('a refusal', () => {
  it('is not tried again, and has the shape of the SDK', async () => {
    proxy.onEvery('GetItem', async (exchange) =>
      exchange.answer({
        status: 400,
        headers: { 'x-amzn-requestid': 'REQUEST1' },
        body: JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', Message: 'No.' }),
      }),
    );
    const error = await rejection(get(aClient()));
    expect(error).toMatchObject({
      name: 'AccessDeniedException',
      message: 'No.',
      $fault: 'client',
      $metadata: { httpStatusCode: 400, requestId: 'REQUEST1', attempts: 1 },
    });
    expect(proxy.count()).toBe(1);
  });

  it.each([
    ['com.amazonaws.dynamodb.v20120810#ValidationException', {}],
    ['ValidationException', {}],
    ['ValidationException:http://internal.amazon.com/coral/', {}],
    [undefined, { 'x-amzn-errortype': 'ValidationException:http://internal.amazon.com/' }],
  ])('is named by %j', async (__type, headers) => {
    const body = JSON.stringify({ __type });
    proxy.onNext('GetItem', async (exchange) => exchange.answer({ status: 400, headers, body }));
    await expect(get(aClient())).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('names the permissions, the table and its region', async () => {
    proxy.onNext('UpdateItem', denyAccess());
    expect((await rejection(aRepository().claim(aClaim(), LIMIT))).message).toContain('dynamodb:UpdateItem');
    const client = aClient({ region: 'eu-west-1' });
    const missing = new DynamoDBRepository({ tableName: 'missing', client });
    expect((await rejection(missing.claim(aClaim(), LIMIT))).message).toContain('no such table in eu-west-1');
  });

  it('of an item with odd members is read without touching any prototype', async () => {
    const Item = JSON.parse('{"__proto__":{"M":{"__proto__":{"B":"AQI="}}},"constructor":{"B":"Aw=="}}') as object;
    const body = { __type: 'a#ConditionalCheckFailedException', message: 'The conditional request failed', Item };
    proxy.onNext('GetItem', answerWith(400, body));
    const error = await rejection(get(aClient()));
    const returned: unknown = Reflect.get(error, 'Item');
    expect(Object.keys(returned as object)).toEqual(['__proto__', 'constructor']);
    expect(Object.getOwnPropertyDescriptor(returned, 'constructor')?.value).toEqual({ B: Buffer.of(3) });
    expect({}).not.toHaveProperty('M');
  });
});

describe('an aborted request', () => {
  async function givenUpAtOnce(controller: AbortController, failed: Promise<Error>): Promise<void> {
    const startedAt = performance.now();
    controller.abort();
    expect((await failed).name).toBe('AbortError');
    expect(performance.now() - startedAt).toBeLessThan(100);
  }

  it('that waits for its next try is given up at once, and nothing is sent any more', async () => {
    proxy.onEvery('GetItem', throttle());
    const controller = new AbortController();
    const failed = rejection(get(aClient(), controller.signal));
    while (proxy.count() === 0) await new Promise(setImmediate);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const sent = proxy.count();
    await givenUpAtOnce(controller, failed);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(proxy.count()).toBe(sent);
  });

  it('that waits for its answer is given up at once', async () => {
    const hanging = proxy.onNext('GetItem', hang());
    const controller = new AbortController();
    const failed = rejection(get(aClient(), controller.signal));
    await hanging.met;
    await givenUpAtOnce(controller, failed);
    expect(proxy.count()).toBe(1);
  });

  it('is not sent at all when that happened before, or while credentials were fetched', async () => {
    await expect(get(aClient(), AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    const controller = new AbortController();
    const credentials = async () => {
      controller.abort();
      return { accessKeyId: 'local', secretAccessKey: 'local' };
    };
    await expect(get(aClient({ credentials }), controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(proxy.count()).toBe(0);
  });
});

describe('the clock', () => {
  const TEN_MINUTES_MS = 600_000;
  const DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
  const signedAtMs = (index: number): number =>
    Date.parse(String(proxy.requests[index]?.headers['x-amz-date']).replace(DATE, '$1-$2-$3T$4:$5:$6Z'));

  it('is put right by a refusal of its signature, for all further requests', async () => {
    const client = aClient();
    const serverTime = new Date(Date.now() + TEN_MINUTES_MS);
    proxy.onNext('GetItem', signatureExpired(serverTime));
    await get(client);
    await get(client);
    expect(proxy.count()).toBe(3);
    expect(Math.abs(signedAtMs(0) - Date.now())).toBeLessThan(60_000);
    for (const index of [1, 2]) expect(Math.abs(signedAtMs(index) - serverTime.getTime())).toBeLessThan(60_000);
  });

  it('is not blamed for a refusal at the right time', async () => {
    proxy.onEvery('GetItem', answerOn(new Date(), 400, { __type: 'a#AccessDeniedException' }));
    await expect(get(aClient())).rejects.toMatchObject({ name: 'AccessDeniedException', $metadata: { attempts: 1 } });
  });

  it('that never fits ends with the tries', async () => {
    const offsets = [TEN_MINUTES_MS, -TEN_MINUTES_MS, TEN_MINUTES_MS, -TEN_MINUTES_MS];
    for (const ms of offsets) proxy.onNext('GetItem', signatureExpired(new Date(Date.now() + ms)));
    await expect(get(aClient())).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    expect(proxy.count()).toBe(4);
  });
});

describe('connections', () => {
  it('are kept alive, as many as there are requests at a time, but at most 50', async () => {
    let opened = 0;
    const server = createServer((_, response) => void setTimeout(() => response.end('{}'), 50));
    server.on('connection', () => (opened += 1));
    const client = aClient({ endpoint: await listen(server) });
    try {
      for (const [requests, connections] of [[1, 1], [1, 1], [3, 3], [80, 50], [80, 50]] as const) {
        await Promise.all(Array.from({ length: requests }, () => get(client)));
        expect(opened).toBe(connections);
      }
    } finally {
      await close(server);
    }
  });

  it('that the server closed meanwhile are replaced', async () => {
    const client = aClient();
    const closing: Fault = async (exchange) => {
      const { status, body } = await exchange.forward();
      exchange.answer({ status, headers: { connection: 'close' }, body });
    };
    proxy.onEvery('GetItem', closing);
    for (let index = 0; index < 3; index += 1) await get(client);
    expect(proxy.count()).toBe(3);
  });

  it('are opened again after destroy', async () => {
    const client = aClient();
    await get(client);
    client.destroy();
    await expect(get(client)).resolves.toEqual({});
  });
});

describe('large values', () => {
  it('travel both ways', async () => {
    const repository = aRepository();
    const held = await hold(repository);
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    expect(await repository.complete(completionOf(held, bytes), LIMIT)).toEqual({ applied: true });
    const record = await repository.find(held.id, LIMIT);
    expect(Buffer.compare(Buffer.from(record?.result ?? ''), Buffer.from(bytes))).toBe(0);
  });
});

describe('what can be seen of a client', () => {
  it('is never a credential, nor is it in its errors', async () => {
    const credentials = { accessKeyId: 'AKIASECRET', secretAccessKey: 'very secret', sessionToken: 'secret token' };
    const client = aClient({ credentials, maxAttempts: 1 });
    const errors: unknown[] = [];
    for (const fault of [denyAccess(), loseRequest(), answerWith(200, '')]) {
      proxy.onNext('GetItem', fault);
      errors.push(await rejection(get(client)));
    }
    for (const shown of [client, ...errors]) {
      expect(inspect(shown, { depth: 20, showHidden: true }).toLowerCase()).not.toContain('secret');
      expect(JSON.stringify(shown).toLowerCase()).not.toContain('secret');
    }
  });
});
