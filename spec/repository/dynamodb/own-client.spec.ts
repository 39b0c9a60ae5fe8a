import { setTimeout as sleep } from 'node:timers/promises';
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

  it('holds each request to a limit of its own', async () => {
    proxy.onNext('GetItem', delayRequest(400));
    const patient = repository.find('order#1', LIMIT);
    await sleep(50);
    proxy.onNext('GetItem', hang());
    const hasty = rejection(repository.find('order#2', { timeoutMs: 100 }));
    expect((await hasty).message).toContain('100 ms');
    await expect(patient).resolves.toBeUndefined();
  });
});
