import { join, relative } from 'node:path';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, DryRunStatus, MutantRunStatus } from '@stryker-mutator/api/test-runner';
import { coverageOfTests } from './coverage-of-tests.mjs';
import { Crashes } from './crashes.mjs';
import { keepGlobals } from './kept-globals.mjs';
import { nearestFirst } from './nearest-first.mjs';
import { runSpecFile } from './run-spec-file.mjs';
import { setUp } from './set-up.mjs';
import { specFiles } from './spec-files.mjs';
import { strykersResult } from './strykers-result.mjs';
import { fileOf } from './test-id.mjs';
import { transpile } from './transpile.mjs';
import { watchedRun } from './watched-run.mjs';

/** A difference of two large values can be as long as they are. */
const LONGEST_MESSAGE = 2_000;

/**
 * Stryker's runner for this project's specs: one process runs them for one mutant after the other. A mutant is active
 * from before the modules of a spec file are evaluated, so what is built when a module is loaded is judged like
 * everything else.
 */
class SpecRunner {
  #root = process.cwd();
  #mutation = (globalThis.__stryker__ ??= {});
  #evaluations;
  #restoreGlobals;
  #crashes = new Crashes(process.cwd());

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.#evaluations = await transpile(this.#root);
    setUp(this.#root, this.#evaluations);
    this.#restoreGlobals = keepGlobals();
  }

  async dryRun() {
    const tests = [];
    for (const file of specFiles()) {
      const onCurrent = (id) => void (this.#mutation.currentTestId = id);
      const { failed, failure, testResults } = await this.#runFile(file, { bail: false, onCurrent });
      if (failure !== undefined && failed.length === 0) {
        return { status: DryRunStatus.Error, errorMessage: `${file}: ${failure}` };
      }
      tests.push(...testResults.map((result) => strykersResult(file, join(this.#root, file), result)));
    }
    this.#mutation.currentTestId = undefined;
    const mutantCoverage = coverageOfTests(this.#mutation.mutantCoverage, tests);
    return { status: DryRunStatus.Complete, tests, mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, sandboxFileName, disableBail, hitLimit }) {
    Object.assign(this.#mutation, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit && 0 });
    const source = relative(this.#root, sandboxFileName);
    const verdict = await this.#crashes.guard(activeMutant.id, () => this.#judge(testFilter, source, !disableBail));
    const endless = determineHitLimitReached(this.#mutation.hitCount, hitLimit);
    Object.assign(this.#mutation, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
    return endless ?? verdict ?? { status: MutantRunStatus.Timeout, reason: 'The process ended before the tests did.' };
  }

  async #judge(testFilter, source, bail) {
    const selected = new Set(testFilter);
    const killedBy = [];
    let failureMessage = '';
    let nrOfTests = 0;
    for (const file of nearestFirst([...new Set(testFilter.map(fileOf))], source)) {
      const { failed, failure, hung, count } = await this.#runFile(file, { selected, bail });
      if (hung !== undefined) return { status: MutantRunStatus.Timeout, reason: `hung: ${hung}` };
      // Something failed outside of the tests, such as the evaluation of a module: all of them failed.
      killedBy.push(...(failed.length === 0 && failure ? testFilter.filter((id) => fileOf(id) === file) : failed));
      failureMessage ||= failure?.slice(0, LONGEST_MESSAGE) ?? '';
      nrOfTests += count;
      if (bail && killedBy.length > 0) break;
    }
    if (killedBy.length === 0) return { status: MutantRunStatus.Survived, nrOfTests };
    return { status: MutantRunStatus.Killed, killedBy, failureMessage, nrOfTests };
  }

  /** @returns what `watchedRun` watched, the results of the tests, and the first failure's message. */
  async #runFile(file, options) {
    const { run, onEvent } = watchedRun(file, options);
    const { testResults, failure } = await runSpecFile(join(this.#root, file), this.#evaluations, onEvent);
    this.#restoreGlobals();
    const messages = testResults.flatMap(({ failureMessages }) => failureMessages);
    return { ...run, testResults, failure: failure ?? messages[0] };
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'specs', SpecRunner)];
