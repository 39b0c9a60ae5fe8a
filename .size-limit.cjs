'use strict';

const { dependencies, exports: entries } = require('./package.json');

/**
 * What an entry may add to a user's bundle: minified, gzipped, without the SDK and the dependencies, but with what the
 * library has taken in (3 KB of each are reflect-metadata, once for all). Each is what the entry weighs, and a little
 * more: to notice growth. What is aimed at stands in docs/performance.md.
 */
const BUDGETS = {
  '.': '39.2 KB',
  './sources': '13.9 KB',
  './sources/jmespath': '11.6 KB',
  './http': '40.4 KB',
  './testing': '21.8 KB',
  './lean-client': '15.5 KB',
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
    limit: '36.3 KB',
    gzip: true,
    ignore,
  },
];
