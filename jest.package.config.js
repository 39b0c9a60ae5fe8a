'use strict';

const { projects } = require('./jest.config.js');
const spec = projects.find(({ displayName }) => displayName === 'spec');

/** What users get: the packed library, in projects of their kinds. */
module.exports = {
  ...spec,
  displayName: 'package',
  testMatch: ['<rootDir>/spec/**/*.package.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 300_000,
};
