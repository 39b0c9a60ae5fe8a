'use strict';

const { dependencies, exports: entries } = require('./package.json');

/** What an entry may add to a user's bundle: minified, gzipped, without the SDK and the dependencies. */
const BUDGETS = { '.': '13.2 KB' };

module.exports = Object.keys(entries)
  .filter((entry) => entries[entry].import)
  .map((entry) => ({
    name: entry,
    path: entries[entry].import.default,
    limit: BUDGETS[entry],
    gzip: true,
    ignore: ['node:*', ...Object.keys(dependencies)],
  }));
