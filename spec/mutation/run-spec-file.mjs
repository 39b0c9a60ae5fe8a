import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { endStorages } from './async-storages.mjs';
import { runCircus } from './jest-packages.mjs';
import { jestObjects } from './jest-object.mjs';
import { ModuleRegistry } from './module-registry.mjs';

const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

const GLOBAL_CONFIG = { expand: false, maxConcurrency: 1, randomize: false, seed: 1, updateSnapshot: 'none' };
const CONFIG = {
  fakeTimers: {},
  injectGlobals: true,
  rootDir: process.cwd(),
  setupFilesAfterEnv: [],
  snapshotFormat: {},
  snapshotSerializers: [],
  testMatch: [],
};

/**
 * Runs a spec file by jest's own runner of tests, with the project's modules evaluated anew, and the packages as they
 * are. `onEvent` is told of each event of the run.
 *
 * @returns the results of its tests, and what failed outside of them.
 */
export async function runSpecFile(path, evaluations, onEvent) {
  const jest = jestObjects(() => registry);
  const registry = new ModuleRegistry(evaluations, jest.jestFor);
  const environment = { global: globalThis, handleTestEvent: onEvent };
  try {
    const runtime = runtimeOf(registry);
    const { testResults, testExecError } = await runCircus(GLOBAL_CONFIG, CONFIG, environment, runtime, path);
    return { testResults, failure: testExecError?.stack };
  } catch (error) {
    return { testResults: [], failure: String(error?.stack ?? error) };
  } finally {
    jest.end();
    endStorages();
  }
}

/** What the runner of tests asks of jest's runtime. */
const runtimeOf = (registry) => ({
  requireModule: (path) => registry.load(path, path),
  requireInternalModule: evaluateAnew,
  setGlobalsForRuntime: () => undefined,
  unstable_shouldLoadAsEsm: () => false,
  enterTestCode: () => undefined,
  leaveTestCode: () => undefined,
});

let evaluate;

/** The tests of one file are the state of this module of jest's. */
function evaluateAnew(path) {
  delete globalThis[EVENT_HANDLERS];
  evaluate ??= compileFunction(readFileSync(path, 'utf8'), ['exports', 'require', 'module'], { filename: path });
  const module = { exports: {} };
  evaluate(module.exports, createRequire(path), module);
  return module.exports;
}
