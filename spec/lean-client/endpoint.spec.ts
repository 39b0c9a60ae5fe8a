import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { customEndpoint, regionalEndpoint } from '../../lib/lean-client/endpoint.js';

const REGIONS = [
  'us-east-1',
  'eu-west-3',
  'mx-central-1',
  'cn-north-1',
  'us-gov-west-1',
  'us-gov-east-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eu-isoe-west-1',
  'us-isof-south-1',
  'eusc-de-east-1',
];

describe("a Region's endpoint", () => {
  const client = new DynamoDBClient({ region: 'us-east-1' });
  afterAll(() => client.destroy());

  const cases = REGIONS.flatMap((region) =>
    [false, true].flatMap((useFipsEndpoint) =>
      [false, true].map((useDualstackEndpoint) => ({ region, useFipsEndpoint, useDualstackEndpoint })),
    ),
  );

  it.each(cases)('is that of the SDK: %j', ({ region, useFipsEndpoint, useDualstackEndpoint }) => {
    const rules = { Region: region, UseFIPS: useFipsEndpoint, UseDualStack: useDualstackEndpoint };
    const { url } = client.config.endpointProvider(rules);
    const { protocol, host, path } = regionalEndpoint(region, { useFipsEndpoint, useDualstackEndpoint });
    expect(`${protocol}//${host}${path}`).toBe(url.href);
  });
});

describe('an endpoint of your own', () => {
  it.each([
    ['http://127.0.0.1:8000', { protocol: 'http:', hostname: '127.0.0.1', port: 8000, path: '/', host: '127.0.0.1:8000' }],
    ['https://example.com/', { protocol: 'https:', hostname: 'example.com', port: undefined, path: '/', host: 'example.com' }],
    ['https://example.com:443', { protocol: 'https:', hostname: 'example.com', port: undefined, path: '/', host: 'example.com' }],
    ['http://[::1]:8000/a/b', { protocol: 'http:', hostname: '::1', port: 8000, path: '/a/b/', host: '[::1]:8000' }],
  ])('is read: %s', (address, endpoint) => {
    expect(customEndpoint(address)).toEqual(endpoint);
  });

  it.each(['', 'example.com', 'localhost:8000', 'ftp://example.com', 'http://user:password@a', 'http://a?b', 'http://a#b'])(
    'is none: %j',
    (address) => {
      expect(customEndpoint(address)).toBeUndefined();
    },
  );
});
