/** The code that is simulated, and all of it that the simulation touches. Bundled anew for every mutant. */
export { guard } from '../../lib/execution/guard.js';
export { execution } from '../../lib/execution/execution.js';
export { inspectRecord, settleRecord } from '../../lib/execution/settle.js';
export { isIdempotencyError } from '../../lib/errors/idempotency-error.js';
export { CachedRepository } from '../../lib/repository/cached/cached-repository.js';
export { WRITE_RULES } from '../../lib/repository/in-memory/write-rules.js';
