import { CachedRepository } from '../../lib/repository/cached/cached-repository.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { describeRepositoryContract } from '../../lib/testing/repository-contract.js';
import { committedIn } from './committed-in.js';

const inner = new InMemoryRepository();

describeRepositoryContract(
  'CachedRepository',
  () => ({ repository: new CachedRepository(inner, { max: 1_000, maxResultBytes: 1_000_000 }) }),
  { stagedWrites: committedIn(inner) },
);
