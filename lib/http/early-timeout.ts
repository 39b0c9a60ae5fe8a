/**
 * Whether middy gave up waiting for the handler, shortly before the invocation's time is over. The handler has not
 * ended: it goes on, and may still have its effects.
 */
export function isEarlyTimeout(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, cause } = error as { readonly name?: unknown; readonly cause?: unknown };
  return name === 'TimeoutError' && packageOf(cause) === '@middy/core';
}

/** Middy's packages put their names into the causes of their errors. */
const packageOf = (cause: unknown): unknown =>
  typeof cause === 'object' && cause !== null && 'package' in cause ? cause.package : undefined;
