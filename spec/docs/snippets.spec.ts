import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileSnippets } from './compile-snippets.js';
import { documents } from './documents.js';
import { snippetsIn, type Snippet } from './snippet.js';
import { ROOT } from './source-file.js';

const sources = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('lib', file));
const snippetsOf = (paths: readonly string[]): Snippet[] =>
  paths.flatMap((path) => snippetsIn(path, readFileSync(join(ROOT, path), 'utf8')));

/** Compiled with the others, so that a compiler which finds nothing at all is noticed. */
const WRONG: Snippet = {
  path: 'docs/wrong.md',
  line: 10,
  code: "class Wrong {\n  @Idempotent({ key: 'detail.orderIdd' })\n  async onOrder(event: OrderPlaced) {}\n}",
};

const TIMEOUT_MS = 120_000;

describe('snippets', () => {
  test('are found in the documents, and in every @example', () => {
    expect(snippetsOf(documents()).length).toBeGreaterThan(10);
    const docstrings = sources.map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\n');
    expect(docstrings.match(/^ *\* @example\n(?! *\* ```)/gm)).toBeNull();
    const examples = docstrings.match(/^ *\* @example\n *\* ```ts$/gm) ?? [];
    expect(snippetsOf(sources).length).toBeGreaterThanOrEqual(examples.length);
  });

  test.each(['standard', 'legacy'] as const)(
    'all compile against the library, with %s decorators',
    (decorators) => {
      const problems = compileSnippets([...snippetsOf([...documents(), ...sources]), WRONG], decorators);
      const [wrong, others] = [
        problems.filter((problem) => problem.startsWith(WRONG.path)),
        problems.filter((problem) => !problem.startsWith(WRONG.path)),
      ];
      expect(others).toEqual([]);
      expect(wrong.join()).toMatch(/^docs\/wrong\.md:11 .*no member 'orderIdd'/);
    },
    TIMEOUT_MS,
  );
});
