import type { Failure } from './search.js';

/** A piece of work for one thread. */
export type Task =
  | { readonly kind: 'seeds'; readonly first: number; readonly count: number }
  | { readonly kind: 'directed' }
  | { readonly kind: 'mutant'; readonly name: string };

export interface TaskResult {
  readonly histories: number;
  readonly failures: readonly Failure[];
  /** Why it could not be done. */
  readonly error?: string;
}
