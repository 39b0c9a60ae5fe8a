'use strict';

const { dependencies, exports: entries } = require('./package.json');

/**
 * What an entry may add to a user's bundle: minified, gzipped, without the SDK and the dependencies, but with what the
 * library has taken in (3 KB of each are reflect-metadata, once for all). Each is what the entry weighs, and a little
 * more: to notice growth. What is aimed at stands in docs/performance.md.
 */
const BUDGETS = {
  '.': '42 KB',
  './sources': '15.3 KB',
  './sources/jmespath': '13 KB',
  './http': '44.2 KB',
  './testing': '22.3 KB',
  './lean-client': '16 KB',
};

const ignore = ['node:*', ...Object.keys(dependencies)];

module.exports = [
  ...Object.keys(entries)
    .filter((entry) => entries[entry].import)
    .map((entry) => ({ name: entry, path: entries[entry].import.default, limit: BUDGETS[entry], gzip: true, ignore })),
  // What a bundler keeps for a handler: it can leave out the rest only as long as nothing looks like a side effect.
  {
    name: 'Idempotent and DynamoDBRepository',
    path: entries['.'].import.default,
    import: '{ Idempotent, DynamoDBRepository }',
    limit: '38.9 KB',
    gzip: true,
    ignore,
  },
];
