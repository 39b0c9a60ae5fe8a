import { Retries } from '../../lib/lean-client/retries.js';
import { rejection } from '../repository/dynamodb/sample-requests.js';

const named = (name: string, members: object = {}): Error => Object.assign(new Error(name), { name, ...members });
const throttled = (): Error => named('ThrottlingException');
const never = (): AbortSignal => new AbortController().signal;

describe('retries', () => {
  it('end when the signal aborts while a try fails, without a delay', async () => {
    const controller = new AbortController();
    const attempt = jest.fn(async () => {
      controller.abort();
      throw throttled();
    });
    // A throttled request waits up to a second: the average of these would be seen.
    const startedAt = performance.now();
    for (let request = 0; request < 5; request += 1) {
      expect((await rejection(new Retries(4).perform(attempt, controller.signal))).name).toBe('AbortError');
    }
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect(attempt).toHaveBeenCalledTimes(5);
  });

  it.each([
    ['throttling', named('RequestLimitExceeded'), 2],
    ['a status of the server', named('Whatever', { $metadata: { httpStatusCode: 503 } }), 2],
    ['what the service declares retryable', named('ReplicatedWriteConflictException', { $retryable: {} }), 2],
    ['a connection that broke', named('Error', { code: 'EPIPE' }), 2],
    ['a clock put right', named('InvalidSignatureException', { $metadata: { clockSkewCorrected: true } }), 2],
    ['a condition that failed', named('ConditionalCheckFailedException', { $metadata: { httpStatusCode: 400 } }), 1],
    ['a transaction in the way', named('TransactionConflictException', { $metadata: { httpStatusCode: 400 } }), 1],
    ['missing credentials', named('CredentialsProviderError'), 1],
    ['what is no error at all', 'thrown', 1],
  ])('answer %s', async (_, error, tries) => {
    const attempt = jest.fn(() => Promise.reject(error as Error));
    await rejection(new Retries(2).perform(attempt, never()));
    expect(attempt).toHaveBeenCalledTimes(tries);
    if (error instanceof Error) expect(error).toMatchObject({ $metadata: { attempts: tries } });
  });

  it('come back with success: each gives one of the quota back', async () => {
    const retries = new Retries(2);
    const failing = named('InternalServerError', { $metadata: { httpStatusCode: 500 } });
    const retriesLeft = async (): Promise<boolean> => {
      const attempt = jest.fn(() => Promise.reject(failing));
      await rejection(retries.perform(attempt, never()));
      return attempt.mock.calls.length === 2;
    };
    await Promise.all(Array.from({ length: 60 }, retriesLeft));
    expect(await retriesLeft()).toBe(false);
    for (let success = 0; success < 14; success += 1) await retries.perform(async () => 'done', never());
    expect(await retriesLeft()).toBe(true);
    expect(await retriesLeft()).toBe(false);
  });
});
