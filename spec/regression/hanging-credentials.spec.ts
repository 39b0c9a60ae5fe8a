import { createServer } from 'node:http';
import { leanClient, type LeanClient, type LeanClientCredentials } from '../../lib/lean-client/index.js';
import { close, listen } from '../engines/listen.js';

const server = createServer((_, response) => void response.end('{}'));
const key = { accessKeyId: 'a', secretAccessKey: 'b' };
let endpoint: string;
let client: LeanClient | undefined;

beforeAll(async () => void (endpoint = await listen(server)));
afterEach(() => client?.destroy());
afterAll(() => close(server));

function clientWith(credentials: () => Promise<LeanClientCredentials>) {
  const opened = (client = leanClient({ endpoint, credentials }));
  return (abortSignal: AbortSignal) => opened.send('GetItem', { TableName: 'records', Key: {} }, { abortSignal });
}

it('a request ends at its limit when its credentials do not come, and the next one fetches them anew', async () => {
  const fetch = jest.fn(async () => key);
  fetch.mockReturnValueOnce(new Promise(() => undefined));
  const get = clientWith(fetch);
  await expect(get(AbortSignal.timeout(50))).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(await get(AbortSignal.timeout(5_000))).toEqual({});
  expect(fetch).toHaveBeenCalledTimes(2);
});

it('a request that was given up before fetches no credentials', async () => {
  const fetch = jest.fn(async () => key);
  await expect(clientWith(fetch)(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  expect(fetch).not.toHaveBeenCalled();
});

it('a request that is given up while its credentials are asked for does not wait for them', async () => {
  const controller = new AbortController();
  const get = clientWith(() => {
    controller.abort();
    return new Promise(() => undefined);
  });
  await expect(get(controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
