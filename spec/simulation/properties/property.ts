import type { Happening } from '../journal.js';
import type { World } from '../world.js';

export type PropertyName =
  | 'G1'
  | 'G2'
  | 'G2-FENCE'
  | 'G3'
  | 'G4'
  | 'G5'
  | 'ANSWERS'
  | 'FENCE'
  | 'FP'
  | 'HALT'
  | 'KEY'
  | 'OWN'
  | 'RECON'
  | 'STALE'
  | 'START'
  | 'START-STATUS'
  | 'STEP'
  | 'TWICE'
  | 'UE';

/** Something that must hold in every history. It judges by what is true, not by what the library takes for true. */
export interface Property {
  readonly name: PropertyName;
  /** Gets every happening in turn, and says why one must not be. */
  watch(world: World, violated: (why: string) => void): (happening: Happening) => void;
}
