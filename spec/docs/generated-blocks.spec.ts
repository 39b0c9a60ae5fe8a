import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { documents } from './documents.js';
import { BLOCK_NAMES, blocksIn, withGeneratedBlocks } from './generated-blocks.js';
import { ROOT } from './source-file.js';

const read = (path: string): string => readFileSync(resolve(ROOT, path), 'utf8');

describe('generated blocks', () => {
  test.each(documents())('%s says what the code says (npm run docs writes it)', (path) => {
    expect(read(path)).toBe(withGeneratedBlocks(read(path)));
  });

  test('each is in some document', () => {
    expect(documents().flatMap((path) => blocksIn(read(path))).sort()).toEqual([...BLOCK_NAMES].sort());
  });
});
