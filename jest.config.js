'use strict';

const transform = (tsconfig) => ({ '^.+\\.ts$': ['ts-jest', { tsconfig, diagnostics: false }] });

/** Sources import './x.js', as ES modules must; jest reads the TypeScript beside it. */
const base = {
  testEnvironment: 'node',
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  moduleFileExtensions: ['ts', 'js', 'json', 'node'],
  setupFiles: ['<rootDir>/spec/engines/aws-environment.ts'],
  // Copies of the project that mutation testing leaves behind.
  modulePathIgnorePatterns: ['<rootDir>/reports/'],
};

/** Type errors are found by `npm run types`; here files are only transpiled, each on its own. */
module.exports = {
  projects: [
    {
      ...base,
      displayName: 'spec',
      testMatch: ['<rootDir>/spec/**/*.spec.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '\\.legacy\\.spec\\.ts$',
        '\\.(dynamodb|package)\\.spec\\.ts$',
        '<rootDir>/spec/processes/',
      ],
      transform: transform('<rootDir>/tsconfig.json'),
    },
    {
      ...base,
      displayName: 'legacy decorators',
      testMatch: ['<rootDir>/spec/**/*.legacy.spec.ts'],
      transform: transform('<rootDir>/build/tsconfig.legacy.json'),
    },
  ],
};
