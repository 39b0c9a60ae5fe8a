import { leanClient } from '../../lib/lean-client/index.js';
import { DynamoDBRepository } from '../../lib/repository/dynamodb/dynamodb-repository.js';
import { describeRepositoryContract } from '../../lib/testing/repository-contract.js';
import { createTable } from '../engines/create-table.js';
import { startDynalite } from '../engines/dynalite.js';

// dynalite knows no transactions; those cases run on DynamoDB Local.
describeRepositoryContract(
  'DynamoDBRepository with the lean client on dynalite',
  async () => {
    const engine = await startDynalite();
    await createTable(engine.client(), { tableName: 'records' });
    const client = leanClient({ endpoint: engine.endpoint });
    return {
      repository: new DynamoDBRepository({ tableName: 'records', client }),
      async close() {
        client.destroy();
        await engine.stop();
      },
    };
  },
  { transactions: false },
);
