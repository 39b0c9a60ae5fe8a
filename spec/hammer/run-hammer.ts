import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../engines/engine.js';
import type { Bundle } from '../processes/bundle.js';
import { readLedger, readRecords } from '../processes/ledger/read-ledger.js';
import { createTables, environment } from '../processes/ledger/tables.js';
import { judge, type Verdict } from '../processes/ledger/verdict.js';
import { Random } from '../simulation/random.js';
import { Fleet } from './fleet.js';
import { planHammer, type Plan, type Size } from './plan.js';

/** Deliveries that one process works on at a time. */
const LANES_PER_PROCESS = 12;
/** Far more than kills and waits can explain: something is stuck. */
const MOST_DELIVERIES_PER_PLANNED = 10;
const IDLE_MS = 5;

/** What one run came to. */
export interface HammerRun {
  readonly verdict: Verdict;
  readonly deliveries: number;
  readonly deaths: number;
  readonly errors: ReadonlyMap<string, number>;
  readonly seconds: number;
}

/** Delivers everything, again and again until it is answered, while processes die. */
export async function runHammer(
  engine: Engine,
  program: Bundle,
  size: Size,
  seed: number,
  guarded: boolean,
): Promise<HammerRun> {
  const startedAtMs = performance.now();
  const tables = await createTables(engine);
  const plan = planHammer(size, new Random(seed));
  const fleet = new Fleet(size.processes, program.file, environment(tables, engine.endpoint, guarded));
  const rush = new Rush(plan, fleet);
  try {
    const lanes = Array.from({ length: size.processes * LANES_PER_PROCESS }, (_, lane) =>
      rush.work(lane % size.processes),
    );
    await Promise.all(lanes);
  } finally {
    fleet.stop();
  }
  const client = engine.client();
  const ledger = await readLedger(client, tables.ledger);
  const records = await readRecords(client, tables.records);
  const verdict = judge({ keys: plan.keys, ledger, records, answers: rush.receipts, effects: ['charge'] });
  const seconds = (performance.now() - startedAtMs) / 1_000;
  return { verdict, deliveries: rush.made, deaths: fleet.deaths, errors: rush.errors, seconds };
}

/** The deliveries of a plan, and what became of them. */
class Rush {
  /** Deliveries made so far, redeliveries included. */
  made = 0;
  readonly receipts = new Map<string, Set<string>>();
  /** Deliveries that ended without an answer, by their reason. */
  readonly errors = new Map<string, number>();
  private readonly queue: string[];
  private open: number;

  constructor(
    private readonly plan: Plan,
    private readonly fleet: Fleet,
  ) {
    this.queue = [...plan.deliveries];
    this.open = this.queue.length;
  }

  /** Makes one delivery after the other, all to the processes at one place, until none is open anywhere. */
  async work(place: number): Promise<void> {
    while (this.open > 0) {
      const key = this.queue.shift();
      if (key === undefined) await sleep(IDLE_MS);
      else await this.deliver(place, key);
    }
  }

  private async deliver(place: number, key: string): Promise<void> {
    const number = this.made++;
    if (number > this.plan.deliveries.length * MOST_DELIVERIES_PER_PLANNED) throw new Error('There is no end to this.');
    const kill = this.plan.kills.get(number);
    if (kill) setTimeout(() => this.fleet.kill(kill.process), kill.afterMs);
    const handled = await this.fleet.deliver(place, { number, key });
    if (handled !== 'died' && 'receipt' in handled) {
      this.receipts.set(key, (this.receipts.get(key) ?? new Set()).add(handled.receipt));
      this.open -= 1;
      return;
    }
    const reason = handled === 'died' ? 'the process died' : handled.error;
    this.errors.set(reason, (this.errors.get(reason) ?? 0) + 1);
    this.queue.push(key);
  }
}
