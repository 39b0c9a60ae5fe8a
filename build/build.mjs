// Builds dist/ from lib/: for each entry of package.json's "exports", as ES module and as CommonJS, with its types.
//
// Each entry is one file, and code that entries share is in chunks beside them: in a cold start, opening files costs
// more than reading them. Dependencies stay outside; of the development dependencies, what lib/ imports comes along:
// object-hash, since any other version of it could give every stored record another key.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const LIB = join(ROOT, 'lib');
const DIST = join(ROOT, 'dist');
const TYPES = join(DIST, 'types');
const { exports, dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** './testing' is built from lib/testing/index.ts; '.' from lib/index.ts. */
const entries = Object.keys(exports)
  .filter((name) => !name.endsWith('.json'))
  .map((name) => join(name, 'index'));

/**
 * A CommonJS dependency that comes along requires Node's crypto; in an ES module that must be an import, or a user's
 * bundle in that format fails at its start.
 */
const USED_CRYPTO = "export { createHash, getHashes } from 'node:crypto';";
const importedCrypto = {
  name: 'imported-crypto',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^crypto$/ }, () => ({ path: 'crypto', namespace: 'builtin' }));
    onLoad({ filter: /./, namespace: 'builtin' }, () => ({ contents: USED_CRYPTO }));
  },
};

await buildCode();
buildTypes();

async function buildCode() {
  rmSync(DIST, { recursive: true, force: true });
  const shared = { platform: 'node', target: 'node20', logLevel: 'warning' };
  const esm = await build({
    ...shared,
    entryPoints: entries.map((entry) => join(LIB, `${entry}.ts`)),
    bundle: true,
    external: Object.keys({ ...dependencies, ...peerDependencies }),
    plugins: [importedCrypto],
    splitting: true,
    chunkNames: 'shared/[hash]',
    format: 'esm',
    outbase: LIB,
    outdir: join(DIST, 'esm'),
    metafile: true,
  });
  // From the same files, so that both forms have the same chunks; `import()` stays as it is.
  await build({
    ...shared,
    entryPoints: Object.keys(esm.metafile.outputs).map((file) => resolve(file)),
    format: 'cjs',
    outbase: join(DIST, 'esm'),
    outdir: join(DIST, 'cjs'),
  });
  cpSync(join(ROOT, 'node_modules/object-hash/LICENSE'), join(DIST, 'object-hash.LICENSE'));
  writeFileSync(join(DIST, 'esm/package.json'), '{ "type": "module" }\n');
  writeFileSync(join(DIST, 'cjs/package.json'), '{ "type": "commonjs" }\n');
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
