import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { describeHistory } from './describe-history.js';
import { loadMutant, loadSubject } from './load-subject.js';
import { MUTANTS, type Mutant } from './mutants/all-mutants.js';
import { randomScenario } from './random-scenario.js';
import { runHistory } from './run-history.js';
import type { Failure } from './search.js';
import type { Task, TaskResult } from './task.js';

/**
 * Proves the guarantees by simulation, on the real code.
 *
 *   npm run simulate -- --seeds 20000            that many random histories and the directed ones, then --mutants
 *   npm run simulate -- --histories              the histories alone
 *   npm run simulate -- --first 5000 --seeds 100 from another seed on
 *   npm run simulate -- --seed 42                one history, printed in full
 *   npm run simulate -- --mutants                removes each guard in turn: a violation must be found
 *   npm run simulate -- --mutant 'skew'          the same for the mutants whose name contains this
 *
 * Exits with 1 if a history violates a property, or if the loss of a guard goes unnoticed.
 */
const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20000' },
    first: { type: 'string', default: '1' },
    seed: { type: 'string' },
    mutant: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    histories: { type: 'boolean', default: false },
  },
});

async function main(): Promise<boolean> {
  if (options.mutants) return proveGuards(MUTANTS);
  const chosen = options.mutant === undefined ? undefined : mutantsNamed(options.mutant);
  if (options.seed !== undefined) return replay(Number(options.seed), chosen?.[0]);
  if (chosen) return proveGuards(chosen);
  const holds = await search(Number(options.first), Number(options.seeds));
  return options.histories || !holds ? holds : proveGuards(MUTANTS);
}

function mutantsNamed(name: string): readonly Mutant[] {
  const exact = MUTANTS.filter((mutant) => mutant.name === name);
  const chosen = exact.length > 0 ? exact : MUTANTS.filter((mutant) => mutant.name.includes(name));
  if (chosen.length > 0) return chosen;
  throw new Error(
    `There is no mutant '${name}'. There are:\n${MUTANTS.map((mutant) => `  ${mutant.name}`).join('\n')}`,
  );
}

async function replay(seed: number, mutant: Mutant | undefined): Promise<boolean> {
  const subject = mutant ? await loadMutant(mutant.edits) : loadSubject();
  const scenario = randomScenario(seed);
  const world = await runHistory(subject, mutant?.world?.(scenario) ?? scenario);
  console.log(describeHistory(world));
  return world.violations.length === 0;
}

const SEEDS_PER_TASK = 500;

async function search(first: number, seeds: number): Promise<boolean> {
  const startedAtMs = Date.now();
  const tasks: Task[] = [{ kind: 'directed' }];
  for (let from = first; from < first + seeds; from += SEEDS_PER_TASK) {
    tasks.push({ kind: 'seeds', first: from, count: Math.min(SEEDS_PER_TASK, first + seeds - from) });
  }
  const results = await perform(tasks);
  const failures = results.flatMap((result) => result.failures);
  for (const { title, properties, history } of failures.slice(0, 3)) {
    console.log(`\nVIOLATION of ${properties.join(', ')} in ${title}:\n${history}\n`);
  }
  const histories = results.reduce((sum, result) => sum + result.histories, 0);
  const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`${histories} histories, ${failures.length} with violations, in ${seconds} s`);
  for (const { title } of failures) console.log(`  ${title}`);
  return failures.length === 0;
}

async function proveGuards(mutants: readonly Mutant[]): Promise<boolean> {
  const startedAtMs = Date.now();
  const results = await perform(mutants.map(({ name }) => ({ kind: 'mutant', name })));
  let succeeded = true;
  mutants.forEach((mutant, i) => {
    const verdict = judge(mutant, results[i]);
    succeeded &&= verdict.succeeded;
    console.log(`${verdict.succeeded ? 'ok  ' : 'FAIL'} ${mutant.name}\n       ${verdict.line}`);
  });
  if (mutants.length === 1) for (const { history } of results[0]?.failures ?? []) console.log(`\n${history}\n`);
  const redundant = mutants.filter(({ redundant }) => redundant !== undefined).length;
  const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`${mutants.length - redundant} guards removed and found out, ${redundant} redundant, in ${seconds} s`);
  return succeeded;
}

function judge({ breaks, redundant }: Mutant, result: TaskResult | undefined): { succeeded: boolean; line: string } {
  const error = result?.error;
  if (error !== undefined) return { succeeded: false, line: error };
  const failure: Failure | undefined = result?.failures[0];
  if (redundant !== undefined) {
    const surprise = failure && `said to be redundant, but ${failure.title} violates ${failure.properties.join(', ')}`;
    return { succeeded: !failure, line: surprise ?? `redundant: ${redundant}` };
  }
  if (!failure)
    return { succeeded: false, line: `nothing violates ${breaks.join(', ')}: the loss of this guard goes unnoticed` };
  return { succeeded: true, line: `${failure.properties.join(', ')} in ${failure.title}` };
}

/** Spreads tasks over the machine's cores. The results are in the order of the tasks. */
function perform(tasks: readonly Task[]): Promise<TaskResult[]> {
  const results: TaskResult[] = [];
  let next = 0;
  const work = (): Promise<void> =>
    new Promise((done, fail) => {
      const worker = new Worker(BOOTSTRAP, { eval: true });
      let at = -1;
      const hand = (): void => {
        at = next++;
        if (at < tasks.length) worker.postMessage(tasks[at]);
        else void worker.terminate().then(() => done());
      };
      worker.on('error', fail);
      worker.on('message', (result: TaskResult) => {
        results[at] = result;
        hand();
      });
      hand();
    });
  const workers = Math.min(availableParallelism(), tasks.length, 8);
  return Promise.all(Array.from({ length: workers }, work)).then(() => results);
}

const ROOT = resolve(__dirname, '../..');
const BOOTSTRAP = `
  require(${JSON.stringify(resolve(ROOT, 'build/register-typescript.cjs'))});
  require(${JSON.stringify(resolve(__dirname, 'worker.ts'))});
`;

void main().then((succeeded) => {
  process.exitCode = succeeded ? 0 : 1;
});
