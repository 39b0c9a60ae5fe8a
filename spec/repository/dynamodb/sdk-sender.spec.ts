import type * as Sdk from '@aws-sdk/client-dynamodb';
import type * as Repository from '../../../lib/repository/dynamodb/dynamodb-repository.js';
import { LIMIT, rejection } from './sample-requests.js';

describe('the AWS SDK', () => {
  let loads = 0;
  let broken: Error | undefined;

  /** The repository's module anew, with an SDK whose loading is watched. */
  function loadRepository(): Promise<typeof Repository> {
    jest.resetModules();
    jest.doMock('@aws-sdk/client-dynamodb', () => {
      loads += 1;
      if (broken !== undefined) throw broken;
      return jest.requireActual<typeof Sdk>('@aws-sdk/client-dynamodb');
    });
    return import('../../../lib/repository/dynamodb/dynamodb-repository.js');
  }

  beforeEach(() => {
    loads = 0;
    broken = undefined;
  });
  afterEach(() => jest.dontMock('@aws-sdk/client-dynamodb'));

  it('is loaded by the first repository, not by the module', async () => {
    const { DynamoDBRepository } = await loadRepository();
    expect(loads).toBe(0);
    new DynamoDBRepository({ tableName: 'records' });
    await new Promise(setImmediate);
    expect(loads).toBe(1);
  });

  it('is never loaded for a transport', async () => {
    const { DynamoDBRepository } = await loadRepository();
    const client = { isDynamoDBTransport: true, send: async () => ({}) } as const;
    const repository = new DynamoDBRepository({ tableName: 'records', client });
    await expect(repository.find('order#1', LIMIT)).resolves.toBeUndefined();
    expect(loads).toBe(0);
  });

  it('that is not installed fails the requests, and says what to install', async () => {
    broken = Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' });
    const { DynamoDBRepository } = await loadRepository();
    const repository = new DynamoDBRepository({ tableName: 'records' });
    await new Promise(setImmediate);
    const error = await rejection(repository.find('order#1', LIMIT));
    expect(error.message).toContain('Install @aws-sdk/client-dynamodb');
  });
});
