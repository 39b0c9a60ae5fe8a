import { parentPort } from 'node:worker_threads';
import { DIRECTED } from './directed/all-directed.js';
import { loadMutant, loadSubject, type Subject } from './load-subject.js';
import { MUTANTS } from './mutants/all-mutants.js';
import { findViolation, searchDirected, searchSeeds } from './search.js';
import type { Task, TaskResult } from './task.js';

/** One thread of a simulation: does the tasks it is handed, one after the other. */
const subject = onFirstUse(loadSubject);

parentPort?.on('message', (task: Task) => {
  void perform(task)
    .catch((error: unknown): TaskResult => ({ histories: 0, failures: [], error: String(error) }))
    .then((result) => parentPort?.postMessage(result));
});

async function perform(task: Task): Promise<TaskResult> {
  switch (task.kind) {
    case 'seeds':
      return { histories: task.count, failures: await searchSeeds(subject(), task.first, task.count) };
    case 'directed':
      return { histories: DIRECTED.length, failures: await searchDirected(subject()) };
    case 'mutant':
      return tryMutant(task.name);
  }
}

async function tryMutant(name: string): Promise<TaskResult> {
  const mutant = MUTANTS.find((each) => each.name === name);
  if (!mutant) throw new Error(`There is no mutant '${name}'.`);
  const failure = await findViolation(await loadMutant(mutant.edits), mutant.breaks, mutant.seeds, mutant.world);
  return { histories: 0, failures: failure ? [failure] : [] };
}

function onFirstUse(load: () => Subject): () => Subject {
  let loaded: Subject | undefined;
  return () => (loaded ??= load());
}
