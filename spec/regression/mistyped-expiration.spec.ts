import { runInNewContext } from 'node:vm';
import { keptUntilExpiry } from '../../lib/lean-client/credential-source.js';

const key = { accessKeyId: 'a', secretAccessKey: 'b' };
const { signal } = new AbortController();

/** What a provider gives that reads its answer from JSON, or fails to read a date in it. */
const fetched = (expiration: unknown) => keptUntilExpiry(async () => ({ ...key, expiration }) as never)(signal);

describe('an expiry of fetched credentials that is no date', () => {
  it.each([
    ['a text', '2026-11-21T08:00:00Z'],
    ['a number', 1_795_000_000],
    ['null', null],
    ['an invalid date, by which they would never expire', new Date('soon')],
  ])('is refused at once: %s', async (_, expiration) => {
    await expect(fetched(expiration)).rejects.toMatchObject({
      name: 'CredentialsProviderError',
      message: expect.stringContaining('expiration'),
    });
  });

  it('is told from a date of another realm, such as a test runner makes', async () => {
    const expiration: unknown = runInNewContext('new Date(now + 3_600_000)', { now: Date.now() });
    await expect(fetched(expiration)).resolves.toMatchObject(key);
  });
});
