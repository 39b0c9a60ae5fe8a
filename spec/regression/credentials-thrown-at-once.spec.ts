import { keptUntilExpiry } from '../../lib/lean-client/credential-source.js';

it('a credentials function that throws before it returns a promise is asked again by the next request', async () => {
  const key = { accessKeyId: 'a', secretAccessKey: 'b' };
  const fetch = jest.fn(async () => key);
  fetch.mockImplementationOnce(() => {
    throw new Error('Not mounted yet.');
  });
  const { signal } = new AbortController();
  const source = keptUntilExpiry(fetch);
  await expect(source(signal)).rejects.toThrow('Not mounted yet.');
  expect(await source(signal)).toBe(key);
  expect(fetch).toHaveBeenCalledTimes(2);
});
