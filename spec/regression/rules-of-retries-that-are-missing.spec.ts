import { rejection } from '../repository/dynamodb/sample-requests.js';

const failed = (): Error => Object.assign(new Error('failed'), { $metadata: { httpStatusCode: 500 } });

/** A bundle may leave `@smithy/core` to a runtime that has an older one, without these rules. */
it('a request of the lean client tells its own error where the rules of retrying cannot be loaded', async () => {
  jest.doMock('@smithy/core/retry', () => {
    throw new Error("Package subpath './retry' is not defined by exports");
  });
  const { Retries } = jest.requireActual<typeof import('../../lib/lean-client/retries.js')>(
    '../../lib/lean-client/retries.js',
  );
  const error = failed();
  const attempt = jest.fn(() => Promise.reject(error));
  expect(await rejection(new Retries(2).perform(attempt, new AbortController().signal))).toBe(error);
  expect(attempt).toHaveBeenCalledTimes(1);
  expect(error).toMatchObject({ $metadata: { attempts: 1 } });
});
