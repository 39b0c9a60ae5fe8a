import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialSource, keptUntilExpiry } from '../../lib/lean-client/credential-source.js';
import type { LeanClientCredentials } from '../../lib/lean-client/index.js';
import { errorOf } from '../execution/fake-time.js';

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

/** Of a request that nobody gives up. */
const { signal } = new AbortController();

const KEY = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('the environment', () => {
  it('is read for every request', async () => {
    const source = credentialSource(undefined);
    setEnvironment(KEY);
    expect(await source(signal)).toEqual({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });
    setEnvironment({ ...KEY, AWS_ACCESS_KEY_ID: 'ASIA', AWS_SESSION_TOKEN: 'token' });
    expect(await source(signal)).toEqual({ accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'token' });
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
      const fetched = await credentialSource(undefined)(signal);
      expect(fetched).toMatchObject({ accessKeyId: 'FROMFILE', secretAccessKey: 'filed' });
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
    expect(await credentialSource(given)(signal)).toBe(given);
    expect(await credentialSource(async () => given)(signal)).toBe(given);
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
    for (let use = 0; use < 3; use += 1) await source(signal);
    expect(fetch).toHaveBeenCalledTimes(fetches);
  });

  it('are refreshed when their time has come', async () => {
    const fetch = counting(IN_SIX_MINUTES);
    const source = keptUntilExpiry(fetch);
    expect(await source(signal)).toMatchObject({ accessKeyId: 'key1' });
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + IN_FOUR_MINUTES);
    expect(await source(signal)).toMatchObject({ accessKeyId: 'key2' });
    jest.restoreAllMocks();
  });

  it('are fetched once for all who wait', async () => {
    const fetch = counting(undefined);
    const source = keptUntilExpiry(fetch);
    await Promise.all([source(signal), source(signal), source(signal)]);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it.each([undefined, {}, { accessKeyId: 'a' }])('are refused when they are none: %j', async (fetched) => {
    const source = keptUntilExpiry(async () => fetched as never);
    await expect(source(signal)).rejects.toMatchObject({ name: 'CredentialsProviderError' });
  });

  it('are fetched again after a failure', async () => {
    const fetch = jest
      .fn<Promise<{ accessKeyId: string; secretAccessKey: string }>, []>()
      .mockRejectedValueOnce(new Error('Not now.'))
      .mockResolvedValue({ accessKeyId: 'a', secretAccessKey: 'b' });
    const source = keptUntilExpiry(fetch);
    await expect(source(signal)).rejects.toThrow('Not now.');
    await expect(source(signal)).resolves.toMatchObject({ accessKeyId: 'a' });
  });
});

describe('a fetch that outlasts a request', () => {
  /** Fetches that end when told to, and requests that can be given up. */
  function waiting() {
    const fetches: { resolve(fetched: LeanClientCredentials): void; reject(error: Error): void }[] = [];
    const source = keptUntilExpiry(() => new Promise((resolve, reject) => void fetches.push({ resolve, reject })));
    const request = () => {
      const controller = new AbortController();
      const answer = source(controller.signal);
      const giveUp = async () => {
        controller.abort(new Error('Given up.'));
        expect(await errorOf(answer)).toMatchObject({ message: 'Given up.' });
      };
      return { answer, giveUp };
    };
    return { fetches, request };
  }

  const keyOf = (accessKeyId: string, expiration?: Date): LeanClientCredentials => {
    const key = { accessKeyId, secretAccessKey: 'secret' };
    return expiration ? { ...key, expiration } : key;
  };

  it('is shared by those that wait for it, and by none that come later', async () => {
    const { fetches, request } = waiting();
    const [first, second, third] = [request(), request(), request()];
    await first.giveUp();
    const fourth = request();
    expect(fetches).toHaveLength(2);
    await second.giveUp();
    const fifth = request();
    expect(fetches).toHaveLength(2);
    fetches[1]?.resolve(keyOf('second fetch'));
    expect(await fourth.answer).toBe(await fifth.answer);
    fetches[0]?.resolve(keyOf('first fetch'));
    expect(await third.answer).toMatchObject({ accessKeyId: 'first fetch' });
  });

  it('is made once for all that give up together', async () => {
    const { fetches, request } = waiting();
    for (const round of [1, 2, 3]) {
      await Promise.all([request(), request(), request()].map(({ giveUp }) => giveUp()));
      expect(fetches).toHaveLength(round);
    }
  });

  it('serves later requests when it ends after all', async () => {
    const { fetches, request } = waiting();
    await request().giveUp();
    fetches[0]?.resolve(keyOf('late'));
    await new Promise(setImmediate);
    expect(await request().answer).toMatchObject({ accessKeyId: 'late' });
    expect(fetches).toHaveLength(1);
  });

  it('does not replace what a later one fetched meanwhile', async () => {
    const { fetches, request } = waiting();
    await request().giveUp();
    const next = request();
    fetches[1]?.resolve(keyOf('second fetch'));
    await next.answer;
    fetches[0]?.resolve(keyOf('first fetch'));
    await new Promise(setImmediate);
    expect(await request().answer).toMatchObject({ accessKeyId: 'second fetch' });
  });

  it('replaces what has come to its end meanwhile', async () => {
    const { fetches, request } = waiting();
    await request().giveUp();
    const next = request();
    fetches[1]?.resolve(keyOf('second fetch', new Date()));
    await next.answer;
    fetches[0]?.resolve(keyOf('first fetch'));
    await new Promise(setImmediate);
    expect(await request().answer).toMatchObject({ accessKeyId: 'first fetch' });
    expect(fetches).toHaveLength(2);
  });

  it('may fail without anybody to tell', async () => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    const { fetches, request } = waiting();
    await request().giveUp();
    fetches[0]?.reject(new Error('Too late.'));
    await new Promise(setImmediate);
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    expect(fetches).toHaveLength(1);
  });
});
