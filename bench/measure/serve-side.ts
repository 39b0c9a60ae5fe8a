// node build/run-ts.mjs bench/measure/serve-side.ts MODULE SIDE, as a child of the process that measures.
import { createRequire } from 'node:module';
import type { Side } from '../report/report.js';
import type { Answer, Figures } from './side-process.js';

/** What the module of a side exports: answers requests one after the other. */
type Start = (side: Side) => (request: never) => Promise<Figures>;

// Traces of errors must not cost more here than in a user's process.
process.setSourceMapsEnabled(false);

const [, , module = '', side] = process.argv;
// The parent gives a module that exports it, and a side.
const { start } = createRequire(__filename)(`../${module}`) as { start: Start };
const measure = start(side as Side);

process.on('message', ({ request }: { readonly request: unknown }) => {
  void measure(request as never).then(
    (figures) => reply({ figures }),
    (error: unknown) => reply({ error: error instanceof Error ? `${side}: ${error.stack}` : String(error) }),
  );
});
// Connections that are kept alive would keep the process.
process.on('disconnect', () => process.exit(0));

const reply = (answer: Answer): unknown => process.send?.(answer);
