import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Remembers, beyond the end of this process, for which mutants the specs run: some exhaust the memory. */
export class Crashes {
  #folder;

  constructor(root) {
    this.#folder = join(root, 'running-mutants');
    mkdirSync(this.#folder, { recursive: true });
  }

  /** Runs the specs for a mutant; undefined: they ended a process before. */
  async guard(mutantId, run) {
    const mark = join(this.#folder, mutantId);
    if (existsSync(mark)) return undefined;
    writeFileSync(mark, '');
    const result = await run();
    rmSync(mark);
    return result;
  }
}
