import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const OLDEST_TYPESCRIPT = '5.0.4';
const NEWEST_TYPESCRIPT = '7';
/** The first of them is run as well. */
const COMPILED = ['order-handler.ts', 'generic-api.ts'];
/** The last one that resolves modules as Node.js 10 did: without "exports". */
const LAST_NODE10_TYPESCRIPT = '6';
/** What frameworks bring along. */
const REFLECT_METADATA = { 'reflect-0.1': '0.1.13', 'reflect-0.2': '0.2' };
/** Of a command that failed, in characters: a minified line is long. */
const OUTPUT_SHOWN = 2_000;
const TWO_ORDERS_IN_THREE_DELIVERIES = { runs: 2, answers: ['a, attempt 1', 'a, attempt 1', 'b, attempt 1'] };

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
};
/** npm installs by itself only those that are not optional. */
const peers = Object.entries(manifest.peerDependencies).map(([name, range]) => `${name}@${range}`);
const entries = Object.keys(manifest.exports).map((path) => path.replace('.', 'idempotent-handlers'));
const modules = entries.filter((entry) => !entry.endsWith('.json'));

/** The packed library, installed as a user would, in a project that has nothing else of this one. */
describe('the packed library', () => {
  let project: string;

  const npm = (...args: string[]) => run('npm', ...args, '--no-audit', '--no-fund', '--loglevel=error');
  const run = (command: string, ...args: string[]): string => {
    try {
      return execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string }; // what execFileSync adds
      const output = `${stdout}\n${stderr}`.slice(-OUTPUT_SHOWN);
      throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
    }
  };
  const program = (script: string): unknown => JSON.parse(run(process.execPath, script));

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'idempotent-handlers-'));
    cpSync(join(__dirname, 'consumers'), project, { recursive: true });
    writeFileSync(join(project, 'package.json'), '{ "private": true }');
    npm('pack', ROOT);
    npm(
      ...['install', run('sh', '-c', 'echo ./*.tgz').trim(), ...peers, '@types/node@20'],
      ...Object.entries(REFLECT_METADATA).map(([name, version]) => `${name}@npm:reflect-metadata@${version}`),
      ...[`oldest@npm:typescript@${OLDEST_TYPESCRIPT}`, `newest@npm:typescript@${NEWEST_TYPESCRIPT}`],
      `last-node10@npm:typescript@${LAST_NODE10_TYPESCRIPT}`,
    );
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test.each(['plain.mjs', 'plain.cjs'])('%s: runs each order once, and loads no SDK for it', (script) => {
    expect(program(script)).toEqual({ ...TWO_ORDERS_IN_THREE_DELIVERIES, sdkFiles: [] });
  });

  test.each(modules)('%s: the same exports in both formats', (entry) => {
    const required = `Object.keys(require('${entry}')).sort()`;
    const imported = `import('${entry}').then((module) => Object.keys(module).sort())`;
    const names = (expression: string): unknown =>
      JSON.parse(run(process.execPath, '-e', `Promise.resolve(${expression}).then(JSON.stringify).then(console.log)`));
    expect(names(imported)).toEqual(names(required));
  });

  const others = Object.keys(REFLECT_METADATA).flatMap((name) => [[name, 'theirs'] as const, [name, 'ours'] as const]);
  test.each(others)('gets on with the %s of others, %s loaded first', (name, first) => {
    expect(JSON.parse(run(process.execPath, 'beside-reflect-metadata.cjs', name, first))).toEqual({
      ...TWO_ORDERS_IN_THREE_DELIVERIES,
      noted: ['handler', ['OrderPlaced']],
    });
  });

  it('brings the licence of each package that it has taken in', () => {
    const folder = join(project, 'node_modules/idempotent-handlers/dist');
    const licenses = readdirSync(folder).filter((file) => file.endsWith('.LICENSE'));
    expect(licenses.sort()).toEqual(['ms.LICENSE', 'object-hash.LICENSE', 'reflect-metadata.LICENSE']);
  });

  const decorators = [
    { kind: 'standard', experimentalDecorators: false },
    { kind: 'legacy', experimentalDecorators: true },
  ];
  const formats = [
    { format: 'esm', module: 'ESNext', extension: 'mjs' },
    { format: 'cjs', module: 'CommonJS', extension: 'cjs' },
  ] as const;
  const kinds = decorators.flatMap((decorator) => formats.map((format) => ({ ...decorator, ...format })));

  test.each(kinds)('a minified $format bundle with $kind decorators', ({ kind, experimentalDecorators, ...form }) => {
    const bundle = `bundle-${kind}.${form.extension}`;
    run(
      ...[join(ROOT, 'node_modules/.bin/esbuild'), 'order-handler.ts', `--outfile=${bundle}`, '--bundle', '--minify'],
      ...['--platform=node', '--target=node20', `--format=${form.format}`, '--external:@aws-sdk/*'],
      `--tsconfig-raw=${JSON.stringify({ compilerOptions: { experimentalDecorators } })}`,
    );
    expect(program(bundle)).toEqual(TWO_ORDERS_IN_THREE_DELIVERIES);
  });

  it('lets a bundler leave out what a handler does not use', () => {
    const handler = "export { Idempotent, DynamoDBRepository } from 'idempotent-handlers';";
    writeFileSync(join(project, 'two-names.mjs'), handler);
    const bundled = run(
      ...[join(ROOT, 'node_modules/.bin/esbuild'), 'two-names.mjs', '--bundle', '--platform=node', '--format=esm'],
      '--external:@aws-sdk/*',
    );
    const classes = ['DynamoDBRepository', 'InMemoryRepository', 'CachedRepository'];
    expect(classes.filter((name) => bundled.includes(`${name} = class`) || bundled.includes(`class ${name}`))).toEqual([
      'DynamoDBRepository',
    ]);
  });

  const compiled = ['oldest', 'newest'].flatMap((typescript) => kinds.map((kind) => ({ typescript, ...kind })));
  test.each(compiled)(
    'compiled by the $typescript TypeScript to $format with $kind decorators',
    ({ typescript, kind, experimentalDecorators, format, module }) => {
      const folder = `${typescript}-${kind}-${format}`;
      const compilerOptions = {
        ...{ target: 'ES2022', lib: ['ES2022'], types: ['node'], strict: true, exactOptionalPropertyTypes: true },
        ...{ module: 'Node16', moduleResolution: 'Node16', experimentalDecorators },
        ...{ declaration: true, outDir: 'out', rootDir: '.' },
      };
      run('mkdir', folder);
      for (const file of COMPILED) cpSync(join(project, file), join(project, folder, file));
      const type = module === 'ESNext' ? 'module' : 'commonjs';
      writeFileSync(join(project, folder, 'package.json'), JSON.stringify({ type }));
      writeFileSync(join(project, folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
      run(process.execPath, `node_modules/${typescript}/bin/tsc`, '-p', folder);
      expect(program(join(folder, 'out/order-handler.js'))).toEqual(TWO_ORDERS_IN_THREE_DELIVERIES);
    },
  );

  test.each([
    { typescript: 'oldest', ignoreDeprecations: undefined },
    { typescript: 'last-node10', ignoreDeprecations: '6.0' },
  ])('types of every entry, for the $typescript TypeScript with node10 resolution', ({ typescript, ...ignored }) => {
    const folder = `${typescript}-node10`;
    const compilerOptions = {
      ...{ target: 'ES2022', lib: ['ES2022'], types: ['node'], strict: true, noEmit: true, ...ignored },
      ...{ module: 'CommonJS', moduleResolution: 'node10' },
    };
    const imports = modules.map((entry, at) => `import * as entry${at} from '${entry}';`);
    run('mkdir', folder);
    writeFileSync(join(project, folder, 'entries.ts'), imports.join('\n'));
    writeFileSync(join(project, folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    run(process.execPath, `node_modules/${typescript}/bin/tsc`, '-p', folder);
  });
});
