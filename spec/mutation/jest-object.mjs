import { ModernFakeTimers, ModuleMocker } from './jest-packages.mjs';

const TEST_TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');

/** What the specs of one file use of `jest`, for each module of it, and an end to what they leave behind. */
export function jestObjects(registryOf) {
  const mocker = new ModuleMocker(globalThis);
  const timers = new ModernFakeTimers({ global: globalThis, config: { fakeTimers: {}, rootDir: '/' } });

  const shared = {
    fn: (implementation) => mocker.fn(implementation),
    spyOn: (...args) => mocker.spyOn(...args),
    replaceProperty: (...args) => mocker.replaceProperty(...args),
    restoreAllMocks: () => mocker.restoreAllMocks(),
    useFakeTimers: (options) => timers.useFakeTimers(options),
    useRealTimers: () => timers.useRealTimers(),
    setSystemTime: (now) => timers.setSystemTime(now),
    advanceTimersByTime: (ms) => timers.advanceTimersByTime(ms),
    advanceTimersByTimeAsync: (ms) => timers.advanceTimersByTimeAsync(ms),
    getTimerCount: () => timers.getTimerCount(),
    setTimeout: (ms) => void (globalThis[TEST_TIMEOUT] = ms),
    resetModules: () => registryOf().reset(),
    isolateModules: (load) => registryOf().isolate(load),
  };

  return {
    jestFor: (path) => ({
      ...shared,
      requireActual: (request) => registryOf().loadActual(path, request),
      doMock: (request, factory) => registryOf().mock(path, request, factory),
      dontMock: (request) => registryOf().unmock(path, request),
    }),
    end() {
      timers.useRealTimers();
      timers.dispose();
      mocker.restoreAllMocks();
    },
  };
}
