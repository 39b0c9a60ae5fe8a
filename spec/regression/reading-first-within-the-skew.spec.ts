import {
  GetItemCommand,
  UpdateItemCommand,
  type GetItemCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBRepository } from '../../lib/repository/dynamodb/dynamodb-repository.js';
import type { DynamoDBTransport } from '../../lib/repository/dynamodb/transport.js';
import { epochMs, epochSeconds } from '../../lib/repository/epoch.js';
import { createTable } from '../engines/create-table.js';
import { startDynalite } from '../engines/dynalite.js';
import { aClaim, completionOf, hold } from '../repository/dynamodb/sample-requests.js';

const LIMIT = { timeoutMs: 5_000 };

/**
 * ```
 *   ttl of R1 ends ──|
 *   a faster clock   |── begins afresh ── R2
 *   a slower clock ··|·· reads first, and is shown R1 by a replica that is behind
 * ```
 */
it('a record that a faster clock takes for expired is not answered with from a read that may be old', async () => {
  const engine = await startDynalite();
  const client = engine.client();
  await createTable(client, { tableName: 'records' });
  const endsAtSeconds = Math.floor(Date.now() / 1_000) + 100;
  const at = (ms: number) => ({ nowMs: epochMs(endsAtSeconds * 1_000 + ms), fence: endsAtSeconds * 1_000 + ms });
  const replica: { shows?: object | undefined } = {};
  // The repository sends no others here.
  const transport = {
    isDynamoDBTransport: true,
    send: (operation: string, input: GetItemCommandInput & UpdateItemCommandInput) => {
      if (operation === 'UpdateItem') return client.send(new UpdateItemCommand(input));
      if (input.ConsistentRead || !replica.shows) return client.send(new GetItemCommand(input));
      return Promise.resolve({ Item: replica.shows });
    },
  } as unknown as DynamoDBTransport;
  const plain = new DynamoDBRepository({ tableName: 'records', client: transport });
  const reading = new DynamoDBRepository({ tableName: 'records', client: transport, readFirst: true });

  const first = aClaim();
  const { id } = first;
  const held = await hold(plain, first);
  await plain.complete({ ...completionOf(held, 'v1:R1'), expiresAtSeconds: epochSeconds(endsAtSeconds) }, LIMIT);
  const Key = { id: { S: id } };
  const shown = await client.send(new GetItemCommand({ TableName: 'records', Key, ConsistentRead: true }));
  const leaseEndsAtMs = epochMs(endsAtSeconds * 1_000 + 30_000);
  const later = { leaseEndsAtMs, expiresAtSeconds: epochSeconds(endsAtSeconds + 1_000) };
  const again = await hold(plain, aClaim({ id, owner: 'fast', ...at(400), ...later, form: 'afresh' }));
  await plain.complete({ ...completionOf(again, 'v1:R2'), expiresAtSeconds: later.expiresAtSeconds }, LIMIT);

  replica.shows = shown.Item;
  const answer = await reading.claim(aClaim({ id, owner: 'slow', ...at(-500) }), LIMIT);
  await engine.stop();
  expect(answer.record?.result).toBe('v1:R2');
});
