import { DynamoDBRepository, InMemoryRepository, type IdempotencyRepository } from '../../lib/index.js';
import { createTable } from '../engines/create-table.js';
import { startDynalite } from '../engines/dynalite.js';
import { remoteRepository } from '../execution/remote-repository.js';

/** Where several workers keep their records. */
export interface SharedStore {
  /** The store as one more worker sees it: what other workers are doing it can only know from the store. */
  worker(): IdempotencyRepository;
  stop(): Promise<void>;
}

export async function inMemory(): Promise<SharedStore> {
  const store = new InMemoryRepository();
  return { worker: () => remoteRepository(store), stop: async () => undefined };
}

export async function onDynalite(): Promise<SharedStore> {
  const engine = await startDynalite();
  const tableName = 'records';
  await createTable(engine.client(), { tableName });
  return { worker: () => new DynamoDBRepository({ tableName, client: engine.client() }), stop: () => engine.stop() };
}

/** A promise, and how to fulfil it. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
