export { deliveries, Deliveries, type DeliveriesOptions } from './deliveries.js';
export { runsOf, type Delivery } from './delivery.js';
export { FaultyRepository, type Fault, type Faults, type RequestName } from './faulty-repository.js';
export { idempotencyMatchers, type MatcherResult } from './matchers.js';
export type { IdempotencyMatchers } from './jest-matchers.js';
export {
  describeRepositoryContract,
  repositoryContract,
  type ContractCase,
  type RepositoryContractOptions,
  type RepositoryUnderTest,
  type StagedWriteProbe,
} from './repository-contract.js';
