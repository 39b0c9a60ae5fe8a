import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT } from './source-file.js';

/** The project's documents, from its root. */
export const documents = (): string[] => [
  'README.md',
  ...readdirSync(resolve(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];
