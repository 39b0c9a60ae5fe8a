import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type DynamoDBClientConfig,
} from '@aws-sdk/client-dynamodb';
import { encodeRequest } from '../../lib/lean-client/encode-request.js';
import { customEndpoint, regionalEndpoint } from '../../lib/lean-client/endpoint.js';
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

const MADE_BY_SIGNING = ['authorization', 'x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token'];

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

describe.each(requests)('%s', (operation, input, Command) => {
  it.each([
    ['a key', { region: 'us-east-1', credentials: KEY }, regionalEndpoint('us-east-1', ordinary())],
    ['a session token', { region: 'eu-central-1', credentials: TEMPORARY }, regionalEndpoint('eu-central-1', ordinary())],
    [
      'an endpoint with port and path',
      { region: 'us-east-1', credentials: TEMPORARY, endpoint: 'http://127.0.0.1:8000/behind/it' },
      customEndpoint('http://127.0.0.1:8000/behind/it')!,
    ],
  ])('is signed with %s as the SDK signs it, byte for byte', async (_, config, endpoint) => {
    const { headers, body } = await sentBySdk(commandOf(Command, input), config);
    const unsigned = Object.fromEntries(Object.entries(headers).filter(([name]) => !MADE_BY_SIGNING.includes(name)));
    const sign = signer(endpoint, config.region, async () => config.credentials);
    const signed = await sign(unsigned, Buffer.concat([body]), dateOf(headers['x-amz-date']!));
    expect(signed).toEqual(headers);
    expect(signed.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/.*Signature=[0-9a-f]{64}$/);
  });

  it('has the body that the SDK gives it', async () => {
    const { headers, body } = await sentBySdk(commandOf(Command, input), { region: 'us-east-1', credentials: KEY });
    expect(headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    });
    const encoded = encodeRequest(operation, input as Parameters<typeof encodeRequest>[1]);
    expect(JSON.parse(encoded.toString())).toEqual(JSON.parse(Buffer.concat([body]).toString()));
  });
});

function ordinary() {
  return { useDualstackEndpoint: false, useFipsEndpoint: false };
}
