import { EVENT_SOURCES, type EventSource, type Repetition } from '../../lib/sources/catalogue.js';
import { code, markdownTable } from './markdown-table.js';

const list = (paths: readonly string[]): string => (paths.length === 0 ? '–' : paths.map(code).join(', '));

/** All sources at a glance. */
export const sourceTable = (): string =>
  markdownTable(
    ['source', 'payload of the method', 'recommended key', 'sent again by the sender', 'ttl'],
    EVENT_SOURCES.map(({ name, title, payload, key, sentAgainIs, ttl }) => [
      `[${title}](#${name})`,
      code(payload),
      code(key),
      sentAgainIs,
      code(ttl),
    ]),
  );

/** One section for each source: what repeats, what does not, and which keys there are. */
export const sourceSections = (): string => EVENT_SOURCES.map(section).join('\n\n');

function section({ name, title, redelivery, sentAgain, key, otherwise, ttl, ttlBecause, notes }: EventSource): string {
  const keys = [[code(key), 'recommended'], ...otherwise.map(([other, when]) => [code(other), when])];
  return [
    `<a id="${name}"></a>\n\n### ${title}`,
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
