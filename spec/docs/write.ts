import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { documents } from './documents.js';
import { withGeneratedBlocks } from './generated-blocks.js';
import { ROOT } from './source-file.js';

/** Writes the generated blocks of all documents anew: `npm run docs`. */
for (const path of documents()) {
  const before = readFileSync(resolve(ROOT, path), 'utf8');
  const after = withGeneratedBlocks(before);
  if (after === before) continue;
  writeFileSync(resolve(ROOT, path), after);
  console.log(`wrote ${path}`);
}
