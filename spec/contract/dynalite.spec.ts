import { DynamoDBRepository } from '../../lib/repository/dynamodb/dynamodb-repository.js';
import { describeRepositoryContract } from '../../lib/testing/repository-contract.js';
import { createTable } from '../engines/create-table.js';
import { startDynalite } from '../engines/dynalite.js';

// dynalite knows no transactions; those cases run on DynamoDB Local.
describeRepositoryContract(
  'DynamoDBRepository on dynalite',
  async () => {
    const engine = await startDynalite();
    await createTable(engine.client(), { tableName: 'records' });
    return {
      repository: new DynamoDBRepository({ tableName: 'records', client: engine.client() }),
      close: () => engine.stop(),
    };
  },
  { transactions: false },
);
