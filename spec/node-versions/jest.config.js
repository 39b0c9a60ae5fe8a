'use strict';

const { join } = require('node:path');
const { projects, ...base } = require('../../jest.config.js');

const rootDir = join(__dirname, '../..');

/** They say nothing of the engine: types, texts, what is built, and programs that other suites run. */
const INDEPENDENT = ['build', 'docs', 'examples', 'hammer', 'mutation', 'package', 'simulation', 'types'];

/** The specs of what the library does at run time. */
module.exports = {
  ...base,
  rootDir,
  projects: projects.map((project) => ({
    ...project,
    rootDir,
    testPathIgnorePatterns: [
      ...(project.testPathIgnorePatterns ?? []),
      ...INDEPENDENT.map((folder) => `<rootDir>/spec/${folder}/`),
    ],
  })),
};
