/** Replaces timers and `Date` for all cases of a spec file. Promises go on by themselves. */
export function useFakeTime(): void {
  const real = ['nextTick', 'setImmediate', 'queueMicrotask'] as const;
  beforeEach(() => void jest.useFakeTimers({ now: START_MS, doNotFake: [...real] }));
  afterEach(() => void jest.useRealTimers());
}

/** Where the fake clock starts. */
export const START_MS = Date.UTC(2030, 0, 1);

/** Lets time pass, with all that happens meanwhile. */
export const elapse = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

/** Lets everything happen that needs no time. */
export const settle = (): Promise<void> => elapse(0);

/** A promise to be settled from outside. */
export function gate<Value = void>() {
  let open!: (value: Value) => void;
  let fail!: (error: unknown) => void;
  const opened = new Promise<Value>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { opened, open, fail };
}

/** What a promise rejects with. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It was fulfilled, but an error was expected.');
}

/** A Lambda context with this much time left, by the clock that the spec uses. */
export function lambdaContext(leftMs: number) {
  const endsAtMs = Date.now() + leftMs;
  return { getRemainingTimeInMillis: () => endsAtMs - Date.now() };
}
