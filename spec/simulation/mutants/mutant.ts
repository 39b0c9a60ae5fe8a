import type { Edit } from '../load-subject.js';
import type { PropertyName } from '../properties/property.js';
import type { Scenario } from '../scenario.js';

/** The library with one guard of the protocol removed, or the world without one assumption. */
export interface Mutant {
  /** The guard. */
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Breaks an assumption instead: makes a world in which it does not hold of one in which it does. */
  readonly world?: (scenario: Scenario) => Scenario;
  /** Properties of which one must then be found violated. */
  readonly breaks: readonly PropertyName[];
  /** Why nothing is violated without this guard: it is kept as a second line of defence. */
  readonly redundant?: string;
  /** How many random histories are tried. */
  readonly seeds: number;
}
