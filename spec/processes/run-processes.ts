import type { Engine } from '../engines/engine.js';
import { eachInLanes } from './each-in-lanes.js';
import { EventSource } from './event-source.js';
import type { Ended } from './execution-environment.js';
import { readLedger, readRecords } from './ledger/read-ledger.js';
import { createTables, environment } from './ledger/tables.js';
import { judge, type Verdict } from './ledger/verdict.js';
import type { Moment } from './moment.js';
import { frozenMoments, momentsOver, namedMoments } from './plan.js';
import { Pool } from './pool.js';
import { freezeAt, killAt, THAWS, timeOut, type Theatre } from './scenarios.js';

/** What all processes of a run share. */
export interface Programs {
  readonly runtimeClient: string;
  readonly taskRoot: string;
}

export interface Extent {
  /** Kills, each at another moment of an invocation whose response was not taken yet. */
  readonly kills: number;
  readonly timeOuts: number;
  /** How often each moment to freeze at is used, for each way to thaw. */
  readonly freezes: number;
}

type Killed = Extract<Ended, { kind: 'killed' }>;

/** What a run came to. */
export interface ProcessesRun {
  readonly verdict: Verdict;
  readonly deliveries: number;
  readonly processes: number;
  /** The invocations that were killed on purpose, each at a moment of its own. */
  readonly kills: readonly Killed[];
  readonly timeOuts: readonly Ended[];
  readonly frozen: readonly Ended[];
  readonly failures: ReadonlyMap<string, number>;
  readonly seconds: number;
}

const ENVIRONMENTS = 12;
/** A scenario uses two environments at a time. */
const LANES = ENVIRONMENTS / 2;
const WARM_UPS = 3;
/** A moment near the end of a life may come too late, so that there is nothing to kill: then there is another round. */
const MOST_ROUNDS = 12;

/** Kills, times out and freezes processes in the middle of their work, and asks the ledger what came of it. */
export async function runProcesses(
  engine: Engine,
  { runtimeClient, taskRoot }: Programs,
  extent: Extent,
  guarded: boolean,
): Promise<ProcessesRun> {
  const startedAtMs = performance.now();
  const tables = await createTables(engine);
  const variables = environment(tables, engine.endpoint, guarded);
  const pool = await Pool.start(ENVIRONMENTS, { runtimeClient, taskRoot, variables }, engine.endpoint);
  try {
    const run = new Run(pool);
    const kills = await run.kill(extent.kills);
    const timeOuts = await run.timeOut(extent.timeOuts);
    const frozen = await run.freeze(extent.freezes);
    const ledger = await readLedger(engine.client(), tables.ledger);
    const records = await readRecords(engine.client(), tables.records);
    const { receipts: answers, deliveries, failures } = run.source;
    const verdict = judge({ keys: run.keys, ledger, records, answers, effects: ['reserve', 'charge'] });
    const seconds = (performance.now() - startedAtMs) / 1_000;
    return { verdict, deliveries, processes: pool.processes, kills, timeOuts, frozen, failures, seconds };
  } finally {
    await pool.stop();
  }
}

/** How many of the kills came at a moment that no other had: to a hundredth of a millisecond. */
export const momentsReached = (kills: readonly Killed[]): number =>
  new Set(kills.map(({ progress, afterMs }) => `${progress}/${afterMs.toFixed(2)}`)).size;

class Run implements Theatre {
  readonly keys: string[] = [];
  readonly source: EventSource;

  constructor(readonly pool: Pool) {
    this.source = new EventSource(pool);
  }

  async kill(number: number): Promise<Killed[]> {
    const kills: Killed[] = [];
    let lifeMs = await this.lifeMs();
    let moments = namedMoments().slice(0, number);
    for (let round = 0; moments.length > 0 && round < MOST_ROUNDS; round += 1) {
      const ended = await eachInLanes(moments, LANES, (moment, at) => this.killAt(moment, at));
      kills.push(...ended.filter((each) => each.kind === 'killed'));
      // Who was not killed in time tells best how long a life is.
      lifeMs = Math.min(lifeMs, median(ended.flatMap((each) => (each.kind === 'response' ? [each.tookMs] : []))));
      moments = momentsOver(lifeMs, number - momentsReached(kills));
    }
    return kills;
  }

  timeOut(number: number): Promise<Ended[]> {
    const timeouts = Array.from({ length: number }, (_, at) => 300 + at * 100);
    return eachInLanes(timeouts, LANES, (timeoutMs) => timeOut(this, timeoutMs, this.newKey('time-out')));
  }

  freeze(times: number): Promise<Ended[]> {
    const all = Array.from({ length: times }, () => frozenMoments()).flat();
    const thawed = THAWS.flatMap((thaw) => all.map((moment) => ({ moment, thaw })));
    return eachInLanes(thawed, LANES, ({ moment, thaw }) =>
      freezeAt(this, moment, this.newKey('freeze'), thaw),
    );
  }

  private killAt(moment: Moment, at: number): Promise<Ended> {
    // A duplicate may come first and leave nothing to do: none where a certain request is waited for.
    return killAt(this, moment, this.newKey('kill'), moment.at === 'time' && at % 4 === 0);
  }

  /** How long an undisturbed invocation takes in a warm process. */
  private async lifeMs(): Promise<number> {
    const warmUps = Array.from({ length: ENVIRONMENTS * WARM_UPS }, () => this.newKey('warm-up'));
    const lives = await eachInLanes(warmUps, LANES, async (key) => {
      const ended = await this.source.deliver({ key, long: false, workMs: 0 });
      return ended.kind === 'response' ? ended.tookMs : Infinity;
    });
    return median(lives.slice(-ENVIRONMENTS));
  }

  private newKey(kind: string): string {
    const key = `${kind}-${this.keys.length}`;
    this.keys.push(key);
    return key;
  }
}

/** Infinity where there is nothing to choose from. */
const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Infinity;
