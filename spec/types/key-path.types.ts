/**
 * What compiles as a key path and what does not. Compiling this file is the test: a path that is wrongly refused is an
 * error, and so is a `@ts-expect-error` above a path that is wrongly accepted.
 */
import type {
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  DynamoDBStreamEvent,
  EventBridgeEvent,
  SNSEvent,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import type { KeyPathCheck, ValidKeyPath } from '../../lib/key/typed-path.js';

/** Takes no second argument for paths that are valid, and asks for the impossible message otherwise. */
declare function keyFor<Payload>(): <const Paths extends string | readonly string[]>(
  key: Paths,
  ...refused: Paths extends KeyPathCheck<Payload, Paths> ? [] : [message: KeyPathCheck<Payload, Paths>]
) => void;

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

declare function same<A, B>(yes: Same<A, B>): void;

interface Line {
  sku: string;
  quantity: number;
  note?: string;
}

interface Order {
  orderId: string;
  amount: number;
  placedAt: Date;
  customer?: { id: string; email: string | null };
  lines: Line[];
  first: [Line, Line?];
  paid: boolean;
  total(): number;
}

type OrderPlaced = EventBridgeEvent<'OrderPlaced', Order>;

// Members of events and of their details
const event = keyFor<OrderPlaced>();
event('id');
event('detail-type');
event('detail');
event('detail.orderId');
event('detail.placedAt');
event('detail.paid');
event('detail.lines');
event('detail.lines.0.sku');
event('detail.customer?.id');
event('detail.customer?');
event('resources.0');
event('replay-name?');
event('id?');
event(['id', 'detail.orderId', 'detail.lines.12.note?']);
event([]);
// @ts-expect-error a typo in a member of the detail
event('detail.ordrId');
// @ts-expect-error a typo at the root
event('detial.orderId');
// @ts-expect-error one typo in a list
event(['id', 'detail.ordrId']);
// @ts-expect-error `?` does not excuse a name that no type has
event('detail.ordrId?');
// @ts-expect-error an optional member needs its `?`
event('replay-name');
// @ts-expect-error an optional member on the way needs its `?`
event('detail.customer.id');
// @ts-expect-error a nullable member needs its `?`
event('detail.customer?.email');
event('detail.customer?.email?');
// @ts-expect-error strings have no members
event('detail.orderId.length');
// @ts-expect-error methods are no data
event('detail.total');
// @ts-expect-error members of a date are methods
event('detail.placedAt.getTime');
// @ts-expect-error arrays have elements, not a length
event('detail.lines.length');
// @ts-expect-error an element is selected by its index
event('detail.lines.sku');
// @ts-expect-error an index is canonical
event('detail.lines.-1.sku');
// @ts-expect-error an index is canonical
event('detail.lines.01.sku');
event('detail.first.0.sku');
event('detail.first.1?.sku');
// @ts-expect-error an optional element of a tuple needs its `?`
event('detail.first.1.sku');
// @ts-expect-error a tuple has no further elements
event('detail.first.2');
// @ts-expect-error an empty path
event('');
// @ts-expect-error an empty segment
event('detail..orderId');
// @ts-expect-error an empty segment at the end
event('detail.');
// @ts-expect-error a segment of nothing but `?`
event('detail.?');
// @ts-expect-error no way into the language's own objects
event('__proto__');
// @ts-expect-error no way into the language's own objects
event('detail.constructor');

// HTTP: index signatures take any name
const http = keyFor<APIGatewayProxyEvent>();
http('headers.Idempotency-Key');
http('headers.Idempotency-Key?');
http('requestContext.requestId');
http('requestContext.authorizer?.claims.sub');
http('queryStringParameters?.order');
http('multiValueHeaders.Idempotency-Key.0');
http(['httpMethod', 'path', 'body?']);
// @ts-expect-error `body` is null without a body
http('body');
// @ts-expect-error `queryStringParameters` is null without any
http('queryStringParameters.order');

const httpV2 = keyFor<APIGatewayProxyEventV2>();
httpV2('headers.idempotency-key');
httpV2('requestContext.http.sourceIp');
httpV2('pathParameters?.orderId');
// @ts-expect-error `pathParameters` is optional
httpV2('pathParameters.orderId');
// @ts-expect-error a typo behind known members
httpV2('requestContext.http.sourceIP');

// Queues, topics and streams
keyFor<SQSRecord>()('messageId');
keyFor<SQSRecord>()('attributes.MessageDeduplicationId?');
keyFor<SQSRecord>()('messageAttributes.idempotencyKey.stringValue?');
keyFor<SQSEvent>()('Records.0.messageId');
keyFor<SNSEvent>()('Records.0.Sns.MessageId');
keyFor<DynamoDBStreamEvent>()('Records.0.dynamodb?.Keys?.id.S?');
// @ts-expect-error a typo behind an index
keyFor<SQSEvent>()('Records.0.mesageId');
// @ts-expect-error a record has a body, the event has records
keyFor<SQSEvent>()('body');

// Types that say little
type Any = ReturnType<typeof JSON.parse>;
type Empty = Record<never, never>;
const loose = keyFor<{ any: Any; unknown: unknown; object: object; empty: Empty; dict: Record<string, unknown> }>();
loose('any.whatever.0.comes');
loose('unknown.whatever.comes');
loose('object.whatever');
loose('empty.whatever');
loose('dict.whatever.comes');
// @ts-expect-error checked up to the loose member
loose('unknwon.whatever');
keyFor<Any>()('whatever.comes');
keyFor<unknown>()('whatever.comes');
keyFor<never>()('whatever.comes');
keyFor<Order | undefined>()('orderId');

// JSON of any shape: a dictionary among the constituents takes any name
type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
keyFor<{ detail: { [name: string]: Json } }>()('detail.order.lines.0.sku');

// Unions: what some constituents lack is optional
type OrderEvent =
  | { kind: 'placed'; orderId: string; amount: number }
  | { kind: 'refunded'; orderId: string; refundId: string };
const union = keyFor<OrderEvent>();
union(['kind', 'orderId']);
union('refundId?');
// @ts-expect-error not in every constituent
union('refundId');
// @ts-expect-error in no constituent
union('refundNumber?');
keyFor<{ customer: string | { id: string } }>()('customer.id?');
// @ts-expect-error a string has no id
keyFor<{ customer: string | { id: string } }>()('customer.id');

// Names of every kind
keyFor<{ 0: { a: string }; 7: string }>()(['0.a', '7']);
// @ts-expect-error no such number
keyFor<{ 0: string }>()('1');
keyFor<Record<number, string>>()('42');
keyFor<Record<`x-${string}`, string | undefined>>()('x-request-id');
// @ts-expect-error outside the pattern
keyFor<Record<`x-${string}`, string | undefined>>()('request-id');
keyFor<{ known?: string; [name: string]: string | undefined }>()(['other', 'known?']);
// @ts-expect-error declared as optional beside the index signature
keyFor<{ known?: string; [name: string]: string | undefined }>()('known');
keyFor<{ 'a b': { 'c?d': string } }>()('a b.c?d');
keyFor<{ readonly items: readonly { readonly id: string }[] }>()('items.0.id');
class Placed {
  constructor(
    readonly id: string,
    private readonly secret: string,
  ) {}
  reveal(): string {
    return this.secret;
  }
}
keyFor<Placed>()('id');
// @ts-expect-error private members are not selected
keyFor<Placed>()('secret');

// Accepted unchecked: what the compiler cannot know
declare const text: string;
declare const pattern: `detail.${string}`;
declare const list: readonly string[];
event(text);
event(pattern);
event(list);
event([text, 'id']);
event('detail.with\\.dot');
interface Tree {
  left: Tree;
}
keyFor<Tree>()('left.left.left.left.left.left.left.left.left.left.left.left.left.left.left.left.anything');
// @ts-expect-error still checked at the 16th segment
keyFor<Tree>()('left.left.left.left.left.left.left.left.left.left.left.left.left.left.left.right');

// What the messages say
same<ValidKeyPath<OrderPlaced, 'detail.orderId'>, 'detail.orderId'>(true);
same<KeyPathCheck<OrderPlaced, readonly ['id', 'time']>, readonly ['id', 'time']>(true);
same<
  ValidKeyPath<{ detail: { orderId: string } }, 'detail.ordrId'>,
  "key path 'detail.ordrId': no member 'ordrId' in 'detail', which has orderId"
>(true);
same<
  ValidKeyPath<{ a: { b?: string } }, 'a.b'>,
  "key path 'a.b': 'b' may be absent or null; write 'b?' if the key can do without it"
>(true);
same<ValidKeyPath<{ a: 1 }, 'b'>, "key path 'b': no member 'b' in the payload, which has a">(true);
same<ValidKeyPath<{ a: string }, 'a.b'>, "key path 'a.b': no member 'b' in 'a'">(true);
same<ValidKeyPath<{ a: string[] }, 'a.b'>, "key path 'a.b': no member 'b' in 'a', which has indexes">(true);
same<ValidKeyPath<{ a(): void }, 'a'>, "key path 'a': 'a' is a function, not data">(true);
same<ValidKeyPath<{ a: string }, 'a.'>, "key path 'a.': it has an empty segment">(true);
same<
  KeyPathCheck<{ a: string }, readonly ['a', 'b', 'c']>,
  | "key path 'b': no member 'b' in the payload, which has a"
  | "key path 'c': no member 'c' in the payload, which has a"
>(true);
