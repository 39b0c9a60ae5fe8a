import { isMet, ratioOf, type Report, type Row } from './report.js';

const WIDTH = 900;
const LABELS = 420;
const BAR = 18;
const PITCH = 26;
const TOP = 64;
/** Ratios beyond this are cut off, and their figure tells. */
const LONGEST_RATIO = 2;

const LEGEND = 'Ours, by what it is compared with (1.00). Less is better, but of calls a second. Marked: the target.';

const COLOURS = { met: '#2a9d8f', missed: '#e76f51', free: '#8d99ae' } as const;

/** A bar for each ratio of a report, with a mark where its target is. Drawn by hand: there is nothing else to draw. */
export function ratioChart({ title, rows }: Report): string {
  const drawn = rows.filter((row) => ratioOf(row) !== undefined);
  const height = TOP + drawn.length * PITCH + 12;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(12, 24, title, 'font-weight="bold"'),
    text(12, 44, LEGEND, 'fill="#555555"'),
    ...drawn.map((row, index) => bar(row, TOP + index * PITCH)),
    `<line x1="${at(1)}" x2="${at(1)}" y1="${TOP - 8}" y2="${height - 8}" stroke="#333333" stroke-dasharray="3 3"/>`,
    '</svg>',
    '',
  ].join('\n');
}

function bar(row: Row, y: number): string {
  const ratio = ratioOf(row) ?? 0;
  const met = isMet(row);
  const colour = met === undefined ? COLOURS.free : met ? COLOURS.met : COLOURS.missed;
  const mark = row.target && at(row.target.atMost);
  return [
    text(12, y + 14, `${row.label} (${row.unit})`),
    `<rect x="${LABELS}" y="${y}" width="${at(ratio) - LABELS}" height="${BAR}" fill="${colour}"/>`,
    mark === undefined ? '' : `<rect x="${mark - 1}" y="${y - 2}" width="3" height="${BAR + 4}" fill="#1d3557"/>`,
    text(at(ratio) + 6, y + 14, ratio.toFixed(2)),
  ].join('');
}

const at = (ratio: number): number =>
  Math.round(LABELS + (Math.min(ratio, LONGEST_RATIO) / LONGEST_RATIO) * (WIDTH - LABELS - 60));

const text = (x: number, y: number, words: string, attributes = ''): string =>
  `<text x="${x}" y="${y}" ${attributes}>${words.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text>`;
