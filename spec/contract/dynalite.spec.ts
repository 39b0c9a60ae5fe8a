import { DynamoDBRepository } from '../../lib/repository/dynamodb/dynamodb-repository.js';
import { describeRepositoryContract } from '../../lib/testing/repository-contract.js';
import { createTable } from '../engines/create-table.js';
import { startDynalite } from '../engines/dynalite.js';

const TABLE = { tableName: 'records' };

// dynalite knows no transactions; those cases run on DynamoDB Local.
describeRepositoryContract(
  'DynamoDBRepository on dynalite',
  async () => {
    const engine = await startDynalite();
    await createTable(engine.client(), TABLE);
    return {
      repository: new DynamoDBRepository({ ...TABLE, client: engine.client() }),
      close: () => engine.stop(),
    };
  },
  { transactions: false },
);

describeRepositoryContract(
  'DynamoDBRepository on dynalite, with its own client',
  async () => {
    const engine = await startDynalite();
    await createTable(engine.client(), TABLE);
    process.env.AWS_ENDPOINT_URL_DYNAMODB = engine.endpoint;
    return {
      repository: new DynamoDBRepository(TABLE),
      close() {
        delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
        return engine.stop();
      },
    };
  },
  { transactions: false },
);
