/** What the promise becomes, or rejects with the signal's reason as soon as it aborts, at once if it has already. */
export function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    // Whatever reason the caller gave.
    const abort = (): void => reject(signal.reason as unknown);
    const settled = (): void => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort, { once: true });
    promise.finally(settled).then(resolve, reject);
    if (signal.aborted) abort();
  });
}
