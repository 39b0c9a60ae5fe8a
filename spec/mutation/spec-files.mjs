import { readdirSync } from 'node:fs';

/** What judges lib/execution, lib/repository, lib/key and lib/result. */
const FOLDERS = [
  'contract',
  'decorators',
  'downstream',
  'execution',
  'key',
  'metadata',
  'observability',
  'options',
  'performance',
  'regression',
  'repository',
  'result',
];

const LEFT_OUT = [
  // Need DynamoDB Local, a server of its own.
  /\.dynamodb\.spec\.ts$/,
  // The same suites under the other decorator standard, which only lib/decorators knows of.
  /\.legacy\.spec\.ts$/,
  // Judges the contract itself, by repositories that break it.
  /contract-can-fail/,
  // Start processes, which would run the library without the mutant.
  /execution\/process-end/,
  /performance\/allocations/,
  /downstream\/example/,
  // Look at the stack, in which the runner's own loader of modules is none that lib/decorators knows.
  /decorators\/default-operation/,
];

/** The spec files to run, relative to the project's root. */
export const specFiles = () =>
  FOLDERS.flatMap((folder) => filesBelow(`spec/${folder}`))
    .filter((file) => file.endsWith('.spec.ts') && !LEFT_OUT.some((pattern) => pattern.test(file)))
    .sort();

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true }).map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
