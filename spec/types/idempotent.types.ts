/** Compiled under both decorator standards, not run: wrong decorations must be compile errors, right ones must not. */
import type { APIGatewayProxyEventV2, Context, EventBridgeEvent, SQSRecord } from 'aws-lambda';

import {
  execution,
  Idempotent,
  idempotent,
  InMemoryRepository,
  UseRepository,
  type ReconcileContext,
  type Reconciliation,
} from '../../lib/index.js';

interface Order {
  readonly orderId: string;
  readonly note?: string;
  readonly lines: readonly { readonly sku: string }[];
}

type OrderPlaced = EventBridgeEvent<'OrderPlaced', Order>;

interface Payment {
  readonly status: 'paid' | 'refused';
  readonly lines?: readonly { readonly n: bigint }[];
}

const findPayment = async ({ attempt }: ReconcileContext): Promise<Reconciliation<Payment>> =>
  attempt > 3 ? { state: 'unknown' } : { state: 'done', result: { status: 'paid' } };

@UseRepository(new InMemoryRepository())
class Right {
  @Idempotent()
  async noOptions(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  @Idempotent({ key: 'detail.orderId', ttl: '48h' })
  async path(event: OrderPlaced, context: Context): Promise<string> {
    return event.id + context.awsRequestId;
  }

  @Idempotent({ key: ['detail.orderId', 'detail.note?', 'detail-type', 'detail.lines.0.sku'] })
  async paths(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  @Idempotent({
    key: 'headers.Idempotency-Key',
    fingerprint: 'body?',
    scope: (event: APIGatewayProxyEventV2) => event.rawPath,
  })
  async header(event: APIGatewayProxyEventV2): Promise<void> {
    event.rawPath.trim();
  }

  @Idempotent({ key: (event: OrderPlaced) => event.detail.orderId })
  async selector(event: OrderPlaced, _context: Context): Promise<string> {
    return event.id;
  }

  @Idempotent({ payload: 1, key: 'messageId' })
  async second(_prefix: string, record: SQSRecord): Promise<string> {
    return record.messageId;
  }

  @Idempotent({ payload: 1, key: (record: SQSRecord, prefix: string) => [prefix, record.messageId] })
  async secondSelector(_prefix: string, record: SQSRecord): Promise<string> {
    return record.messageId;
  }

  @Idempotent({ key: 'id', result: (result: { readonly a: number }) => result.a, onReplay: (a: number) => ({ a }) })
  async projected(_event: OrderPlaced): Promise<{ readonly a: number }> {
    return { a: execution().attempt };
  }

  @Idempotent({ key: 'id', result: false, onReplay: (_nothing: undefined, { operation }) => operation })
  async nothingStored(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  @Idempotent({ key: 'id', onReplay: (_stored, { operation }) => operation })
  async openParameter(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  @Idempotent({ key: 'id', onReplay: () => ({ status: 'paid' }) })
  async literal(_event: OrderPlaced): Promise<Payment> {
    return { status: 'refused' };
  }

  @Idempotent({ key: 'id', recovery: async () => ({ state: 'done', result: { status: 'paid', lines: [{ n: 1n }] } }) })
  async recoveredLiteral(_event: OrderPlaced): Promise<Payment> {
    return { status: 'refused' };
  }

  @Idempotent({ key: 'id', recovery: findPayment })
  async recovered(_event: OrderPlaced): Promise<Payment | undefined> {
    return undefined;
  }

  @Idempotent({ key: 'id', recovery: async () => JSON.parse('{}') })
  async recoveredAnything(_event: OrderPlaced): Promise<Payment> {
    return { status: 'refused' };
  }

  @Idempotent({ key: () => 'daily' })
  async withoutParameters(): Promise<string> {
    return 'done';
  }

  @Idempotent({ key: 'id', operation: 'this-typed' })
  async ofThis(this: Right, event: OrderPlaced): Promise<string> {
    return this.path(event, await Promise.reject(event));
  }

  @Idempotent({ operation: 'static-this-typed' })
  static async ofThisClass(this: typeof Right, event: OrderPlaced): Promise<string> {
    return this.ofClass(event);
  }

  @Idempotent({ key: 'id', operation: 'static-one' })
  static async ofClass(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  @Idempotent({ key: 'id' })
  async generic<T extends { readonly id: string }>(event: T): Promise<T> {
    return event;
  }
}

class Wrong {
  // @ts-expect-error a typo in a path
  @Idempotent({ key: 'detail.orderid' })
  async typo(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  // @ts-expect-error a typo in one of several paths
  @Idempotent({ key: ['detail.orderId', 'detail.nope'] })
  async oneOfSeveral(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  // @ts-expect-error an optional member without ?
  @Idempotent({ key: 'detail.note' })
  async optional(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  // @ts-expect-error a fingerprint that is not in the event
  @Idempotent({ key: 'id', fingerprint: 'detail.total' })
  async fingerprint(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  // @ts-expect-error a selector of another event
  @Idempotent({ key: (record: SQSRecord) => record.messageId })
  async selector(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  // @ts-expect-error an async selector
  @Idempotent({ key: async (event: OrderPlaced) => event.id })
  async asyncSelector(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  // @ts-expect-error an async fingerprint
  @Idempotent({ key: 'id', fingerprint: async (event: OrderPlaced) => event.detail })
  async asyncFingerprint(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  // @ts-expect-error a sync method
  @Idempotent({ key: 'id' })
  sync(event: OrderPlaced): string {
    return event.id;
  }

  // @ts-expect-error a getter is no method
  @Idempotent()
  get accessor(): Promise<string> {
    return Promise.resolve('');
  }

  // @ts-expect-error a field is no method
  @Idempotent()
  field = async (): Promise<string> => '';

  // @ts-expect-error an unknown option
  @Idempotent({ key: 'id', tll: '1h' })
  async unknownOption(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  // @ts-expect-error a ttl without a unit
  @Idempotent({ key: 'id', ttl: 3600 })
  async ttl(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  // @ts-expect-error there is no third argument
  @Idempotent({ payload: 2 })
  async payload(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  // @ts-expect-error onReplay gives back something else
  @Idempotent({ key: 'id', onReplay: (_stored: string) => 5 })
  async replay(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  // @ts-expect-error onReplay takes something else than the method returns
  @Idempotent({ key: 'id', onReplay: (stored: number) => String(stored) })
  async replayed(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  // @ts-expect-error onReplay takes something else than result stores
  @Idempotent({ key: 'id', result: (n: number) => ({ n }), onReplay: (stored: string) => stored.length })
  async stored(_event: OrderPlaced): Promise<number> {
    return 1;
  }

  // @ts-expect-error a promise cannot be stored
  @Idempotent({ key: 'id', result: async (n: number) => n })
  async projectedLater(_event: OrderPlaced): Promise<number> {
    return 1;
  }

  // @ts-expect-error nothing is stored
  @Idempotent({ key: 'id', result: false, onReplay: (stored: number) => stored })
  async notStored(_event: OrderPlaced): Promise<number> {
    return 1;
  }

  // @ts-expect-error what was recovered is not what the method returns
  @Idempotent({ key: 'id', recovery: async () => ({ state: 'done', result: 'text' }) })
  async recovered(_event: OrderPlaced): Promise<number> {
    return 1;
  }

  // @ts-expect-error nor here, by a function written elsewhere
  @Idempotent({ key: 'id', recovery: findPayment })
  async recoveredElsewhere(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  // @ts-expect-error a path without a payload
  @Idempotent({ key: 'id' })
  async withoutPayload(): Promise<number> {
    return 1;
  }

  // @ts-expect-error paths without a payload
  @Idempotent({ fingerprint: ['id?'] })
  async withoutPayloads(): Promise<number> {
    return 1;
  }

  // @ts-expect-error a selector of a payload that there is not
  @Idempotent({ key: (event: OrderPlaced) => event.id })
  async selectorWithoutPayload(): Promise<number> {
    return 1;
  }

  // @ts-expect-error a scope of another event
  @Idempotent({ key: 'id', scope: (record: SQSRecord) => record.messageId })
  async scope(event: OrderPlaced): Promise<string> {
    return event.id;
  }
}

const onOrder = async (event: OrderPlaced, _context: Context): Promise<string> => event.id;

export const handler: typeof onOrder = idempotent(onOrder, { key: 'detail.orderId' });
idempotent(onOrder, { key: (event: OrderPlaced) => event.detail.orderId });
// @ts-expect-error a typo in a path
idempotent(onOrder, { key: 'detail.orderid' });
// @ts-expect-error a sync function
idempotent((event: OrderPlaced) => event.id, { key: 'id' });
// @ts-expect-error a sync function, without options
idempotent((event: OrderPlaced) => event.id);
// @ts-expect-error what was recovered is not what the function returns
idempotent(onOrder, { key: 'id', recovery: async () => ({ state: 'done', result: 5 }) });
idempotent(onOrder, { key: 'id', recovery: async ({ childKey }) => ({ state: 'done', result: childKey('order') }) });
// @ts-expect-error an unknown option
idempotent(onOrder, { keys: 'id' });

declare const id: string;
declare const later: Promise<string>;
declare const thenable: PromiseLike<string>;
declare const dontKnow: unknown;
// What has no type is what is tried here.
declare const untyped: ReturnType<typeof JSON.parse>;

// A key, and a fingerprint, is needed at once.
// @ts-expect-error a promise of a key
idempotent(onOrder, { key: () => later });
// @ts-expect-error something like a promise
idempotent(onOrder, { key: () => thenable });
// @ts-expect-error a promise at times
idempotent(onOrder, { key: (event: OrderPlaced) => (event.id === '' ? later : event.id) });
// @ts-expect-error a promise at times, or nothing
idempotent(onOrder, { key: (event: OrderPlaced): Promise<string> | undefined => (event.id ? later : undefined) });
// @ts-expect-error a promise in a list
idempotent(onOrder, { key: (event: OrderPlaced) => [event.source, later] });
// @ts-expect-error a promise in a tuple
idempotent(onOrder, { key: (event: OrderPlaced) => [event.source, later] as const });
// @ts-expect-error a function
idempotent(onOrder, { key: (event: OrderPlaced) => () => event.id });
// @ts-expect-error a function that nobody called
idempotent(onOrder, { key: (event: OrderPlaced) => [event.source, event.id.trim] });
// @ts-expect-error a promise of a fingerprint
idempotent(onOrder, { key: 'id', fingerprint: () => later });
// @ts-expect-error a function, at times
idempotent(onOrder, { key: 'id', fingerprint: (event: OrderPlaced) => event.id || (() => event.id) });

// All else may be a key.
idempotent(onOrder, { key: () => dontKnow, fingerprint: () => untyped });
idempotent(onOrder, { key: () => [id, dontKnow], fingerprint: () => [id, untyped] });
idempotent(onOrder, { key: (): object => [], fingerprint: (): Record<string, unknown> => ({}) });
idempotent(onOrder, { key: (event: OrderPlaced) => event.detail, fingerprint: () => null });
idempotent(onOrder, { key: (event: OrderPlaced) => [[event.source], 1n, new Date(0), undefined] as const });
idempotent(onOrder, {
  key: (): never => {
    throw new TypeError();
  },
});

export function ofAny<Payload, Key, Part extends string | undefined>(
  fn: (payload: Payload) => Promise<void>,
  key: (payload: Payload) => Key,
  part: (payload: Payload) => Part,
): void {
  idempotent(fn, { key, fingerprint: (payload: Payload) => payload });
  idempotent(fn, { key: (payload: Payload) => [key(payload), part(payload)], fingerprint: part });
  idempotent(fn, { key: <Value>(value: Value) => value });
}

export { Right, Wrong };
