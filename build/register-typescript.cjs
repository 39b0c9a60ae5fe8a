'use strict';

/**
 * From here on, `require` reads TypeScript: each file is transpiled on its own, './x.js' finds './x.ts', and
 * 'idempotent-handlers' is the library's source. For this project's own scripts; type errors are `npm run types`.
 */
const { readFileSync, existsSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, resolve } = require('node:path');
const { transformSync } = require('esbuild');

const ROOT = resolve(__dirname, '..');
const SELF = /^idempotent-handlers(?:\/(.+))?$/;

process.setSourceMapsEnabled(true);

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // An import() stays within what is transpiled here.
    supported: { 'dynamic-import': false },
    sourcefile: filename,
    sourcemap: 'inline',
  });
  module._compile(code, filename);
};

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  return resolveFilename.call(this, ownSource(request, parent) ?? request, parent, ...rest);
};

function ownSource(request, parent) {
  const self = SELF.exec(request);
  if (self) return self[1] ? join(ROOT, 'lib', self[1], 'index.ts') : join(ROOT, 'lib/index.ts');
  if (!request.startsWith('.') || !request.endsWith('.js') || !parent?.filename?.endsWith('.ts')) return undefined;
  const source = resolve(dirname(parent.filename), request.replace(/\.js$/, '.ts'));
  return existsSync(source) ? source : undefined;
}
