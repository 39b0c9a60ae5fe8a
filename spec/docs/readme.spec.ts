import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documents } from './documents.js';
import { ROOT } from './source-file.js';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
// The parts that are read here have these types in every valid package.json.
const { scripts, peerDependencies, peerDependenciesMeta = {} } = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
};

/** As code hosts name the anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading.toLowerCase().replace(/[^\w\- ]/g, '').replaceAll(' ', '-');
const anchorsIn = (document: string): string[] =>
  Array.from(document.matchAll(/^#+ (.+)$/gm), ([, heading = '']) => anchorOf(heading));

describe.each(documents())('%s', (path) => {
  const document = read(path);

  test('links to what there is', () => {
    const links = Array.from(document.matchAll(/\]\((?!\w+:)([^)]*)\)/g), ([, link = '']) => link);
    const broken = links.filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : join(dirname(path), file);
      return !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchorsIn(read(target)).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  test('names scripts that there are', () => {
    const named = Array.from(document.matchAll(/npm run ([\w:-]+)/g), ([, script = '']) => script);
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  });
});

test('the install command names every peer dependency that is not optional', () => {
  const needed = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  const [, installed = ''] = /npm install (idempotent-handlers .*)/.exec(read('README.md')) ?? [];
  expect(installed.split(' ').sort()).toEqual(['idempotent-handlers', ...needed].sort());
});
