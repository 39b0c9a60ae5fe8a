import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { playSources } from '../sources/play.js';
import { openDatabase } from './database.js';
import { Fleet } from './fleet.js';
import { readEvent, type OrderPlaced } from './order-placed.js';
import { PaymentProvider } from './payment-provider.js';
import { say, sayHandled, sayMoment, sayNote, saySummary, sayTable } from './report.js';
import { INCIDENTS, MOST_AT_ONCE, STORY, type Moment } from './story.js';
import { count, isChargedOnce, newTally, type Tally } from './tally.js';

const MOST_REDELIVERIES = 5;

const { values } = parseArgs({
  options: {
    endpoint: { type: 'string' },
    table: { type: 'string', default: 'idempotency-demo' },
    /** Instead of the story: what one event source delivers. */
    source: { type: 'string' },
  },
});
const run = randomUUID().slice(0, 8);
const shownId = ({ detail }: OrderPlaced): string => detail.orderId.slice(0, -run.length - 1);

async function main(): Promise<void> {
  if (values.source !== undefined) {
    process.exitCode = (await playSources(values.source, values.endpoint, values.table)) ? 0 : 1;
    return;
  }
  const startedAtMs = performance.now();
  const database = await openDatabase(values.endpoint, values.table);
  const incidents = new Map(
    Object.entries(INCIDENTS).map(([name, incident]) => [readEvent(name, run).detail.orderId, incident]),
  );
  const provider = new PaymentProvider(incidents, (orderId) => fleet.kill(orderId));
  const fleet = new Fleet({
    ...process.env,
    ...database.environment,
    DEMO_TABLE: values.table,
    DEMO_PAYMENTS: await provider.start(),
  });
  try {
    say(`${MOST_AT_ONCE} workers, each a process of its own; ${database.description}.`);
    await fleet.start(MOST_AT_ONCE);
    const tallies = await tellStory(fleet, provider);
    sayTable(tallies);
    saySummary(tallies, performance.now() - startedAtMs);
    process.exitCode = tallies.every(isChargedOnce) ? 0 : 1;
  } finally {
    fleet.stop();
    provider.stop();
    await database.stop();
  }
}

/** Delivers the stream, and what failed of it again. */
async function tellStory(fleet: Fleet, provider: PaymentProvider): Promise<Tally[]> {
  const tallies = new Map<string, Tally>();
  let failed: OrderPlaced[] = [];
  const happen = async (moment: Moment): Promise<void> => {
    sayMoment(moment);
    const events = [...failed, ...moment.events.map((name) => readEvent(name, run))];
    failed = [];
    await Promise.all(events.map(deliver));
    if (moment.note) sayNote(moment.note);
  };
  const deliver = async (event: OrderPlaced): Promise<void> => {
    const { orderId } = event.detail;
    const tally = tallies.get(orderId) ?? newTally(shownId(event), provider.account(orderId));
    tallies.set(orderId, tally);
    const handled = await fleet.deliver(event);
    count(tally, handled);
    sayHandled(handled, shownId(event));
    if (handled.end !== 'answered') failed.push(event);
  };
  for (const moment of STORY) await happen(moment);
  for (let again = 0; failed.length > 0 && again < MOST_REDELIVERIES; again += 1) {
    await happen({ at: `10:1${again}`, what: 'EventBridge tries again what failed.', events: [] });
  }
  return [...tallies.values()];
}

void main();
