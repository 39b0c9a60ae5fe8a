/**
 * A table in Markdown. Cells are Markdown on one line.
 *
 * @throws Error for an empty cell: something has no docstring.
 */
export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const gap = rows.find((row) => row.includes(''));
  if (gap) throw new Error(`Nothing is said about ${gap[0]}: its docstring is missing.`);
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(titles), `|${titles.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

const escaped = (cell: string): string => cell.replaceAll('|', '\\|');

export const code = (text: string): string => `\`${text}\``;
