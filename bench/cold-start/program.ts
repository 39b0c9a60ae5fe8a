import type { Side } from '../report/report.js';

const HANDLER = `
const place = async (event) => ({ orderId: event.detail.orderId, status: 'charged' });
`;

/** The smallest handler of each side, as an ES module that exports `handler`. */
export const PROGRAMS: Readonly<Record<Exclude<Side, 'floor'>, (library: string) => string>> = {
  ours: (library) => `
import { idempotent, DynamoDBRepository } from '${library}';
${HANDLER}
export const handler = idempotent(place, {
  operation: 'place',
  key: 'detail.orderId',
  repository: new DynamoDBRepository({ tableName: 'idempotency' }),
});
`,
  powertools: () => `
import { makeIdempotent, IdempotencyConfig } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
${HANDLER}
export const handler = makeIdempotent(place, {
  persistenceStore: new DynamoDBPersistenceLayer({ tableName: 'idempotency' }),
  config: new IdempotencyConfig({ eventKeyJmesPath: 'detail.orderId', throwOnNoIdempotencyKey: true }),
});
`,
};

/** Loads a handler and calls it once; prints what that cost, and the answer. `LOAD` gives the module. */
export const MEASURING = (load: string): string => `
const cpu = process.cpuUsage();
const startedAt = process.hrtime.bigint();
(async () => {
  const { handler } = ${load};
  const context = { getRemainingTimeInMillis: () => 30000 };
  const reply = await handler({ detail: { orderId: process.argv[2] } }, context);
  const wallMs = Number(process.hrtime.bigint() - startedAt) / 1e6;
  const { user, system } = process.cpuUsage(cpu);
  process.stdout.write(JSON.stringify({ cpuMs: (user + system) / 1000, wallMs, reply }));
  process.exit(0);
})();
`;
