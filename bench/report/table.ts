import { isMet, ratioOf, type Report, type Row } from './report.js';

/** A report as text: the ratio first, then the figures behind it. */
export function table({ title, sameWork, rows }: Report): string {
  const head = ['ratio', 'target', '', 'what', 'ours', 'Powertools', 'floor', 'unit'];
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const body = lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
  return [title, `(all sides did the same: ${sameWork})`, '', ...body].join('\n');
}

function cells(row: Row): string[] {
  const { figures, target, unit, label, remark } = row;
  const met = isMet(row);
  return [
    ratioOf(row)?.toFixed(2) ?? '-',
    target === undefined ? '' : `<= ${target.atMost.toFixed(2)}`,
    met === undefined ? '' : met ? 'met' : 'MISSED',
    label,
    figure(figures.ours),
    figure(figures.powertools),
    figure(figures.floor),
    remark === undefined ? unit : `${unit}; ${remark}`,
  ];
}

/** Three digits that tell, or all of those before the point. */
const figure = (value: number | undefined): string =>
  value === undefined ? '-' : value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
