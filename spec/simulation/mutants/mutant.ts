import type { Edit } from '../load-subject.js';
import type { PropertyName } from '../properties/property.js';

/** The library with one guard of the protocol removed. */
export interface Mutant {
  /** The guard. */
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Properties of which one must then be found violated. */
  readonly breaks: readonly PropertyName[];
  /** Why nothing is violated without this guard: it is kept as a second line of defence. */
  readonly redundant?: string;
  /** How many random histories are tried. */
  readonly seeds: number;
}
