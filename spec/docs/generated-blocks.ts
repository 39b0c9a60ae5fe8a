import { errorTable } from './error-table.js';
import { executionTable } from './execution-table.js';
import { idempotentOptions, taggedOptions } from './option-tables.js';
import { outcomeTable } from './outcome-table.js';
import { sourceSections, sourceTable } from './source-sections.js';
import { leastPolicy, tableByCli, tableBySam } from './table-set-up.js';

/** What is written from the code, by the name of its place in the documents. */
const BLOCKS: Readonly<Record<string, () => string>> = {
  options: idempotentOptions,
  'dynamodb-options': () =>
    taggedOptions('lib/repository/dynamodb/repository-options.ts', 'DynamoDBTableOptions', 'DynamoDBRequestOptions'),
  'cache-options': () => taggedOptions('lib/repository/cached/cache-options.ts', 'CacheOptions'),
  execution: executionTable,
  errors: errorTable,
  outcomes: outcomeTable,
  'table-cli': tableByCli,
  'table-sam': tableBySam,
  policy: leastPolicy,
  'source-table': sourceTable,
  'source-sections': sourceSections,
};

export const BLOCK_NAMES: readonly string[] = Object.keys(BLOCKS);

const PLACE = /<!-- generated: ([\w-]+) -->\n[^]*?<!-- end of \1 -->/g;

/** The document with every generated block as the code has it now. */
export const withGeneratedBlocks = (document: string): string =>
  document.replace(PLACE, (_, name: string) => {
    const block = BLOCKS[name];
    if (!block) throw new Error(`There is no generated block ${name}; there are ${BLOCK_NAMES.join(', ')}.`);
    return `<!-- generated: ${name} -->\n${block()}\n<!-- end of ${name} -->`;
  });

/** Which blocks a document has a place for. */
export const blocksIn = (document: string): string[] => Array.from(document.matchAll(PLACE), ([, name = '']) => name);
