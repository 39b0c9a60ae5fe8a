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
  /** Kills that must hit an invocation before its response was taken. */
  readonly kills: number;
  readonly timeOuts: number;
  /** How often each moment to freeze at is used, for each way to thaw. */
  readonly freezes: number;
}

/** What a run came to. */
export interface ProcessesRun {
  readonly verdict: Verdict;
  readonly deliveries: number;
  readonly processes: number;
  /** The invocations that were killed on purpose, each at a moment of its own. */
  readonly kills: readonly Extract<Ended, { kind: 'killed' }>[];
  readonly timeOuts: readonly Ended[];
  readonly frozen: readonly Ended[];
  readonly failures: ReadonlyMap<string, number>;
  readonly seconds: number;
}

const ENVIRONMENTS = 12;
/** A scenario uses two environments at a time. */
const LANES = ENVIRONMENTS / 2;
const WARM_UPS = 2;
/** Moments near the end of a life may come too late, so that there is nothing to kill: some more are planned. */
const LATE = 1.2;
const MOST_ROUNDS = 5;

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

class Run implements Theatre {
  readonly keys: string[] = [];
  readonly source: EventSource;

  constructor(readonly pool: Pool) {
    this.source = new EventSource(pool);
  }

  async kill(number: number): Promise<Extract<Ended, { kind: 'killed' }>[]> {
    const lifeMs = await this.lifeMs();
    const kills: Extract<Ended, { kind: 'killed' }>[] = [];
    for (let round = 0; kills.length < number && round < MOST_ROUNDS; round += 1) {
      const named = round === 0 ? namedMoments().slice(0, number) : [];
      const missing = Math.max(0, number - kills.length - named.length);
      const moments = [...named, ...momentsOver(lifeMs * 0.9 ** round, Math.ceil(missing * LATE))];
      const ended = await eachInLanes(moments, LANES, (moment, at) => this.killAt(moment, at));
      kills.push(...ended.filter((each) => each.kind === 'killed'));
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
      return ended.kind === 'response' ? ended.tookMs : 0;
    });
    return lives.sort((one, other) => one - other)[Math.floor(lives.length / 2)] ?? 0;
  }

  private newKey(kind: string): string {
    const key = `${kind}-${this.keys.length}`;
    this.keys.push(key);
    return key;
  }
}
