'use strict';

const { projects, ...rest } = require('../../jest.config.js');

const unit = projects.find(({ displayName }) => displayName === 'spec');

const FOLDERS = ['execution', 'decorators', 'repository', 'key', 'result', 'contract', 'options', 'regression'];

/** The fast specs: what judges one unit, and nothing that starts processes or runs the proofs themselves. */
module.exports = {
  ...rest,
  ...unit,
  rootDir: '../..',
  testMatch: FOLDERS.map((folder) => `<rootDir>/spec/${folder}/**/*.spec.ts`),
  testPathIgnorePatterns: [...unit.testPathIgnorePatterns, 'contract-can-fail', '/dynalite\\.spec'],
};
