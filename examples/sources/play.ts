import { EVENT_SOURCES, type EventSource } from '../../lib/sources/catalogue.js';
import { SCENES, type Scene } from '../../spec/sources/scenes.js';
import { openDatabase } from '../demo/database.js';
import { Stage, type RequestTally } from './stage.js';

const say = (line = ''): void => console.log(line);
const NAMES = EVENT_SOURCES.map(({ name }) => name);

/**
 * Plays what a source delivers around a request: the same delivery twice at once, again later, what the sender sends
 * again, and another request that fails at first.
 *
 * @param name a source, `all`, or `help`.
 * @returns whether every effect happened exactly once.
 */
export async function playSources(name: string, endpoint: string | undefined, tableName: string): Promise<boolean> {
  const chosen = EVENT_SOURCES.filter((source) => name === 'all' || source.name === name);
  if (chosen.length === 0) {
    say(`${name === 'help' ? '' : `There is no source '${name}'. `}The sources are: ${NAMES.join(', ')}; and all.`);
    return name === 'help';
  }
  const database = await openDatabase(endpoint, tableName);
  try {
    say(`${database.description}.`);
    const tallies: RequestTally[] = [];
    for (const source of chosen) tallies.push(...(await play(source, sceneOf(source.name), tableName)));
    return sayVerdict(tallies);
  } finally {
    await database.stop();
  }
}

function sceneOf(name: string): Scene {
  const scene = SCENES[name];
  if (!scene) throw new Error(`There is no scene for ${name}.`);
  return scene;
}

async function play(source: EventSource, scene: Scene, tableName: string): Promise<readonly RequestTally[]> {
  // Of its own in each run: the table may be kept.
  const stage = new Stage(`${source.name}-${Date.now()}`, scene, tableName);
  const first = stage.request('A-1001');
  const again = source.sentAgainIs === 'the same request' ? first : stage.request('A-1001, sent again');
  const another = stage.request('A-1002');
  say(`\n${source.title}; key: ${source.key}`);
  const moment = async (what: string, deliveries: readonly Promise<string>[]): Promise<void> => {
    for (const answer of await Promise.all(deliveries)) say(`  ${what.padEnd(WHAT_WIDTH)}  ${answer}`);
  };
  await moment('twice at the same instant', [0, 1].map((worker) => stage.deliver(first, scene.first, { worker })));
  await moment('delivered again', [stage.deliver(first, scene.redelivered, { worker: 1 })]);
  await moment('sent again', [stage.deliver(again, scene.sentAgain)]);
  await moment('another request, that fails', [stage.deliver(another, scene.another, { fails: true })]);
  await moment('delivered again', [0, 1].map((worker) => stage.deliver(another, scene.another, { worker })));
  sayTable(stage.tallies);
  return stage.tallies;
}

const WHAT_WIDTH = 'another request, that fails'.length;

const isOnce = ({ effects }: RequestTally): boolean => effects === 1;

function sayTable(tallies: readonly RequestTally[]): void {
  const rows = [
    ['request', 'deliveries', 'runs', 'effects', ''],
    ...tallies.map((tally) => [
      tally.request,
      tally.deliveries,
      tally.runs,
      tally.effects,
      isOnce(tally) ? 'once' : tally.effects === 0 ? 'NEVER' : `${tally.effects} TIMES`,
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => String(row[at]).length)));
  for (const row of rows) say(`    ${row.map((cell, at) => String(cell).padEnd(widths[at] ?? 0)).join('   ')}`);
}

function sayVerdict(tallies: readonly RequestTally[]): boolean {
  const wrong = tallies.filter((tally) => !isOnce(tally));
  say(
    wrong.length === 0
      ? `\n${tallies.length} requests, each with its effect exactly once.`
      : `\nOf ${tallies.length} requests ${wrong.length} had their effect twice or never.`,
  );
  return wrong.length === 0;
}
