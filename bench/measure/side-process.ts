import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../sides/built-library.js';
import type { Side } from '../report/report.js';

export type Figures = Record<string, number>;

/** What a side answers to a request with: its figures, or why it has none. */
export type Answer = { readonly figures: Figures } | { readonly error: string };

/** As users run Node. A collection of garbage that is asked for would throw away what was optimised. */
const ORDINARY: readonly string[] = [];

/** No collection of garbage within a sample, so that what is allocated can be counted. Time is not: caches miss. */
export const ROOM = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256'];

/** One side of a bench in a process of its own: nothing that another one loads, enables or leaves is in its way. */
export class SideProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** @param module of the bench folder; exports `start`, see serve-side.ts. */
  static start(module: string, side: Side, flags: readonly string[]): SideProcess {
    const child = fork(join(ROOT, 'build/run-ts.mjs'), [join(__dirname, 'serve-side.ts'), module, side], {
      execArgv: [...flags],
      serialization: 'advanced',
    });
    return new SideProcess(child);
  }

  async ask(request: unknown): Promise<Figures> {
    this.child.send({ request });
    const answer = await new Promise<Answer>((resolve) => {
      const end = (): void => resolve({ error: 'A side of the bench ended before it answered.' });
      this.child.once('exit', end).once('message', (message) => {
        this.child.off('exit', end);
        // serve-side.ts sends nothing else.
        resolve(message as Answer);
      });
    });
    if ('error' in answer) throw new Error(answer.error);
    return answer.figures;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}

/** Runs something with each side in its process, and ends the processes. */
export async function withSides<Name extends Side, Result>(
  module: string,
  sides: readonly Name[],
  use: (processes: Record<Name, SideProcess>) => Promise<Result>,
  flags = ORDINARY,
): Promise<Result> {
  const entries = sides.map((side) => [side, SideProcess.start(module, side, flags)] as const);
  try {
    // One entry per side.
    return await use(Object.fromEntries(entries) as Record<Name, SideProcess>);
  } finally {
    await Promise.all(entries.map(([, process]) => process.stop()));
  }
}
