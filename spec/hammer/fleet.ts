import { fork, type ChildProcess } from 'node:child_process';
import type { Answer, Delivery } from './delivery.js';

/** How one delivery went, as seen from outside the process. */
export type Handled = Answer | 'died';

/** Processes under fire: one that is killed is replaced at once. */
export class Fleet {
  /** Processes that ended before `stop`. */
  deaths = 0;
  private readonly places: ChildProcess[];
  private readonly waiting = new Map<number, { readonly at: ChildProcess; readonly end: (handled: Handled) => void }>();
  private stopped = false;

  constructor(
    size: number,
    private readonly program: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {
    this.places = Array.from({ length: size }, (_, place) => this.start(place));
  }

  /** Hands the delivery to the process at this place, whichever it is by now. */
  deliver(place: number, delivery: Delivery): Promise<Handled> {
    const at = this.at(place);
    return new Promise((end) => {
      this.waiting.set(delivery.number, { at, end });
      // A process that is gone is noticed by its exit.
      at.send(delivery, () => undefined);
    });
  }

  kill(place: number): void {
    this.at(place).kill('SIGKILL');
  }

  stop(): void {
    this.stopped = true;
    for (const process of this.places) process.kill('SIGKILL');
  }

  private at(place: number): ChildProcess {
    const process = this.places[place];
    if (!process) throw new Error(`There is no place ${place}.`);
    return process;
  }

  private start(place: number): ChildProcess {
    const process = fork(this.program, { env: this.environment, execArgv: [] });
    process.on('message', (answer: Answer) => this.end(answer.number, answer));
    process.once('exit', () => {
      if (this.stopped) return;
      this.deaths += 1;
      this.places[place] = this.start(place);
      for (const [number, { at }] of this.waiting) if (at === process) this.end(number, 'died');
    });
    return process;
  }

  private end(number: number, handled: Handled): void {
    this.waiting.get(number)?.end(handled);
    this.waiting.delete(number);
  }
}
