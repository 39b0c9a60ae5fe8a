import { configureIdempotency, InMemoryRepository } from '../../lib/index.js';
import { IdempotentHttp, type HttpEvent, type IdempotentHttpOptions } from '../../lib/http/index.js';
import { deliveries, idempotencyMatchers } from '../../lib/testing/index.js';
import { gate, settle, useFakeTime } from '../execution/fake-time.js';
import { FRONTS, inLists, seenBy, type Ask } from './requests.js';

expect.extend(idempotencyMatchers);
useFakeTime();

const repository = new InMemoryRepository();
beforeEach(() => {
  repository.clear();
  configureIdempotency({ repository });
});
afterEach(() => configureIdempotency({}));

/** A method that answers 201 with the number of its run, unless told otherwise. */
function paymentApi(options: IdempotentHttpOptions = {}) {
  class PaymentApi {
    runs = 0;
    answer: (run: number, event: HttpEvent) => Promise<object> = async (run, event) => {
      const lists = 'elb' in event.requestContext && !event.headers;
      const headers = { 'Content-Type': 'application/json', 'X-Trace': `t-${run}`, 'Set-Cookie': 'session=1' };
      return {
        statusCode: 201,
        ...(lists ? { multiValueHeaders: inLists(headers) } : { headers }),
        ...('rawPath' in event ? { cookies: ['session=1'] } : {}),
        body: JSON.stringify({ run }),
      };
    };

    @IdempotentHttp({ ...options, operation: 'payments' })
    async post(event: HttpEvent): Promise<{ statusCode: number }> {
      this.runs++;
      return (await this.answer(this.runs, event)) as { statusCode: number };
    }
  }
  return new PaymentApi();
}

describe.each(FRONTS)('$front', ({ request }) => {
  const sent = async (api: { post(event: HttpEvent): Promise<unknown> }, ask: Ask = {}) => {
    const event = request(ask);
    return seenBy(event, await api.post(event));
  };
  const expectProblem = (seen: Awaited<ReturnType<typeof sent>>, status: number, type: string) => {
    expect(seen.status).toBe(status);
    expect(seen.header('content-type')).toBe('application/problem+json');
    expect(seen.body).toEqual({
      type: expect.stringContaining(type),
      title: expect.any(String),
      status,
      detail: expect.any(String),
    });
    expect(JSON.stringify(seen.body)).not.toContain('8e03978e-40d5-43e8-bc93-6894a57f9324');
    const fromLoadBalancer = 'elb' in request().requestContext;
    expect(seen.description).toEqual(fromLoadBalancer ? expect.stringMatching(`^${status} [A-Z]`) : undefined);
  };

  test('first request: the method runs, and its response is untouched', async () => {
    const api = paymentApi();
    const event = request();
    const answer = await api.post(event);
    expect(answer).toMatchObject({ statusCode: 201, body: '{"run":1}' });
    expect(JSON.stringify(answer)).toContain('session=1');
    expect(JSON.stringify(answer)).not.toContain('Idempotent-Replayed');
  });

  test('retry after completion: the same response, marked, without cookies and unlisted headers', async () => {
    const api = paymentApi();
    await api.post(request());
    const event = request();
    const answer = await api.post(event);
    const seen = seenBy(event, answer);
    expect(api.runs).toBe(1);
    expect(seen).toMatchObject({ status: 201, body: { run: 1 } });
    expect(seen.header('Idempotent-Replayed')).toBe('true');
    expect(seen.header('Content-Type')).toBe('application/json');
    expect(seen.header('X-Trace')).toBeUndefined();
    expect(JSON.stringify(answer)).not.toContain('session=1');
    expect(JSON.stringify(repository.records)).not.toContain('session=1');
  });

  test('400: the key is missing', async () => {
    const api = paymentApi();
    expectProblem(await sent(api, { headers: {} }), 400, 'key-missing');
    expect(api.runs).toBe(0);
  });

  test.each([
    ['is empty', ''],
    ['is an empty string', '""'],
    ['is blank', '  '],
    ['is too long', `"${'k'.repeat(256)}"`],
    ['has an open quote', '"abc'],
    ['is a list', '"a", "b"'],
    ['is a list of tokens', 'a, b'],
    ['is not printable', '"a\tb"'],
    ['is not ASCII', 'käse'],
    ['has an unknown escape', '"a\\b"'],
  ])('400: the key %s', async (_what, key) => {
    const api = paymentApi();
    expectProblem(await sent(api, { headers: { 'Idempotency-Key': key } }), 400, 'key-invalid');
    expect(api.runs).toBe(0);
  });

  test('422: the key was used with another body, or another query', async () => {
    const api = paymentApi();
    await sent(api);
    expectProblem(await sent(api, { body: '{"cents":500}' }), 422, 'key-reused');
    expectProblem(await sent(api, { query: { dryRun: 'true' } }), 422, 'key-reused');
    expect(api.runs).toBe(1);
    expect((await sent(api)).status).toBe(201);
  });

  test('409 with Retry-After: the first request is still being processed', async () => {
    const api = paymentApi({ lease: '2s' });
    const held = gate<object>();
    api.answer = () => held.opened;
    const first = api.post(request());
    await jest.advanceTimersByTimeAsync(100);
    const seen = await sent(api);
    expectProblem(seen, 409, 'in-progress');
    // 1.9 s of the lease and 1 s of clock skew, rounded up.
    expect(seen.header('Retry-After')).toBe('3');
    expectProblem(await sent(api, { body: 'another' }), 422, 'key-reused');
    held.open({ statusCode: 204 });
    expect(await first).toEqual({ statusCode: 204 });
    expect(api.runs).toBe(1);
  });

  test('503 with Retry-After: the repository cannot be reached, and the method is not run', async () => {
    const api = paymentApi();
    const event = request();
    const [{ answer }] = await deliveries(() => api.post(event)).onceWith({ claim: 'request-lost' });
    const seen = seenBy(event, answer);
    expectProblem(seen, 503, 'unavailable');
    expect(seen.header('Retry-After')).toBe('1');
    expect(JSON.stringify(seen.body)).not.toContain('lost');
    expect(api.runs).toBe(0);
  });

  test('500: the first request ended without telling how', async () => {
    const api = paymentApi({ recovery: 'halt' });
    const event = request();
    const crashed = await deliveries(() => api.post(event)).afterCrash();
    expect(crashed).toRunOnce();
    const seen = seenBy(event, crashed[1].answer);
    expectProblem(seen, 500, 'in-doubt');
    expect(seen.header('Retry-After')).toBeUndefined();
  });

  test('concurrent requests: one runs, the others get its response or 409', async () => {
    const api = paymentApi();
    const all = await deliveries(() => api.post(request())).concurrently(5);
    expect(all).toRunOnce();
    expect(api.runs).toBe(1);
    const statuses = all.map(({ answer }) => seenBy(request(), answer).status);
    expect(new Set([...statuses, 201, 409])).toEqual(new Set([201, 409]));
  });

  test('with a wait, concurrent requests get the response of the one that runs', async () => {
    jest.useRealTimers();
    const api = paymentApi({ wait: '5s' });
    const all = await deliveries(() => api.post(request())).concurrently(3);
    expect(all).toReplay();
    expect(all.map(({ answer }) => seenBy(request(), answer).status)).toEqual([201, 201, 201]);
  });

  test('after a crash or a time-out the request runs again', async () => {
    const api = paymentApi();
    const [, second] = await deliveries(() => api.post(request())).afterTimeout();
    expect(seenBy(request(), second.answer)).toMatchObject({ status: 201, body: { run: 2 } });
  });

  test('500: the response cannot be given again', async () => {
    const api = paymentApi();
    api.answer = async () => ({ statusCode: 200, body: Symbol('not storable') });
    await api.post(request());
    expectProblem(await sent(api), 500, 'response-unavailable');
    expect(api.runs).toBe(1);
  });

  test.each([200, 204, 301, 400, 404, 409, 422])('a response of %i is stored', async (statusCode) => {
    const api = paymentApi();
    api.answer = async () => ({ statusCode });
    await sent(api);
    const again = await sent(api);
    expect(again.status).toBe(statusCode);
    expect(again.header('Idempotent-Replayed')).toBe('true');
    expect(api.runs).toBe(1);
  });

  test.each([408, 425, 429, 500, 502, 503])('a response of %i goes to this client alone', async (statusCode) => {
    const api = paymentApi();
    api.answer = async () => ({ statusCode });
    const event = request();
    expect(await api.post(event)).toEqual({ statusCode });
    const error = `HttpStatus${statusCode}`;
    expect(repository.records).toMatchObject([{ status: 'FAILED', error, result: undefined }]);
    api.answer = async () => ({ statusCode: 201 });
    expect((await sent(api)).status).toBe(201);
    expect(api.runs).toBe(2);
  });

  test('an error of the method passes untouched, and a retry runs again', async () => {
    const api = paymentApi();
    const error = new Error('declined');
    api.answer = () => Promise.reject(error);
    await expect(api.post(request())).rejects.toBe(error);
    api.answer = async () => ({ statusCode: 201 });
    expect((await sent(api)).status).toBe(201);
  });

  test.each(['GET', 'HEAD', 'OPTIONS'])('%s runs unguarded', async (method) => {
    const api = paymentApi();
    await sent(api, { method });
    await sent(api, { method, headers: {} });
    expect(api.runs).toBe(2);
    expect(repository.size).toBe(0);
  });

  test.each(['PUT', 'DELETE'])('%s is guarded where it carries a key, and needs none', async (method) => {
    const api = paymentApi();
    await sent(api, { method });
    await sent(api, { method });
    expect(api.runs).toBe(1);
    await sent(api, { method, headers: {} });
    expect(api.runs).toBe(2);
  });

  test('routes of one method never answer for each other', async () => {
    const api = paymentApi();
    const asked: Ask[] = [{}, { path: '/refunds' }, { method: 'PATCH' }, { method: 'PATCH', path: '/refunds' }];
    for (const ask of asked) expect((await sent(api, ask)).body).toEqual({ run: asked.indexOf(ask) + 1 });
    expect(api.runs).toBe(4);
  });

  test('callers never get the answers of others', async () => {
    const caller = ({ headers, multiValueHeaders }: HttpEvent) => String((headers ?? multiValueHeaders)?.['x-user']);
    const api = paymentApi({ caller });
    const key = { 'Idempotency-Key': '"k"' };
    expect((await sent(api, { headers: { ...key, 'x-user': 'ann' } })).body).toEqual({ run: 1 });
    expect((await sent(api, { headers: { ...key, 'x-user': 'bob' } })).body).toEqual({ run: 2 });
    expect((await sent(api, { headers: { ...key, 'x-user': 'ann' } })).body).toEqual({ run: 1 });
  });

  test('the name of the header may be in any case, and its value with or without quotes', async () => {
    const api = paymentApi();
    const same: Required<Ask>['headers'][] = [
      { 'IDEMPOTENCY-KEY': '"abc"' },
      { 'idempotency-key': 'abc' },
      { 'Idempotency-Key': ' "abc" ' },
    ];
    for (const headers of same) {
      expect((await sent(api, { headers })).body).toEqual({ run: 1 });
    }
  });
});

test('a wait that is given as undefined is the default: 409 at once', async () => {
  // As programs without exact optional types give it.
  const api = paymentApi({ wait: undefined } as unknown as IdempotentHttpOptions);
  const held = gate<object>();
  api.answer = () => held.opened;
  const event = FRONTS[0]!.request();
  const first = api.post(event);
  await settle();
  let refused: unknown;
  void api.post(event).then((answer) => (refused = answer));
  await settle();
  expect(refused).toMatchObject({ statusCode: 409 });
  held.open({ statusCode: 204 });
  await first;
});
