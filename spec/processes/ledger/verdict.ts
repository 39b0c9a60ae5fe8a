/** A plain effect that took place, and under which claim. */
export interface Effect {
  readonly name: string;
  readonly fence: number;
}

/** What became of one key. */
export interface Entry {
  readonly commits: number;
  /** Of the commit that came last; undefined when there was none. */
  readonly receipt: string | undefined;
  readonly effects: readonly Effect[];
}

/** What one idempotency record says. */
export interface Recorded {
  readonly complete: boolean;
  readonly claims: number;
}

/** The books of a run. */
export interface Books {
  readonly keys: readonly string[];
  readonly ledger: ReadonlyMap<string, Entry>;
  readonly records: readonly Recorded[];
  /** The receipts handed out, by key. */
  readonly answers: ReadonlyMap<string, ReadonlySet<string>>;
  /** The effects that every key needs. */
  readonly effects: readonly string[];
}

/** How the books add up. */
export interface Verdict {
  readonly keys: number;
  readonly done: number;
  readonly commits: number;
  readonly claims: number;
  readonly effects: number;
  readonly faults: Faults;
}

/** How many keys, or claims, went wrong in which way; all are 0 in a run that keeps the guarantees. */
export interface Faults {
  /** Keys without a complete record of their own. */
  readonly 'not done': number;
  /** Keys whose staged writes were committed more than once. */
  readonly 'double commits': number;
  /** Keys whose staged writes, or one of them, are not there. */
  readonly 'lost commits': number;
  /** Effects that took place more than once under one claim. */
  readonly 'effects repeated within a claim': number;
  /** Keys without one of their effects. */
  readonly 'effects lost': number;
  /** Keys that got no answer, two different ones, or another one than was committed. */
  readonly 'differing answers': number;
}

const NOTHING: Entry = { commits: 0, receipt: undefined, effects: [] };

export function judge({ keys, ledger, records, answers, effects }: Books): Verdict {
  const entries = keys.map((key) => ({ key, ...(ledger.get(key) ?? NOTHING) }));
  const done = records.filter(({ complete }) => complete).length;
  const count = (wrong: (entry: (typeof entries)[number]) => boolean): number => entries.filter(wrong).length;
  return {
    keys: keys.length,
    done,
    commits: sum(entries.map(({ commits }) => commits)),
    claims: sum(records.map(({ claims }) => claims)),
    effects: sum(entries.map((entry) => entry.effects.length)),
    faults: {
      'not done': Math.max(keys.length, records.length) - done,
      'double commits': count(({ commits }) => commits > 1),
      'lost commits': count(({ commits, receipt }) => commits === 0 || receipt === undefined),
      'effects repeated within a claim': sum(entries.map((entry) => repeated(entry.effects))),
      'effects lost': count((entry) => effects.some((name) => !entry.effects.some((effect) => effect.name === name))),
      'differing answers': count(({ key, receipt }) => !isOnly(answers.get(key), receipt)),
    },
  };
}

/** Whether the guarantees were kept. */
export const isKept = ({ faults }: Verdict): boolean => Object.values(faults).every((number) => number === 0);

const isOnly = (given: ReadonlySet<string> | undefined, receipt: string | undefined): boolean =>
  receipt !== undefined && given?.size === 1 && given.has(receipt);

const repeated = (effects: readonly Effect[]): number =>
  effects.length - new Set(effects.map(({ name, fence }) => `${name}/${fence}`)).size;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
