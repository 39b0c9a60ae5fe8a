import { createRequire } from 'node:module';

/** `require` as the package at the end of this chain of dependencies has it. */
const requireOf = (...chain) =>
  chain.reduce((require, name) => createRequire(require.resolve(name)), createRequire(import.meta.url));

const ofConfig = requireOf('jest', 'jest-cli', 'jest-config');
const ofEnvironment = createRequire(ofConfig.resolve('jest-environment-node'));

/** Runs the tests of one file; what jest itself uses. */
export const { default: runCircus } = ofConfig('jest-circus/runner');
export const { ModernFakeTimers } = ofEnvironment('@jest/fake-timers');
export const { ModuleMocker } = ofEnvironment('jest-mock');

// They keep their state on globalThis: once for the process.
createRequire(ofConfig.resolve('jest-circus/runner'))('@jest/expect');
