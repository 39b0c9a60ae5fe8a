import { PutItemCommand, ScanCommand, UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTable } from './create-table.js';
import { startDynalite } from './dynalite.js';
import type { Engine } from './engine.js';
import { startFaultProxy, type FaultProxy, type ProxiedRequest } from './fault-proxy.js';
import {
  answerWith,
  delayRequest,
  delayResponse,
  denyAccess,
  failInternally,
  hang,
  holdRequest,
  holdResponse,
  loseRequest,
  loseResponse,
  passThrough,
  throttle,
} from './faults.js';

const TABLE = { TableName: 'counters' };
const increment = (id = 'a') =>
  new UpdateItemCommand({
    ...TABLE,
    Key: { id: { S: id } },
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  });

describe('the fault proxy', () => {
  let engine: Engine;
  let proxy: FaultProxy;
  let once: DynamoDBClient;
  let retrying: DynamoDBClient;

  beforeAll(async () => {
    engine = await startDynalite();
    proxy = await startFaultProxy(engine.endpoint);
    once = proxy.client({ maxAttempts: 1 });
    retrying = proxy.client({ maxAttempts: 3 });
    await createTable(engine.client(), { tableName: TABLE.TableName });
  });
  afterAll(async () => {
    await proxy.stop();
    await engine.stop();
  });
  beforeEach(async () => {
    proxy.reset();
    await engine.client().send(new PutItemCommand({ ...TABLE, Item: { id: { S: 'a' }, n: { N: '0' } } }));
  });

  /** What the engine holds, asked past the proxy. */
  async function stored(): Promise<number> {
    const { Items = [] } = await engine.client().send(new ScanCommand({ ...TABLE, ConsistentRead: true }));
    return Number(Items.find(({ id }) => id?.S === 'a')?.['n']?.N);
  }

  test('lets requests through and counts them by operation and by predicate', async () => {
    await once.send(increment());
    await once.send(increment());
    await once.send(new ScanCommand(TABLE));
    expect(await stored()).toBe(2);
    expect(proxy.count()).toBe(3);
    expect(proxy.count('UpdateItem')).toBe(2);
    expect(proxy.count(({ body }) => 'UpdateExpression' in body)).toBe(2);
    expect(proxy.requests.map(({ operation }) => operation)).toEqual(['UpdateItem', 'UpdateItem', 'Scan']);
    proxy.reset();
    expect(proxy.count()).toBe(0);
  });

  test('loseRequest: an error at the client, nothing applied', async () => {
    proxy.onNext('UpdateItem', loseRequest());
    await expect(once.send(increment())).rejects.toThrow('ECONNRESET');
    expect(await stored()).toBe(0);
  });

  test('loseResponse: an error at the client, applied all the same', async () => {
    proxy.onNext('UpdateItem', loseResponse());
    await expect(once.send(increment())).rejects.toThrow('ECONNRESET');
    expect(await stored()).toBe(1);
  });

  test('loseResponse under a retrying client: applied twice', async () => {
    proxy.onNext('UpdateItem', loseResponse());
    await retrying.send(increment());
    expect(await stored()).toBe(2);
    expect(proxy.count('UpdateItem')).toBe(2);
  });

  test('replayCopy delivers the same request again, later, also one that was lost', async () => {
    const passed = proxy.onNext('UpdateItem', passThrough());
    await once.send(increment());
    const lost = proxy.onNext('UpdateItem', loseRequest());
    await expect(once.send(increment())).rejects.toThrow();
    expect(await stored()).toBe(1);
    expect((await passed.replayCopy()).status).toBe(200);
    expect(await stored()).toBe(2);
    await lost.replayCopy();
    await lost.replayCopy();
    expect(await stored()).toBe(4);
    expect(proxy.count()).toBe(2);
  });

  test('replayCopy of a request that never came says so', () => {
    expect(() => proxy.onNext('UpdateItem', passThrough()).replayCopy()).toThrow('No request has met this fault yet');
  });

  test('delayRequest: applied late; delayResponse: applied at once, answered late', async () => {
    proxy.onNext('UpdateItem', delayRequest(150));
    const late = once.send(increment());
    await sleep(60);
    expect(await stored()).toBe(0);
    await late;
    expect(await stored()).toBe(1);

    const fault = proxy.onNext('UpdateItem', delayResponse(150));
    const startedAtMs = performance.now();
    const lateAnswer = once.send(increment());
    await fault.met;
    await sleep(60);
    expect(await stored()).toBe(2);
    await lateAnswer;
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(149);
  });

  test('holdRequest and holdResponse wait for release', async () => {
    const request = proxy.onNext('UpdateItem', holdRequest());
    const first = settled(once.send(increment()));
    await request.met;
    await sleep(40);
    expect([await stored(), first.done]).toEqual([0, false]);
    request.release();
    await first.promise;
    expect(await stored()).toBe(1);

    const response = proxy.onNext('UpdateItem', holdResponse());
    const second = settled(once.send(increment()));
    await response.met;
    await sleep(40);
    expect([await stored(), second.done]).toEqual([2, false]);
    response.release();
    await second.promise;
  });

  test('hang: no answer, nothing applied; the client gives up by its own time-out', async () => {
    proxy.onNext('UpdateItem', hang());
    await expect(once.send(increment(), { abortSignal: AbortSignal.timeout(80) })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(await stored()).toBe(0);
    await once.send(increment());
    expect(await stored()).toBe(1);
  });

  test.each([
    [throttle(), 'ProvisionedThroughputExceededException', 400],
    [denyAccess(), 'AccessDeniedException', 400],
    [failInternally(), 'InternalServerError', 500],
    [answerWith(403, { __type: 'x#UnrecognizedClientException' }), 'UnrecognizedClientException', 403],
  ])('an answer without the engine: %#', async (fault, name, status) => {
    proxy.onNext('UpdateItem', fault);
    await expect(once.send(increment())).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
    expect(await stored()).toBe(0);
  });

  test('onNext meets one matching request each, in order; onEvery meets all until removed', async () => {
    const other = (request: ProxiedRequest) => JSON.stringify(request.body['Key']).includes('"b"');
    proxy.onNext(other, denyAccess());
    await once.send(increment('a'));
    await expect(once.send(increment('b'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await once.send(increment('b'));

    const every = proxy.onEvery('UpdateItem', failInternally());
    proxy.onNext('UpdateItem', denyAccess());
    proxy.onNext('UpdateItem', throttle());
    const names: string[] = [];
    const nameOfError = (error: Error) => error.name;
    for (let call = 0; call < 4; call += 1) {
      names.push(String(await once.send(increment()).catch(nameOfError)));
    }
    expect(names).toEqual([
      'AccessDeniedException',
      'ProvisionedThroughputExceededException',
      'InternalServerError',
      'InternalServerError',
    ]);
    every.remove();
    await once.send(increment());
    expect(await stored()).toBe(2);
  });

  test('met names the request', async () => {
    const fault = proxy.onNext('UpdateItem', passThrough());
    await once.send(increment());
    expect(await fault.met).toMatchObject({ operation: 'UpdateItem', body: { Key: { id: { S: 'a' } } } });
  });
});

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function settled<T>(promise: Promise<T>): { promise: Promise<T>; readonly done: boolean } {
  const state = { promise, done: false };
  void promise.finally(() => (state.done = true));
  return state;
}
