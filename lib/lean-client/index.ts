export { leanClient, type LeanClient } from './lean-client.js';
export type { LeanClientCredentials, LeanClientOptions } from './lean-client-options.js';
