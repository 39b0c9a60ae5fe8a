import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ModuleRegistry } from './module-registry.mjs';

/** What comes before all spec files, once for the process. */
export function setUp(root, evaluations) {
  const environment = join(root, 'spec/engines/aws-environment.ts');
  new ModuleRegistry(evaluations, () => undefined).load(environment, environment);

  // What an ended test leaves behind fails no other.
  process.on('uncaughtException', () => undefined);

  const require = createRequire(join(root, 'package.json'));
  // Adds to `Reflect`.
  require('reflect-metadata/lite');
  // The same verdict about a mutant each time.
  require('fast-check').configureGlobal({ seed: 1 });
}
