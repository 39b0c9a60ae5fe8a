import {
  configureIdempotency,
  idempotencyKeyOf,
  IdempotencyInProgressError,
  InMemoryRepository,
} from '../../lib/index.js';
import { IdempotentHttp, idempotentHttp, type HttpEvent, type IdempotentHttpOptions } from '../../lib/http/index.js';
import { deliveries, idempotencyMatchers } from '../../lib/testing/index.js';
import { FRONTS } from './requests.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

expect.extend(idempotencyMatchers);

const [rest, http, , multiValue] = FRONTS.map(({ request }) => request);
let operations = 0;

interface Response {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

function api(options: IdempotentHttpOptions, respond: () => unknown = () => ({ statusCode: 201 })) {
  const operation = `options-${++operations}`;
  const handler = idempotentHttp(async (_event: HttpEvent) => respond() as Response, { operation, ...options });
  return deliveries(handler);
}

describe('what is refused at decoration', () => {
  test.each([
    ['an unknown option', { key: 'body' }, "there is no option 'key'"],
    ['no object', 'POST', "the options must be an object, such as { ttl: '48h' }, but are 'POST'"],
    ['a header that is none', { header: 'Idempotency Key' }, 'option `header`'],
    ['a list of methods with none', { required: ['PO ST'] }, 'option `required`'],
    ['a caller that is no function', { caller: 'sub' }, 'option `caller`'],
    ['a fingerprint that is no function', { fingerprint: true }, 'option `fingerprint`'],
    ['a policy that is no function', { storeStatus: 500 }, 'option `storeStatus`'],
    ['cookies to replay', { replayHeaders: ['set-Cookie'] }, "never one of cookies, but is 'set-cookie'"],
    ['headers that are none', { replayHeaders: [''] }, 'option `replayHeaders`'],
    ['a type with spaces', { problemTypes: 'my problems' }, 'option `problemTypes`'],
    ['a ttl without a unit', { ttl: 5 }, 'option `ttl`'],
  ])('%s', (_what, options, message) => {
    // Wrong on purpose, as a program without types could be.
    const wrong = options as IdempotentHttpOptions;
    expect(() => idempotentHttp(async (_event: HttpEvent) => ({ statusCode: 200 }), wrong)).toThrow(message);
  });

  test('a function without a name needs an operation', () => {
    const guard = () => idempotentHttp(async (_event: HttpEvent) => ({ statusCode: 200 }));
    expect(guard).toThrow('idempotentHttp(fn, { operation');
  });
});

test('header: another name', async () => {
  const delivered = api({ header: 'X-Request-Key' });
  const key = { headers: { 'x-request-KEY': 'abc' } };
  expect(await delivered.twice(rest!(key))).toReplay();
  const [refused] = await delivered.once(rest!());
  expect(JSON.parse(refused.answer?.body ?? '').detail).toContain('X-Request-Key');
});

test('required: which methods must carry a key', async () => {
  const without = (method: string) => http!({ method, headers: {} });
  const status = async (required: boolean | readonly string[], method: string) =>
    (await api({ required }).once(without(method)))[0].answer?.statusCode;
  expect(await status(true, 'DELETE')).toBe(400);
  expect(await status(false, 'POST')).toBe(201);
  expect(await status(['put'], 'PUT')).toBe(400);
  expect(await status(['put'], 'POST')).toBe(201);
  expect(await status(true, 'GET')).toBe(201);
});

test('fingerprint: false compares nothing, a function what it returns', async () => {
  const nothing = api({ fingerprint: false });
  const [first] = await nothing.once(http!());
  expect([first, ...(await nothing.once(http!({ body: 'other' })))]).toReplay();

  const amount = api({ fingerprint: (event: HttpEvent) => JSON.parse(String(event.body)).cents as number });
  const [one] = await amount.once(http!({ body: '{"cents":5,"sentAt":1}' }));
  expect([one, ...(await amount.once(http!({ body: '{"cents":5,"sentAt":2}' })))]).toReplay();
  expect((await amount.once(http!({ body: '{"cents":6}' })))[0].answer?.statusCode).toBe(422);
});

test('the fingerprint sees the body itself, and whether it is encoded', async () => {
  const delivered = api({});
  await delivered.once(http!({ body: 'e30=' }));
  const [encoded] = await delivered.once({ ...http!({ body: 'e30=' }), isBase64Encoded: true });
  expect(encoded.answer?.statusCode).toBe(422);
});

test('caller: what returns no name is a fault of the set-up, not of the client', async () => {
  const [delivery] = await api({ caller: () => '' }).once(http!());
  expect(delivery).toMatchObject({ end: 'failed', error: { code: 'IDEMPOTENCY_CONFIGURATION' }, ran: false });
});

test('by default callers are told apart by who was authenticated', async () => {
  const by = (sub: string) => http!({ context: { authorizer: { jwt: { claims: { sub } } } } });
  const delivered = api({});
  expect([...(await delivered.twice(by('ann'))), ...(await delivered.twice(by('bob')))]).toRunTimes(2);
});

test('a sender that was authenticated without a name is refused, unless the option caller names it', async () => {
  const by = (user: string) => http!({ context: { authorizer: { lambda: { user } } } });
  const [refused] = await api({}).once(by('ann'));
  expect(refused).toMatchObject({ end: 'failed', error: { code: 'IDEMPOTENCY_CONFIGURATION' }, ran: false });
  expect(String(refused.error)).toContain("idempotentHttp(anonymous function): the request's authorizer let");
  const caller = ({ requestContext }: HttpEvent) =>
    (requestContext as { authorizer?: { lambda: { user: string } } }).authorizer?.lambda.user ?? 'nobody';
  const delivered = api({ caller });
  expect([...(await delivered.twice(by('ann'))), ...(await delivered.twice(by('bob')))]).toRunTimes(2);
});

test('storeStatus: which responses are stored', async () => {
  const delivered = api({ storeStatus: (status) => status === 503 }, () => ({ statusCode: 503 }));
  expect(await delivered.twice(http!())).toReplay();
  const other = api({ storeStatus: (status) => status === 503 });
  expect(await other.twice(http!())).toRunTimes(2);
});

test('replayHeaders: more headers to repeat', async () => {
  const headers = { 'X-Order-Id': '5', 'X-Trace': 't', Location: '/orders/5', 'Set-Cookie': 's=1' };
  const delivered = api({ replayHeaders: ['x-order-id'] }, () => ({ statusCode: 201, headers }));
  const [, second] = await delivered.twice(http!());
  expect(second.answer?.headers).toEqual({ 'X-Order-Id': '5', Location: '/orders/5', 'Idempotent-Replayed': 'true' });
});

test('a replay repeats the headers that the documentation lists, and no others', async () => {
  const documents = readFileSync(join(__dirname, '../../docs/http.md'), 'utf8');
  const [, list = ''] = /A replay repeats status, body, and the headers about\n([^]*?)\nOthers/.exec(documents) ?? [];
  const listed = [...list.matchAll(/`([\w-]+)`/g)].map(([, name]) => [name!, 'x'] as const);
  const others = { 'Content-Range': 'x', 'Content-MD5': 'x', 'Content-Length': 'x', 'WWW-Authenticate': 'x' };
  const headers = { ...Object.fromEntries(listed), ...others };
  const [, { answer }] = await api({}, () => ({ statusCode: 200, headers })).twice(http!());
  expect(answer?.headers).toEqual({ ...Object.fromEntries(listed), 'Idempotent-Replayed': 'true' });
  expect(listed).toHaveLength(15);
});

test('problemTypes: what the types of problems begin with', async () => {
  const [{ answer }] = await api({ problemTypes: 'https://api.example.com/problems/' }).once(http!({ headers: {} }));
  expect(JSON.parse(answer?.body ?? '').type).toBe('https://api.example.com/problems/key-missing');
});

describe('values that are no responses by themselves', () => {
  test('in format 2.0, the replay is the response that API Gateway makes of the value', async () => {
    const text = await api({}, () => 'done').twice(http!());
    expect(text.map(({ answer }) => answer)).toEqual([
      'done',
      { statusCode: 200, headers: { 'Content-Type': 'application/json', 'Idempotent-Replayed': 'true' }, body: 'done' },
    ]);
    const [, object] = await api({}, () => ({ id: 5 })).twice(http!());
    expect(object.answer).toMatchObject({ statusCode: 200, body: '{"id":5}' });
    const [, nothing] = await api({}, () => undefined).twice(http!());
    expect(nothing).toMatchObject({ answer: undefined, ran: false });
  });

  test('in format 1.0, clients see 502 for them, so they are not stored', async () => {
    expect(await api({}, () => ({ id: 5 })).twice(rest!())).toRunTimes(2);
  });

  test.each([[0], [99], [200.5], [600], [1_000], [NaN], [true], [''], ['x'], ['0x65'], [' 200'], [[]], [[200]], [{}]])(
    'what is no status code (%j) is 502 to clients, so it is not stored',
    async (statusCode) => {
      const asked: number[] = [];
      const storeStatus = (status: number) => asked.push(status) < 0;
      for (const request of [rest!, http!]) {
        expect(await api({ storeStatus }, () => ({ statusCode })).twice(request())).toRunTimes(2);
        expect(await api({}, () => ({ statusCode })).twice(request())).toRunTimes(2);
      }
      expect(asked).toEqual([502, 502, 502, 502]);
    },
  );

  test.each([[100], [599], ['201']])('%j is a status code', async (statusCode) => {
    const asked: number[] = [];
    const storeStatus = (status: number) => asked.push(status) > 0;
    expect(await api({ storeStatus }, () => ({ statusCode })).twice(rest!())).toReplay();
    expect(asked).toEqual([Number(statusCode)]);
  });
});

test('several values of the header are refused where the front shows them', async () => {
  for (const request of [rest!, multiValue!]) {
    const event = { ...request(), multiValueHeaders: { 'idempotency-key': ['"a"', '"b"'] } };
    expect((await api({}).once(event))[0].answer?.statusCode).toBe(400);
    const byCase = { ...request(), multiValueHeaders: { 'idempotency-key': ['"a"'], 'Idempotency-Key': ['"b"'] } };
    expect((await api({}).once(byCase))[0].answer?.statusCode).toBe(400);
  }
});

test('members named __proto__ harm nothing', async () => {
  const headers = JSON.parse('{"__proto__":"x","Idempotency-Key":"abc"}') as Record<string, string>;
  const text = '{"statusCode":201,"headers":{"__proto__":"y"},"__proto__":{"statusCode":500}}';
  const response = JSON.parse(text) as object;
  expect(await api({}, () => response).twice(rest!({ headers }))).toReplay();
  expect(({} as Record<string, unknown>)['statusCode']).toBeUndefined();
});

test('an event that is no HTTP request is refused', async () => {
  const strangers = [{ source: 'aws.events' }, { requestContext: {} }, null, 'x', { requestContext: {}, rawPath: '/' }];
  for (const event of strangers) {
    const [delivery] = await api({}).once(event as unknown as HttpEvent);
    expect(delivery).toMatchObject({ end: 'failed', ran: false });
    expect(delivery.error).toMatchObject({ code: 'IDEMPOTENCY_CONFIGURATION' });
  }
});

test("an error of another guarded method within is the method's own", async () => {
  const inner = new IdempotencyInProgressError('inner', { operation: 'another', retryAfterMs: 1 });
  const [delivery] = await api({}, () => Promise.reject(inner)).once(rest!());
  expect(delivery).toMatchObject({ end: 'failed', error: inner, outcomes: ['failed'] });
});

test('the method keeps its name, length and this, and its key can be asked for', async () => {
  class Api {
    statusCode = 201;
    @IdempotentHttp({ repository: new InMemoryRepository() })
    async createPayment(_event: HttpEvent, _context: unknown) {
      return { statusCode: this.statusCode };
    }
  }
  const one = new Api();
  expect([one.createPayment.name, one.createPayment.length]).toEqual(['createPayment', 2]);
  expect(await one.createPayment(http!(), {})).toEqual({ statusCode: 201 });
  const ann = { Authorization: 'ann', 'Idempotency-Key': '"k"' };
  const { recordId, operation } = idempotencyKeyOf(Api, 'createPayment', http!({ headers: ann }));
  expect(operation).toBe('createPayment');
  expect(recordId).toMatch(/^createPayment#[0-9a-f]{64}$/);
});

test('switched off by the environment, requests pass as they are', async () => {
  process.env['IDEMPOTENCY_DISABLED'] = 'true';
  configureIdempotency({});
  const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const handler = idempotentHttp(async (_event: HttpEvent) => ({ statusCode: 503 }), { operation: 'disabled' });
  expect(await handler(http!())).toEqual({ statusCode: 503 });
  delete process.env['IDEMPOTENCY_DISABLED'];
  warned.mockRestore();
});
