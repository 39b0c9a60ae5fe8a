import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type DynamoDBClientConfig,
} from '@aws-sdk/client-dynamodb';
import { encodeRequest } from '../../lib/lean-client/encode-request.js';
import { customEndpoint } from '../../lib/lean-client/endpoint.js';
import type { LeanClientCredentials } from '../../lib/lean-client/lean-client-options.js';
import { signer, type Headers } from '../../lib/lean-client/sign.js';
import type { DynamoDBOperation } from '../../lib/repository/dynamodb/transport.js';

interface SentRequest {
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** What a client of the SDK puts on the wire. */
async function sentBySdk(command: object, config: DynamoDBClientConfig): Promise<SentRequest> {
  let sent: SentRequest | undefined;
  const requestHandler = {
    handle(request: SentRequest) {
      sent = request;
      throw Object.assign(new Error('Enough seen.'), { name: 'EnoughSeen' });
    },
  };
  const client = new DynamoDBClient({ ...config, requestHandler, maxAttempts: 1 } as DynamoDBClientConfig);
  await expect(client.send(command as never)).rejects.toThrow('Enough seen.');
  client.destroy();
  return sent!;
}

/** Made by signing, or left out of the signature. */
const NOT_SIGNED = ['authorization', 'x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token', 'user-agent'];

/** The signature's own notation: `20261121T024500Z`. */
const dateOf = (text: string): Date =>
  new Date(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const KEY = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const TEMPORARY = { ...KEY, sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE//token+==' };

const Key = { id: { S: 'ключ 🔑 "quoted" \\ \u2028' } };
const Item = {
  ...Key,
  bytes: { B: Uint8Array.from({ length: 256 }, (_, byte) => byte) },
  pooled: { B: Buffer.from('a slice of a larger buffer') },
  set: { BS: [Uint8Array.of(1), Uint8Array.of(2, 3)] },
  nested: { M: { list: { L: [{ B: Uint8Array.of(255) }, { NULL: true }, { N: '1.5' }] }, B: { S: 'no bytes' } } },
  empty: { B: new Uint8Array(0) },
};
const update = {
  TableName: 'records',
  Key,
  UpdateExpression: 'SET #r = :r',
  ConditionExpression: 'attribute_not_exists(id)',
  ExpressionAttributeNames: { '#r': 'result' },
  ExpressionAttributeValues: { ':r': Item.nested },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
};
const transaction = { TransactItems: [{ Update: update }], ClientRequestToken: 'given' };

const requests: readonly (readonly [DynamoDBOperation, object, object])[] = [
  ['GetItem', { TableName: 'records', Key, ConsistentRead: true }, GetItemCommand],
  ['PutItem', { TableName: 'records', Item }, PutItemCommand],
  ['UpdateItem', { ...update, ReturnValues: 'ALL_NEW' }, UpdateItemCommand],
  ['TransactWriteItems', transaction, TransactWriteItemsCommand],
];

// Each entry pairs an input with its own command, which their types no longer say.
const commandOf = (Command: object, input: object): object => new (Command as new (input: object) => object)(input);

interface Situation {
  readonly name: string;
  readonly region: string;
  readonly credentials: LeanClientCredentials;
  readonly endpoint?: string;
  readonly path: string;
}

const SITUATIONS: readonly Situation[] = [
  { name: 'a key', region: 'us-east-1', credentials: KEY, path: '/' },
  { name: 'a session token', region: 'eu-central-1', credentials: TEMPORARY, path: '/' },
  ...['/behind/it', '/a b/ü//c/', "/%2F/it's(1)!*~"].map((behind) => {
    const endpoint = `http://127.0.0.1:8000${behind}`;
    const path = customEndpoint(endpoint)?.path ?? '';
    return { name: `the path ${behind}`, region: 'us-east-1', credentials: TEMPORARY, endpoint, path };
  }),
];

describe.each(requests)('%s', (operation, input, Command) => {
  it.each(SITUATIONS)('is signed with $name as the SDK signs it, byte for byte', async ({ path, ...config }) => {
    const { headers, body } = await sentBySdk(commandOf(Command, input), config);
    const unsigned = Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_SIGNED.includes(name)));
    const sign = signer(config.region, path);
    const date = dateOf(headers['x-amz-date']!);
    const signed = sign(unsigned, Buffer.concat([body]).toString(), date, config.credentials);
    expect(signed).toEqual({ ...headers, 'user-agent': undefined });
    expect(signed.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/.*Signature=[0-9a-f]{64}$/);
  });

  it('has the body that the SDK gives it', async () => {
    const { headers, body } = await sentBySdk(commandOf(Command, input), { region: 'us-east-1', credentials: KEY });
    expect(headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    });
    const encoded = encodeRequest(operation, input as Parameters<typeof encodeRequest>[1]);
    expect(JSON.parse(encoded)).toEqual(JSON.parse(Buffer.concat([body]).toString()));
  });
});

describe('a signer', () => {
  const headers = { host: 'a' };
  const body = '{}';
  const today = new Date('2026-11-21T23:59:59.999Z');
  const tomorrow = new Date('2026-11-22T00:00:00.000Z');

  it('keeps up with the day and with the secret', () => {
    const used = signer('us-east-1', '/');
    for (const credentials of [KEY, TEMPORARY, { ...KEY, secretAccessKey: 'another' }]) {
      for (const date of [today, tomorrow, today]) {
        const anew = signer('us-east-1', '/')(headers, body, date, credentials);
        expect(used(headers, body, date, credentials)).toEqual(anew);
      }
    }
  });
});
