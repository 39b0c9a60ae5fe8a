import { describeIdempotencyKeyOf } from './idempotency-key-of-suite.js';

describeIdempotencyKeyOf('standard');
