import type { Handled } from './fleet.js';
import type { Moment } from './story.js';
import { isChargedOnce, type Tally } from './tally.js';

const COLOURED = process.stdout.isTTY && !process.env['NO_COLOR'];
const colour =
  (code: number) =>
  (text: string): string =>
    COLOURED ? `\u001b[${code}m${text}\u001b[0m` : text;
const [bold, red, green, yellow, dim] = [colour(1), colour(31), colour(32), colour(33), colour(2)];

export const say = (line = ''): void => console.log(line);

export const sayMoment = ({ at, what }: Moment): void => say(`\n${bold(at)}  ${bold(what)}`);

export function sayHandled({ worker, logged, outcomes, end, error, tookMs }: Handled, order: string): void {
  const took = `${Math.round(tookMs).toLocaleString('en')} ms`.padStart(8);
  const ran = (logged.length > 0 ? `ran, ${logged.join(', ')}` : 'did not run').padEnd(15);
  say(`       ${order}  ${dim(`worker ${worker}  ${took}`)}  ${ran}  ${ended(end, outcomes, error)}`);
}

export const sayNote = (note: string): void => say(dim(`       ${note}`));

function ended(end: Handled['end'], outcomes: Handled['outcomes'], error: string | undefined): string {
  if (end === 'worker died') return red('killed');
  if (end === 'threw') return yellow(`${outcomes.join(', ') || 'failed'}: ${error ?? ''}`);
  return green(outcomes.join(', ') || 'returned');
}

const COLUMNS: readonly (readonly [title: string, value: (tally: Tally) => string | number])[] = [
  ['order', ({ order }) => order],
  ['deliveries', ({ deliveries }) => deliveries],
  ['runs', ({ runs }) => runs],
  ['replays', ({ replays }) => replays],
  ['waits', ({ waits }) => waits],
  ['takeovers', ({ takeovers }) => takeovers],
  ['asked provider', ({ provider }) => provider.requests],
  ['charges', ({ provider }) => provider.charges],
];

export function sayTable(tallies: readonly Tally[]): void {
  const rows = tallies.map((tally) => COLUMNS.map(([, value]) => String(value(tally))));
  const widths = COLUMNS.map(([title], at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('   ');
  say(`\n${bold(line(COLUMNS.map(([title]) => title)))}`);
  say(dim(widths.map((width) => '─'.repeat(width)).join('───')));
  tallies.forEach((tally, row) => {
    say(`${line(rows[row] ?? [])}   ${isChargedOnce(tally) ? green('once') : red(verdict(tally))}`);
  });
}

const verdict = ({ provider: { charges } }: Tally): string =>
  charges === 0 ? 'NOT CHARGED' : `CHARGED ${charges} TIMES`;

export function saySummary(tallies: readonly Tally[], tookMs: number): void {
  const sum = (value: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + value(tally), 0);
  const wrong = tallies.filter((tally) => !isChargedOnce(tally)).length;
  const seconds = (tookMs / 1000).toFixed(1);
  say(
    `\n${tallies.length} orders, ${sum(({ deliveries }) => deliveries)} deliveries, ` +
      `${sum(({ provider }) => provider.charges)} charges, in ${seconds} s. ` +
      (wrong === 0 ? green('Every order was charged exactly once.') : red(`${wrong} orders were charged wrongly.`)),
  );
}
