'use strict';

const { projects } = require('./jest.config.js');
const spec = projects.find(({ displayName }) => displayName === 'spec');

/** What only AWS's own engine can prove: one DynamoDB Local for all these specs, each with tables of its own. */
module.exports = {
  ...spec,
  displayName: 'dynamodb',
  testMatch: ['<rootDir>/spec/**/*.dynamodb.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/spec/engines/dynamodb-local-for-jest.mjs',
  globalTeardown: '<rootDir>/spec/engines/stop-dynamodb-local-for-jest.mjs',
};
