import type { SQSEvent } from 'aws-lambda';
import { Idempotent, idempotent, InMemoryRepository } from '../../lib/index.js';
import { onlyRecord, sqs } from '../../lib/sources/index.js';

const repository = new InMemoryRepository();
let warnings: (readonly [message: string, options: object])[] = [];

beforeEach(() => {
  warnings = [];
  jest.spyOn(process, 'emitWarning').mockImplementation((message: string | Error, options?: unknown) => {
    warnings.push([String(message), options as object]);
  });
});
afterEach(() => void jest.restoreAllMocks());

function declareHandler(): void {
  class Handler {
    @Idempotent({ key: 'detail.timestamp', operation: 'weak', repository })
    async onWeak(_event: { readonly detail: { readonly timestamp: string } }): Promise<void> {}

    @Idempotent({ key: 'detail.orderId', operation: 'strong', repository })
    async onStrong(_event: { readonly detail: { readonly orderId: string } }): Promise<void> {}
  }
  expect(Handler).toBeDefined();
}

test('a weak key is warned of at decoration, once for each member', () => {
  declareHandler();
  declareHandler();
  expect(warnings).toHaveLength(1);
  const [[message, options] = []] = warnings;
  expect(message).toMatch(/onWeak: the key 'detail\.timestamp' is a time: .*say so with a function/);
  expect(options).toEqual({ type: 'IdempotencyWarning', code: 'IDEMPOTENCY_WEAK_KEY' });
});

test('so is that of a plain function', () => {
  const onUser = async (_event: { readonly userId: string }): Promise<void> => {};
  idempotent(onUser, { key: 'userId', operation: 'user', repository });
  expect(warnings.map(([message]) => message)).toEqual([
    expect.stringMatching(/^onUser: the key 'userId' is the same for many requests/),
  ]);
});

test('a function is believed', () => {
  const onAccount = async (_event: { readonly userId: string }): Promise<void> => {};
  const key = (event: { readonly userId: string }) => event.userId;
  idempotent(onAccount, { key, operation: 'account', repository });
  expect(warnings).toEqual([]);
});

test('paths into decoded content are judged as well, but not those of a fingerprint', () => {
  const onEvent = async (_event: SQSEvent): Promise<void> => {};
  const declare = (key: string, fingerprint: string): unknown =>
    idempotent(onEvent, {
      key: onlyRecord(sqs.body(key)),
      fingerprint: onlyRecord(sqs.body(fingerprint)),
      operation: 'content',
      repository,
    });
  declare('orderId', 'customerId');
  expect(warnings).toEqual([]);
  declare('order.sentAt', 'customerId');
  expect(warnings.map(([message]) => message)).toEqual([
    expect.stringMatching(/^onEvent: the key 'order\.sentAt' is a time/),
  ]);
});
