// Builds dist/ from lib/: for each entry of package.json's "exports", as ES module and as CommonJS, with its types.
//
// Each entry is one file, and all code that entries share is one more: in a cold start, opening files costs more than
// reading them (measured on the whole library: 160 files take 100 ms longer, 7 files 4 ms). Dependencies stay outside;
// of the development dependencies, what lib/ imports comes along: object-hash, since any other version of it could
// give every stored record another key; reflect-metadata and ms, since Node searches every CommonJS module that an
// ES module imports for its exports, character by character, which took 50 of 210 ms of a cold start.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rollup } from 'rollup';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const LIB = join(ROOT, 'lib');
const DIST = join(ROOT, 'dist');
const TYPES = join(DIST, 'types');
const BUNDLED = join(DIST, 'bundled');
const SHARED = 'shared';
/** Imported on demand: lib/repository/dynamodb/sdk.ts. */
const ON_DEMAND = 'sdk';
/** There, users' bundlers would take all shared code for something that is imported on demand, too, and keep it all. */
const BARE_IMPORT = /^import "[^"]+";$/m;
const { exports, dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** './testing' is built from lib/testing/index.ts; '.' from lib/index.ts. */
const entries = Object.keys(exports)
  .filter((name) => !name.endsWith('.json'))
  .map((name) => join(name, 'index'));

/**
 * A CommonJS dependency that comes along requires Node's crypto; in an ES module that must be an import, or a user's
 * bundle in that format fails at its start. It compares the algorithm asked for with the name of every one there is,
 * at each call: it is told of the one that the library uses.
 */
const USED_CRYPTO = "export { createHash } from 'node:crypto'; export const getHashes = () => ['sha256'];";
const importedCrypto = {
  name: 'imported-crypto',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^crypto$/ }, () => ({ path: 'crypto', namespace: 'builtin' }));
    onLoad({ filter: /./, namespace: 'builtin' }, () => ({ contents: USED_CRYPTO }));
  },
};

rmSync(DIST, { recursive: true, force: true });
const cameAlong = await bundleEntries();
await writeFormats();
copyLicenses(cameAlong);
buildTypes();

function isOnDemand(id) {
  return id.startsWith(join(BUNDLED, SHARED, `${ON_DEMAND}-`));
}

/** Each entry as one file; what several share, in one more file for each set of them. Returns what comes along. */
async function bundleEntries() {
  const { metafile } = await build({
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    entryPoints: entries.map((entry) => join(LIB, `${entry}.ts`)),
    bundle: true,
    external: Object.keys({ ...dependencies, ...peerDependencies }),
    plugins: [importedCrypto],
    splitting: true,
    chunkNames: `${SHARED}/[name]-[hash]`,
    format: 'esm',
    outbase: LIB,
    outdir: BUNDLED,
    metafile: true,
  });
  const packages = Object.keys(metafile.inputs).map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
  return new Set(packages.filter((name) => name !== undefined));
}

function copyLicenses(packages) {
  for (const name of packages) {
    const folder = join(ROOT, 'node_modules', name);
    const license = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    cpSync(join(folder, license), join(DIST, `${name.replace('/', '-')}.LICENSE`));
  }
}

/** All shared code in one file, and what is imported on demand in one more; in both formats. */
async function writeFormats() {
  const bundle = await rollup({
    input: Object.fromEntries(entries.map((entry) => [entry, join(BUNDLED, `${entry}.js`)])),
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
    treeshake: false,
    plugins: [{ name: 'apart', transform: (code, id) => (isOnDemand(id) ? code.replace(BARE_IMPORT, '') : null) }],
  });
  const manualChunks = (id) => {
    if (isOnDemand(id)) return ON_DEMAND;
    return id.startsWith(join(BUNDLED, SHARED)) ? SHARED : undefined;
  };
  const output = { manualChunks, chunkFileNames: '[name].js', hoistTransitiveImports: false, interop: 'auto' };
  await bundle.write({ ...output, format: 'es', dir: join(DIST, 'esm') });
  // The SDK by `require`: for `import()`, Node would first have to start its loader of ES modules.
  await bundle.write({ ...output, format: 'cjs', dir: join(DIST, 'cjs'), dynamicImportInCjs: false });
  await bundle.close();
  rmSync(BUNDLED, { recursive: true });
  writeFileSync(join(DIST, 'esm/package.json'), '{ "type": "module", "sideEffects": false }\n');
  writeFileSync(join(DIST, 'cjs/package.json'), '{ "type": "commonjs", "sideEffects": false }\n');
}

function buildTypes() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(ROOT, 'build/tsconfig.types.json')], { stdio: 'inherit' });
  for (const file of reachable(entries.map((entry) => `${entry}.d.ts`))) {
    for (const format of ['esm', 'cjs']) {
      mkdirSync(dirname(join(DIST, format, file)), { recursive: true });
      cpSync(join(TYPES, file), join(DIST, format, file));
    }
  }
  rmSync(TYPES, { recursive: true });
}

/** The declaration files that the public ones lead to; the others would only show what is internal. */
function reachable(files) {
  const found = new Set(files);
  for (const file of found) {
    for (const [, specifier] of readFileSync(join(TYPES, file), 'utf8').matchAll(/['"](\.{1,2}\/[^'"]+)\.js['"]/g)) {
      const target = join(dirname(file), `${specifier}.d.ts`);
      if (existsSync(join(TYPES, target))) found.add(target);
    }
  }
  return found;
}
