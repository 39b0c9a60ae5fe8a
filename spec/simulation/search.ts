import { describeHistory } from './describe-history.js';
import { DIRECTED } from './directed/all-directed.js';
import type { Subject } from './load-subject.js';
import type { PropertyName } from './properties/property.js';
import { randomScenario } from './random-scenario.js';
import { runHistory } from './run-history.js';
import type { Scenario } from './scenario.js';

/** A history in which something did not hold. */
export interface Failure {
  readonly title: string;
  readonly properties: readonly PropertyName[];
  readonly history: string;
}

const MAX_FAILURES = 3;

/** Runs the histories of a range of seeds. Reports the first failures with their histories. */
export async function searchSeeds(subject: Subject, first: number, count: number): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (let seed = first; seed < first + count && failures.length < MAX_FAILURES; seed++) {
    const failure = await tryScenario(subject, randomScenario(seed));
    if (failure) failures.push(failure);
  }
  return failures;
}

/** Runs the histories that were written by hand. */
export async function searchDirected(subject: Subject): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const scenario of DIRECTED) {
    const failure = await tryScenario(subject, scenario);
    if (failure) failures.push(failure);
  }
  return failures;
}

/** The first history, directed ones before random ones, in which one of these properties does not hold. */
export async function findViolation(
  subject: Subject,
  properties: readonly PropertyName[],
  seeds: number,
  inWorld: (scenario: Scenario) => Scenario = (scenario) => scenario,
): Promise<Failure | undefined> {
  const violates = (failure: Failure | undefined): boolean =>
    failure?.properties.some((name) => properties.includes(name)) ?? false;
  const directed = (await searchDirected(subject)).find(violates);
  if (directed) return directed;
  for (let seed = 1; seed <= seeds; seed++) {
    const failure = await tryScenario(subject, inWorld(randomScenario(seed)));
    if (violates(failure)) return failure;
  }
  return undefined;
}

export async function tryScenario(subject: Subject, scenario: Scenario): Promise<Failure | undefined> {
  const world = await runHistory(subject, scenario);
  if (world.violations.length === 0) return undefined;
  const properties = [...new Set(world.violations.map(({ property }) => property))];
  return { title: scenario.title, properties, history: describeHistory(world) };
}
