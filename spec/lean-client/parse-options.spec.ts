import type { LeanClientOptions } from '../../lib/lean-client/lean-client-options.js';
import { parseOptions } from '../../lib/lean-client/parse-options.js';

const REGION = { AWS_REGION: 'us-east-1' };

describe('the defaults', () => {
  it('are those of the SDK, with the time-outs of the repository', () => {
    expect(parseOptions({}, REGION)).toMatchObject({
      region: 'us-east-1',
      endpoint: { protocol: 'https:', host: 'dynamodb.us-east-1.amazonaws.com' },
      credentials: undefined,
      maxAttempts: 4,
      connectionTimeoutMs: 1_000,
      requestTimeoutMs: 3_000,
    });
  });
});

describe('the region', () => {
  it.each([
    [{ region: 'eu-west-1' }, { ...REGION, AWS_DEFAULT_REGION: 'c' }, 'eu-west-1'],
    [{}, { ...REGION, AWS_DEFAULT_REGION: 'c' }, 'us-east-1'],
    [{}, { AWS_DEFAULT_REGION: 'ap-south-1' }, 'ap-south-1'],
    [{}, { AWS_REGION: '', AWS_DEFAULT_REGION: 'ap-south-1' }, 'ap-south-1'],
  ])('of %j in %j is %s', (options, environment, region) => {
    expect(parseOptions(options, environment).region).toBe(region);
  });
});

describe('the endpoint', () => {
  const own = { ...REGION, AWS_ENDPOINT_URL_DYNAMODB: 'http://own:1', AWS_ENDPOINT_URL: 'http://all:2' };

  it.each([
    [{ endpoint: 'http://given:3' }, own, 'given:3'],
    [{}, own, 'own:1'],
    [{}, { ...own, AWS_ENDPOINT_URL_DYNAMODB: '' }, 'all:2'],
    [{}, { ...own, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, 'dynamodb.us-east-1.amazonaws.com'],
    [{ useFipsEndpoint: true }, REGION, 'dynamodb-fips.us-east-1.amazonaws.com'],
    [{}, { ...REGION, AWS_USE_FIPS_ENDPOINT: 'true' }, 'dynamodb-fips.us-east-1.amazonaws.com'],
    [{ useDualstackEndpoint: true }, REGION, 'dynamodb.us-east-1.api.aws'],
    [{}, { ...REGION, AWS_USE_DUALSTACK_ENDPOINT: 'true' }, 'dynamodb.us-east-1.api.aws'],
    [{ useFipsEndpoint: false }, { ...REGION, AWS_USE_FIPS_ENDPOINT: 'true' }, 'dynamodb.us-east-1.amazonaws.com'],
  ])('of %j in %j is %s', (options, environment, host) => {
    expect(parseOptions(options, environment).endpoint.host).toBe(host);
  });
});

describe('the number of tries', () => {
  it.each([
    [{ maxAttempts: 1 }, { AWS_MAX_ATTEMPTS: '7' }, 1],
    [{}, { AWS_MAX_ATTEMPTS: '7' }, 7],
    [{}, { AWS_MAX_ATTEMPTS: '100' }, 10],
    [{}, { AWS_MAX_ATTEMPTS: '' }, 4],
  ])('of %j in %j is %d', (options, environment, maxAttempts) => {
    expect(parseOptions(options, { ...REGION, ...environment }).maxAttempts).toBe(maxAttempts);
  });
});

describe('what is wrong', () => {
  it.each([
    [null, REGION, 'the argument must be an object; given: null'],
    [{ regoin: 'a' }, REGION, 'there is no option "regoin". Expected one of region, endpoint'],
    [JSON.parse('{"__proto__":1}'), REGION, 'there is no option "__proto__"'],
    [{}, {}, 'region must be the name of an AWS Region, here or in AWS_REGION; given: undefined'],
    [{ region: 'evil.example/' }, REGION, 'region must be the name of an AWS Region'],
    [{ region: '' }, REGION, 'region must be the name of an AWS Region'],
    [{ endpoint: 'localhost:8000' }, REGION, 'endpoint must be an http or https address'],
    [{ endpoint: 8000 }, REGION, 'endpoint must be an http or https address'],
    [{ endpoint: 'http://a', useFipsEndpoint: true }, REGION, 'neither with useDualstackEndpoint nor'],
    [{ endpoint: 'http://a' }, { ...REGION, AWS_USE_DUALSTACK_ENDPOINT: 'true' }, 'neither with useDualstackEndpoint'],
    [{ useFipsEndpoint: 'yes' }, REGION, 'useFipsEndpoint must be a boolean; given: "yes"'],
    [{ credentials: 'AKIA' }, REGION, 'credentials must be an object with accessKeyId and secretAccessKey'],
    [{ credentials: null }, REGION, 'credentials must be an object with accessKeyId and secretAccessKey'],
    [{ credentials: { accessKeyId: 'a' } }, REGION, 'credentials must be an object with accessKeyId'],
    [{ maxAttempts: 0 }, REGION, 'maxAttempts must be a whole number from 1 to 10'],
    [{ maxAttempts: 11 }, REGION, 'maxAttempts must be a whole number from 1 to 10'],
    [{ maxAttempts: 1.5 }, REGION, 'maxAttempts must be a whole number from 1 to 10'],
    [{}, { ...REGION, AWS_MAX_ATTEMPTS: 'many' }, 'here or in AWS_MAX_ATTEMPTS; given: NaN'],
    [{ requestTimeoutMs: 0 }, REGION, 'requestTimeoutMs must be a number of milliseconds'],
    [{ connectionTimeoutMs: Infinity }, REGION, 'connectionTimeoutMs must be a number of milliseconds'],
  ])('is refused: %j in %j', (options, environment, message) => {
    const parse = (): unknown => parseOptions(options as LeanClientOptions, environment);
    expect(parse).toThrow(message);
    expect(parse).toThrow(expect.objectContaining({ code: 'IDEMPOTENCY_CONFIGURATION' }));
  });

  it('is not shown where it may be secret', () => {
    for (const options of [{ endpoint: 'http://me:secret@a' }, { credentials: { secretAccessKey: 'secret' } }]) {
      try {
        parseOptions(options as LeanClientOptions, REGION);
        throw new Error('It was not refused.');
      } catch (error) {
        expect(String(error)).toMatch(/^(?!.*: secret|.*me:secret).*leanClient: /);
      }
    }
  });
});
