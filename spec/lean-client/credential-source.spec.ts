import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialSource, keptUntilExpiry } from '../../lib/lean-client/credential-source.js';

const NAMES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CONFIG_FILE',
] as const;
const before = NAMES.map((name) => [name, process.env[name]] as const);

beforeEach(() => setEnvironment({}));
afterAll(() => setEnvironment(Object.fromEntries(before)));

function setEnvironment(values: { readonly [Name in (typeof NAMES)[number]]?: string | undefined }): void {
  for (const name of NAMES) {
    if (values[name] === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = values[name];
  }
}

const KEY = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('the environment', () => {
  it('is read for every request', async () => {
    const source = credentialSource(undefined);
    setEnvironment(KEY);
    expect(await source()).toEqual({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });
    setEnvironment({ ...KEY, AWS_ACCESS_KEY_ID: 'ASIA', AWS_SESSION_TOKEN: 'token' });
    expect(await source()).toEqual({ accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token' });
  });

  it.each([
    ['holds no key', {}],
    ['holds half a key', { AWS_ACCESS_KEY_ID: 'AKIA' }],
    ['names a profile', { ...KEY, AWS_PROFILE: 'mine' }],
  ])("is left to the SDK's chain when it %s", async (_, environment) => {
    const folder = mkdtempSync(join(tmpdir(), 'credentials-'));
    const file = join(folder, 'credentials');
    const entry = 'aws_access_key_id = FROMFILE\naws_secret_access_key = filed\n';
    writeFileSync(file, `[default]\n${entry}[mine]\n${entry}`);
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    try {
      setEnvironment({ ...environment, AWS_SHARED_CREDENTIALS_FILE: file, AWS_CONFIG_FILE: join(folder, 'none') });
      expect(await credentialSource(undefined)()).toMatchObject({ accessKeyId: 'FROMFILE', secretAccessKey: 'filed' });
    } finally {
      warn.mockRestore();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('what was given', () => {
  it('comes before the environment', async () => {
    setEnvironment(KEY);
    const given = { accessKeyId: 'given', secretAccessKey: 'secret' };
    expect(await credentialSource(given)()).toBe(given);
    expect(await credentialSource(async () => given)()).toBe(given);
  });
});

describe('fetched credentials', () => {
  const IN_FOUR_MINUTES = 240_000;
  const IN_SIX_MINUTES = 360_000;

  const counting = (expiresInMs: number | undefined) => {
    let fetches = 0;
    return jest.fn(async () => {
      fetches += 1;
      const key = { accessKeyId: `key${fetches}`, secretAccessKey: 'secret' };
      return expiresInMs === undefined ? key : { ...key, expiration: new Date(Date.now() + expiresInMs) };
    });
  };

  it.each([
    ['without an expiry for ever', undefined, 1],
    ['until five minutes before they expire', IN_SIX_MINUTES, 1],
    ['not when they expire sooner', IN_FOUR_MINUTES, 3],
  ])('are kept %s', async (_, expiresInMs, fetches) => {
    const fetch = counting(expiresInMs);
    const source = keptUntilExpiry(fetch);
    for (let use = 0; use < 3; use += 1) await source();
    expect(fetch).toHaveBeenCalledTimes(fetches);
  });

  it('are refreshed when their time has come', async () => {
    const fetch = counting(IN_SIX_MINUTES);
    const source = keptUntilExpiry(fetch);
    expect(await source()).toMatchObject({ accessKeyId: 'key1' });
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + IN_FOUR_MINUTES);
    expect(await source()).toMatchObject({ accessKeyId: 'key2' });
    jest.restoreAllMocks();
  });

  it('are fetched once for all who wait', async () => {
    const fetch = counting(undefined);
    const source = keptUntilExpiry(fetch);
    await Promise.all([source(), source(), source()]);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it.each([undefined, {}, { accessKeyId: 'a' }])('are refused when they are none: %j', async (fetched) => {
    const source = keptUntilExpiry(async () => fetched as never);
    await expect(source()).rejects.toMatchObject({ name: 'CredentialsProviderError' });
  });

  it('are fetched again after a failure', async () => {
    const fetch = jest
      .fn<Promise<{ accessKeyId: string; secretAccessKey: string }>, []>()
      .mockRejectedValueOnce(new Error('Not now.'))
      .mockResolvedValue({ accessKeyId: 'a', secretAccessKey: 'b' });
    const source = keptUntilExpiry(fetch);
    await expect(source()).rejects.toThrow('Not now.');
    await expect(source()).resolves.toMatchObject({ accessKeyId: 'a' });
  });
});
