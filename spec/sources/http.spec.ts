import { http } from '../../lib/sources/index.js';
import { changed, readDelivery, type Json } from './delivery.js';
import { keyOf, missingIn } from './key-of.js';

const rest = readDelivery('api-gateway-rest');
const httpApi = readDelivery('api-gateway-http');
const functionUrl = readDelivery('function-url');
const loadBalancer = readDelivery('load-balancer');
const KEY = '8e03978e-40d5-43e8-bc93-6894a57f9324';
const inherited: unknown = Object.create({ 'idempotency-key': KEY });
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('http.header', () => {
  const key = http.header('Idempotency-Key');

  test.each([
    ['a REST API', rest],
    ['an HTTP API', httpApi],
    ['a function URL', functionUrl],
    ['a load balancer', loadBalancer],
    [
      'a load balancer without multi-value headers',
      { ...loadBalancer, multiValueHeaders: null, headers: { 'idempotency-key': KEY } },
    ],
    ['upper case', { ...httpApi, headers: { 'IDEMPOTENCY-KEY': KEY } }],
    ['the same value twice', { ...rest, headers: null, multiValueHeaders: { 'idempotency-key': [KEY, KEY] } }],
  ])('is the same from %s', (_, request) => {
    expect(keyOf(key, request)).toBe(keyOf(key, rest));
    expect(keyOf(http.header('idempotency-key'), request)).toBe(keyOf(key, rest));
  });

  test.each<[string, Json | null | undefined, string]>([
    ['no headers', { ...rest, headers: null, multiValueHeaders: null }, 'has no value'],
    ['other headers', { ...rest, headers: { accept: '*/*' }, multiValueHeaders: {} }, 'has no value'],
    ['an empty value', { ...httpApi, headers: { 'idempotency-key': '' } }, 'has no value'],
    ['empty values', { ...loadBalancer, multiValueHeaders: { 'idempotency-key': ['', ''] } }, 'has no value'],
    ['null', null, 'has no value'],
    ['nothing', undefined, 'has no value'],
    ['inherited headers', { ...httpApi, headers: inherited }, 'has no value'],
    [
      'two values',
      { ...rest, multiValueHeaders: { 'Idempotency-Key': [KEY, 'another'] } },
      'is given more than once, with different values',
    ],
    [
      'two spellings',
      { ...httpApi, headers: { 'idempotency-key': KEY, 'Idempotency-Key': 'another' } },
      'is given more than once, with different values',
    ],
    ['no text', { ...httpApi, headers: { 'idempotency-key': 7 } }, 'is not a text'],
  ])('%s: no key', (_, request, says) => {
    expect(missingIn(key, request)).toBe(`'headers.Idempotency-Key' ${says}`);
  });

  test.each(['', 'Idempotency Key', 'a:b', 7])('%j is no name of a header', (name) => {
    expect(() => http.header(name as string)).toThrow(/^http\.header: expected the name of a header/);
  });
});

describe('http.body', () => {
  const key = http.body('orderId');

  test('is the same plain and in base64, from any of them', () => {
    const keys = [rest, httpApi, functionUrl, loadBalancer].map((request) => keyOf(key, request));
    expect(new Set(keys).size).toBe(1);
  });

  test.each<[string, Json | null, string]>([
    ['no body', { ...rest, body: null }, "'body' has no value"],
    ['an empty body', { ...rest, body: '' }, "'body' has no value"],
    ['a form', { ...rest, body: 'orderId=A-1001' }, "'body' is not JSON"],
    ['base64 that is not said to be', { ...rest, body: base64('{"orderId":1}') }, "'body' is not JSON"],
    ['no base64', { ...httpApi, body: '{"orderId":1}' }, "'body' is not base64"],
    ['bytes', { ...httpApi, body: Buffer.from([0x1f, 0x8b, 0xff]).toString('base64') }, "'body' holds no UTF-8 text"],
    ['another body', changed(rest, { body: '{"order":1}' }), "'body.orderId' has no value"],
    ['null', null, "'body' has no value"],
  ])('%s: no key', (_, request, says) => {
    expect(missingIn(key, request)).toBe(says);
  });
});

describe('http.requestId', () => {
  test('is another one in every request, also of the same client', () => {
    const retried = changed(httpApi, { 'requestContext.requestId': 'another' });
    expect(keyOf(http.requestId(), retried)).not.toBe(keyOf(http.requestId(), httpApi));
  });

  test('a load balancer gives none', () => {
    expect(missingIn(http.requestId(), loadBalancer)).toBe("'requestContext.requestId' has no value");
  });
});
