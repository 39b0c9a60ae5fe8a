import { EVENT_SOURCES, type EventSource, type Repetition } from '../../lib/sources/catalogue.js';
import { code, markdownTable } from './markdown-table.js';

const list = (paths: readonly string[]): string => (paths.length === 0 ? '–' : paths.map(code).join(', '));

/** As code hosts name the anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-');

/** All sources at a glance. */
export const sourceTable = (): string =>
  markdownTable(
    ['source', 'payload of the method', 'recommended key', 'sent again by the sender', 'ttl'],
    EVENT_SOURCES.map(({ title, payload, key, sentAgainIs, ttl }) => [
      `[${title}](#${anchorOf(title)})`,
      code(payload),
      code(key),
      sentAgainIs,
      code(ttl),
    ]),
  );

/** One section for each source: what repeats, what does not, and which keys there are. */
export const sourceSections = (): string => EVENT_SOURCES.map(section).join('\n\n');

function section({ title, redelivery, sentAgain, key, otherwise, ttl, ttlBecause, notes }: EventSource): string {
  const keys = [[code(key), 'recommended'], ...otherwise.map(([other, when]) => [code(other), when])];
  return [
    `### ${title}`,
    markdownTable(
      ['again', 'stays the same', 'differs'],
      [row('delivered again', redelivery), row('sent again', sentAgain)],
    ),
    markdownTable(['key', 'when'], keys),
    [`- ttl: ${code(ttl)} or more: ${ttlBecause}.`, ...notes.map((note) => `- ${note}`)].join('\n'),
  ].join('\n\n');
}

const row = (what: string, { how, same, changed }: Repetition): string[] => [
  `${what}: ${how}`,
  list(same),
  list(changed),
];
