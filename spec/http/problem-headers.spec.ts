import { InMemoryRepository } from '../../lib/index.js';
import { idempotentHttp, type HttpEvent, type IdempotentHttpOptions } from '../../lib/http/index.js';
import { FRONTS, seenBy } from './requests.js';

type Headers = Readonly<Record<string, string>>;

let operations = 0;
const api = (options: IdempotentHttpOptions) =>
  idempotentHttp(async (_event: HttpEvent) => ({ statusCode: 201, body: '{}' }), {
    operation: `problem-headers-${++operations}`,
    repository: new InMemoryRepository(),
    ...options,
  });

/** As a program without types could give them, or one whose headers come from somewhere else. */
const wrong = (value: unknown) => value as Headers;

const cors = { 'Access-Control-Allow-Origin': 'https://shop.example', Vary: 'Origin' };

describe.each(FRONTS)('$front', ({ request }) => {
  const missing = request({ headers: {} });

  test('a problem gets these headers beside its own', async () => {
    const { status, header } = seenBy(missing, await api({ problemHeaders: cors })(missing));
    expect(status).toBe(400);
    expect([header('Access-Control-Allow-Origin'), header('vary')]).toEqual(['https://shop.example', 'Origin']);
    expect(header('Content-Type')).toBe('application/problem+json');
  });

  test('they may depend on the request', async () => {
    const origin = { Origin: 'https://admin.example' };
    const asked = request({ headers: origin });
    const problemHeaders = ({ headers, multiValueHeaders }: HttpEvent): Headers => ({
      'Access-Control-Allow-Origin':
        headers?.Origin ?? headers?.origin ?? multiValueHeaders?.origin?.[0] ?? 'https://shop.example',
    });
    const { header } = seenBy(asked, await api({ problemHeaders })(asked));
    expect(header('access-control-allow-origin')).toBe(origin.Origin);
  });
});

const [, { request: http } = FRONTS[0]!] = FRONTS;

test('a problem of the guard gets them, too; what the method answers does not', async () => {
  const guarded = api({ problemHeaders: cors });
  const first = await guarded(http({ body: '{"cents":5}' }));
  expect(first).toEqual({ statusCode: 201, body: '{}' });
  const reused = http({ body: '{"cents":6}' });
  const { status, header } = seenBy(reused, await guarded(reused));
  expect([status, header('Vary')]).toEqual([422, 'Origin']);
});

test('an object is read once, where the method is decorated', async () => {
  const given: Record<string, string> = { Vary: 'Origin' };
  const guarded = api({ problemHeaders: given });
  given['Vary'] = 'Accept';
  const asked = http({ headers: {} });
  expect(seenBy(asked, await guarded(asked)).header('Vary')).toBe('Origin');
});

const NO_HEADERS: readonly (readonly [string, unknown])[] = [
  ['a text', 'Vary: Origin'],
  ['a list', ['Vary']],
  ['null', null],
  ['a name with a space', { 'X Trace': '5' }],
  ['an empty name', { '': '5' }],
  ['a number', { 'X-Trace': 5 }],
  ['the end of a line', { 'X-Trace': '5\r\nSet-Cookie: s=1' }],
  ['the type of the content', { 'content-TYPE': 'text/html' }],
  ['when to try again', { 'Retry-After': '5' }],
  ['cookies', { 'Set-Cookie': 's=1' }],
];

test.each(NO_HEADERS)('%s is refused at decoration', (_, given) => {
  expect(() => api({ problemHeaders: wrong(given) })).toThrow(
    'idempotentHttp(anonymous function): option `problemHeaders` must be an object of headers, such as ' +
      "{ 'Access-Control-Allow-Origin': '*' }: names and texts that HTTP allows, and none of Content-Type, " +
      'Retry-After and Set-Cookie; or a function that returns one.',
  );
});

test.each(NO_HEADERS)('%s is refused where a function returns it, and not shown', async (_, given) => {
  const refused = api({ problemHeaders: () => wrong(given) })(http({ headers: {} }));
  await expect(refused).rejects.toMatchObject({
    code: 'IDEMPOTENCY_CONFIGURATION',
    message:
      'idempotentHttp(anonymous function): option `problemHeaders` must return an object of headers, such as ' +
      "{ 'Access-Control-Allow-Origin': '*' }: names and texts that HTTP allows, and none of Content-Type, " +
      'Retry-After and Set-Cookie.',
  });
});
