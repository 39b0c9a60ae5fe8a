import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { describeRepositoryContract } from '../../lib/testing/repository-contract.js';
import { committedIn } from './committed-in.js';

const repository = new InMemoryRepository();

describeRepositoryContract('InMemoryRepository', () => ({ repository }), { stagedWrites: committedIn(repository) });
