import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { close, listen } from '../engines/listen.js';

// node build/run-ts.mjs spec/lean-client/modules-of-a-call.ts SCENARIO
// Prints, as a JSON list, the files of packages that are loaded when the scenario is over.

const ROOT = join(__dirname, '../..');

type Library = typeof import('../../lib/index.js');
type LeanEntry = typeof import('../../lib/lean-client/index.js');

const load = createRequire(__filename);
const loadLibrary = (): Library => load('../../lib/index.js') as Library;
const loadLeanEntry = (): LeanEntry => load('../../lib/lean-client/index.js') as LeanEntry;

const SCENARIOS: Readonly<Record<string, () => unknown>> = {
  'main entry': loadLibrary,
  'lean client': () => callWith(loadLeanEntry().leanClient),
  'own client': () => callWith(() => undefined),
};

/** One guarded call, from its claim to its completion. */
async function callWith(makeClient: LeanEntry['leanClient'] | (() => undefined)): Promise<void> {
  const { DynamoDBRepository, idempotent } = loadLibrary();
  const server = createServer((_, response) => void response.end(JSON.stringify({ Attributes: CLAIMED })));
  const endpoint = await listen(server);
  process.env.AWS_ENDPOINT_URL_DYNAMODB = endpoint;
  const repository = new DynamoDBRepository({ tableName: 'records', client: makeClient({ endpoint }) });
  const options = { operation: 'place', key: 'id', repository } as const;
  const place = idempotent(async ({ id }: { id: string }) => `placed ${id}`, options);
  const answer = await place({ id: '1' });
  if (answer !== 'placed 1') throw new Error(`The call answered ${answer}.`);
  await close(server);
}

const CLAIMED = {
  id: { S: 'place#1' },
  status: { S: 'IN_PROGRESS' },
  owner: { S: 'me' },
  fence: { N: '1' },
  attempts: { N: '1' },
  open_attempts: { N: '1' },
  in_progress_expiry: { N: String(Date.now() + 60_000) },
  idempotent_expiry: { N: String(Math.ceil(Date.now() / 1_000) + 86_400) },
  fingerprint: { S: 'none' },
  started_at: { N: String(Date.now()) },
  steps: { M: {} },
};

async function main(): Promise<void> {
  await SCENARIOS[process.argv[2] ?? '']?.();
  const files = Object.keys(require.cache).map((file) => relative(ROOT, file));
  console.log(JSON.stringify(files.filter((file) => file.startsWith('node_modules'))));
}

void main();
