/** The defaults that are values; what the others default to stands in `IdempotentOptions`. */
export const DEFAULTS = Object.freeze({
  ttl: '24h',
  payload: 0,
  wait: '5s',
  recovery: 'rerun',
  claim: 'before',
  onMissingKey: 'throw',
  whenUnavailable: 'reject',
} as const);
