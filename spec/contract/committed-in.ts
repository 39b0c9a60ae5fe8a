import { randomUUID } from 'node:crypto';
import type { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import type { StagedWriteProbe } from '../../lib/testing/repository-contract.js';
import type { StagedWrite } from '../../lib/repository/writes.js';

/** Looks for staged writes where an in-memory repository keeps them. */
export const committedIn = (repository: InMemoryRepository): StagedWriteProbe => ({
  succeeding: () => {
    const write: StagedWrite = { kind: 'Put', input: { TableName: 'orders', Item: { id: { S: randomUUID() } } } };
    return { write, landed: () => repository.committedWrites.includes(write) };
  },
});
