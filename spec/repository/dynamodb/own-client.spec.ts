import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, GetItemCommand, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { LimitSignal } from '../../../lib/repository/dynamodb/limit-signal.js';
import { ownClient } from '../../../lib/repository/dynamodb/own-client.js';
import * as sdk from '../../../lib/repository/dynamodb/sdk.js';
import { DynamoDBRepository } from '../../../lib/repository/dynamodb/dynamodb-repository.js';
import { createTable } from '../../engines/create-table.js';
import { startDynalite } from '../../engines/dynalite.js';
import type { Engine } from '../../engines/engine.js';
import { startFaultProxy, type FaultProxy } from '../../engines/fault-proxy.js';
import { delayRequest, hang } from '../../engines/faults.js';
import { aClaim, hold, LIMIT, rejection } from './sample-requests.js';

describe('the own client', () => {
  let engine: Engine;
  let proxy: FaultProxy;
  let repository: DynamoDBRepository;

  beforeAll(async () => {
    engine = await startDynalite();
    proxy = await startFaultProxy(engine.endpoint);
    process.env.AWS_ENDPOINT_URL_DYNAMODB = proxy.endpoint;
    await createTable(engine.client(), { tableName: 'records' });
    repository = new DynamoDBRepository({ tableName: 'records' });
    await repository.find('order#none', LIMIT);
  });
  beforeEach(() => proxy.reset());
  afterAll(async () => {
    delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
    await proxy.stop();
    await engine.stop();
  });

  it('gives up a try that is not answered within 3 seconds, and tries again', async () => {
    proxy.onNext('UpdateItem', hang());
    expect((await hold(repository, aClaim({ id: 'order#hung' }))).attempts).toBe(1);
    expect(proxy.count('UpdateItem')).toBe(2);
  }, 10_000);

  it('sends nothing any more when the limit is reached', async () => {
    proxy.onEvery('GetItem', hang());
    const error = await rejection(repository.find('order#1', { timeoutMs: 200 }));
    expect(error.message).toContain('200 ms');
    await sleep(3_500);
    expect(proxy.count('GetItem')).toBe(1);
  }, 10_000);

  it('tells the region of a missing table', async () => {
    const error = await rejection(new DynamoDBRepository({ tableName: 'missing' }).find('order#1', LIMIT));
    expect(error.message).toContain(`there is no such table in ${process.env.AWS_REGION}.`);
  });

  it('holds each request to a limit of its own', async () => {
    proxy.onNext('GetItem', delayRequest(400));
    const patient = repository.find('order#1', LIMIT);
    await sleep(50);
    proxy.onNext('GetItem', hang());
    const hasty = rejection(repository.find('order#2', { timeoutMs: 100 }));
    expect((await hasty).message).toContain('100 ms');
    await expect(patient).resolves.toBeUndefined();
  });

  describe('with settings', () => {
    const settings = { region: 'eu-central-1', credentials: { accessKeyId: 'mine', secretAccessKey: 's' } };
    const sentWith = async (clientConfig: DynamoDBClientConfig): Promise<string | undefined> => {
      const own = { ...settings, endpoint: proxy.endpoint, ...clientConfig };
      await new DynamoDBRepository({ tableName: 'records', clientConfig: own }).find('order#1', LIMIT);
      return proxy.requests.at(-1)?.headers.authorization;
    };

    it('sends as they say, whatever the environment says', async () => {
      process.env.AWS_ENDPOINT_URL_DYNAMODB = 'http://127.0.0.1:1';
      try {
        expect(await sentWith({})).toMatch(/Credential=mine\/\d+\/eu-central-1\/dynamodb/);
      } finally {
        process.env.AWS_ENDPOINT_URL_DYNAMODB = proxy.endpoint;
      }
    });

    it('keeps what it has set itself beside them', async () => {
      proxy.onNext('GetItem', hang());
      const startedAt = Date.now();
      await sentWith({ requestHandler: { requestTimeout: 200 } });
      expect(Date.now() - startedAt).toBeLessThan(1_500);
      expect(proxy.count('GetItem')).toBe(2);
    });

    it('tries as often as they say', async () => {
      proxy.onEvery('GetItem', hang());
      await rejection(sentWith({ maxAttempts: 1, requestHandler: { requestTimeout: 100 } }));
      expect(proxy.count('GetItem')).toBe(1);
    });

    // The SDK types the handler that a client has with less than an extension may set.
    it.each<[string, (requestHandler: DynamoDBClient['config']['requestHandler']) => DynamoDBClientConfig]>([
      ['itself', (requestHandler) => ({ requestHandler })],
      [
        'by an extension',
        (given) => ({ extensions: [{ configure: (client) => client.setHttpHandler(given as never) }] }),
      ],
    ])('tells a handler that is given %s of the limit by the platform\'s signal', async (_, givenAs) => {
      const signals: unknown[] = [];
      const { requestHandler } = new DynamoDBClient(settings).config;
      const handle = jest.spyOn(requestHandler, 'handle');
      handle.mockImplementation((request, options: { readonly abortSignal?: unknown } = {}) => {
        signals.push(options.abortSignal);
        return Object.getPrototypeOf(requestHandler).handle.call(requestHandler, request, options);
      });
      await sentWith(givenAs(requestHandler));
      expect(signals).toEqual([expect.any(AbortSignal)]);
      proxy.onNext('GetItem', hang());
      const clientConfig = { ...settings, endpoint: proxy.endpoint, ...givenAs(requestHandler) };
      const repository = new DynamoDBRepository({ tableName: 'records', clientConfig });
      expect((await rejection(repository.find('order#1', { timeoutMs: 200 }))).message).toContain('200 ms');
      expect(signals.at(-1)).toHaveProperty('aborted', true);
    });
  });

  describe('as the SDK sees it', () => {
    /** The own client, and the client of the SDK inside it. */
    function madeOf(settings?: DynamoDBClientConfig) {
      const made: DynamoDBClient[] = [];
      class Watched extends DynamoDBClient {
        constructor(...config: ConstructorParameters<typeof DynamoDBClient>) {
          super(...config);
          made.push(this);
        }
      }
      const client = ownClient({ ...sdk, DynamoDBClient: Watched }, settings);
      const [inside] = made;
      if (inside === undefined) throw new Error('It made no client.');
      return { client, inside, stack: inside.middlewareStack };
    }

    const read = () => new GetItemCommand({ TableName: 'records', Key: { id: { S: 'order#1' } } });

    it('takes its own last step after all others, also those that are added later', () => {
      const { stack } = madeOf();
      stack.add((next) => (step) => next(step), { step: 'deserialize', name: 'added' });
      expect(stack.identify().at(-1)).toBe('idempotentHandlersLimit - deserialize');
    });

    it('logs nothing, and so prepares nothing to log', () => {
      const { stack } = madeOf();
      expect(stack.identify().filter((step) => step.startsWith('logger'))).toEqual([]);
    });

    it('logs to the logger that it is given', () => {
      const { stack } = madeOf({ logger: console });
      expect(stack.identify().filter((step) => step.startsWith('logger'))).toHaveLength(1);
    });

    it('is told of a limit without a signal of the platform, which would cost each request more', async () => {
      const { client, inside } = madeOf();
      const handle = jest.spyOn(inside.config.requestHandler, 'handle');
      const limit = new LimitSignal();
      await client.send(read(), limit);
      expect(handle.mock.calls[0]?.[1]).toStrictEqual({ abortSignal: limit });
    });

    const retryStrategy = {
      acquireInitialRetryToken: async () => ({ getRetryCount: () => 0, getRetryDelay: () => 0 }),
      refreshRetryTokenForRetry: () => Promise.reject(new Error('It retries nothing.')),
      recordSuccess: () => undefined,
    };
    it.each<[string, DynamoDBClientConfig | undefined, number]>([
      ['once', undefined, 1],
      ['once under other settings', { maxAttempts: 2, extensions: [] }, 1],
      ['for each under a strategy for retries, which may keep what is shared', { retryStrategy }, 3],
      ['for each under extensions, which may set such a one', { extensions: [{ configure: () => undefined }] }, 3],
    ])('puts the way of a command together %s', async (_, settings, times) => {
      const { client, stack } = madeOf(settings);
      const puts = jest.fn();
      stack.add(
        (next) => {
          puts();
          return next;
        },
        { step: 'initialize', name: 'counted' },
      );
      for (let n = 0; n < 3; n++) await client.send(read(), new LimitSignal());
      expect(puts).toHaveBeenCalledTimes(times);
    });
  });
});
