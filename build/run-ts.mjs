// node build/run-ts.mjs FILE.ts [ARGUMENT...]
// Runs a TypeScript script of this project as if it were the program; see register-typescript.cjs.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const file = process.argv[2];
if (file === undefined) {
  console.error('Which script? node build/run-ts.mjs FILE.ts [ARGUMENT...]');
  process.exit(2);
}

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const require = createRequire(import.meta.url);
require('./register-typescript.cjs');
process.argv.splice(1, 2, resolve(file));
require(resolve(file));
