import { randomUUID } from 'node:crypto';
import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { execution } from '../../../lib/index.js';

/**
 * What guarded methods really did, in a table of its own:
 *
 * | item | holds |
 * |---|---|
 * | `effects/KEY` | a note for every plain effect: its name, the claim's fence, an id of its own |
 * | `commits/KEY` | how often the staged writes were committed |
 * | `order/KEY` | the second of the staged writes |
 */
export class Ledger {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly tableName: string,
  ) {}

  /** An effect outside the record, at once. A request that the SDK sends again makes no second note. */
  async effect(key: string, name: string): Promise<void> {
    const note = `${name}/${execution().fence}/${randomUUID()}`;
    await this.client.send(
      new UpdateItemCommand({
        TableName: this.tableName,
        Key: { id: { S: `effects/${key}` } },
        UpdateExpression: 'ADD notes :note',
        ExpressionAttributeValues: { ':note': { SS: [note] } },
      }),
    );
  }

  /** Two writes, to go out with the record. */
  stage(key: string, receipt: string): void {
    const TableName = this.tableName;
    const counted = { UpdateExpression: 'ADD commits :one', ExpressionAttributeValues: { ':one': 1 } };
    execution().stage({ Update: { TableName, Key: { id: `commits/${key}` }, ...counted } });
    execution().stage({ Put: { TableName, Item: { id: `order/${key}`, receipt } } });
  }
}
