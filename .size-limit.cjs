'use strict';

const { dependencies, exports: entries } = require('./package.json');

/**
 * What an entry may add to a user's bundle: minified, gzipped, without the SDK and the dependencies. Each is what the
 * entry weighs, and a little more: to notice growth. What is aimed at stands in docs/performance.md.
 */
const BUDGETS = {
  '.': '36 KB',
  './sources': '10.5 KB',
  './sources/jmespath': '8 KB',
  './http': '37 KB',
  './testing': '18.5 KB',
  './lean-client': '12.5 KB',
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
    limit: '33 KB',
    gzip: true,
    ignore,
  },
];
