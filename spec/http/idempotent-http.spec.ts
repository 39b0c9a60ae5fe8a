import { describeIdempotentHttp } from './idempotent-http-suite.js';

describeIdempotentHttp('standard');
