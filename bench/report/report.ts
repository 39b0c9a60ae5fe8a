/** What is measured against what. */
export type Side = 'ours' | 'powertools' | 'floor';

/** One figure of all sides, and how ours is meant to compare. */
export interface Row {
  readonly label: string;
  readonly unit: string;
  /** A side that cannot do it at all has none. */
  readonly figures: { readonly [Name in Side]?: number | undefined };
  /** What counts as 1.00 in the ratios. */
  readonly base: 'powertools' | 'floor';
  readonly target?: Target | undefined;
  /** Why a side has no figure, or what else is to be known. */
  readonly remark?: string | undefined;
}

/** Our figure divided by the base's, at most. */
export interface Target {
  readonly atMost: number;
  /** Whether it comes out the same on every machine: such a target, when missed, fails the run. */
  readonly isMachineIndependent: boolean;
}

export interface Report {
  readonly title: string;
  /** How it was seen that all sides did the same work. */
  readonly sameWork: string;
  readonly rows: readonly Row[];
}

/** Our figure in parts of the base's; undefined where one of them is missing. */
export function ratioOf({ figures, base }: Row, side: Side = 'ours'): number | undefined {
  const [of, by] = [figures[side], figures[base]];
  return of === undefined || by === undefined || by === 0 ? undefined : of / by;
}

/** Undefined: nothing was to be met. */
export function isMet(row: Row): boolean | undefined {
  const ratio = ratioOf(row);
  // As printed: two digits tell.
  return row.target === undefined || ratio === undefined ? undefined : Number(ratio.toFixed(2)) <= row.target.atMost;
}

export const onThisMachine = (atMost: number): Target => ({ atMost, isMachineIndependent: false });
export const everywhere = (atMost: number): Target => ({ atMost, isMachineIndependent: true });
