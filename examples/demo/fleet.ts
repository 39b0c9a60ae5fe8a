import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { IdempotencyOutcome } from 'idempotent-handlers';
import type { OrderPlaced } from './order-placed.js';
import type { Delivery, WorkerMessage } from './worker-message.js';

/** How one delivery went, as seen from outside the worker. */
export interface Handled {
  readonly event: OrderPlaced;
  readonly worker: number;
  readonly tookMs: number;
  /** Whether the handler's method ran, and what it logged. */
  readonly logged: readonly string[];
  readonly outcomes: readonly IdempotencyOutcome[];
  readonly end: 'answered' | 'threw' | 'worker died';
  readonly error: string | undefined;
}

interface Worker {
  readonly number: number;
  readonly process: ChildProcess;
  /** The order it is at work on. */
  orderId: string | undefined;
}

const RUN_TS = join(__dirname, '../../build/run-ts.mjs');
const PROGRAM = join(__dirname, 'worker.ts');

/** The workers, each a process. One that dies is replaced. */
export class Fleet {
  private workers: Worker[] = [];
  private started = 0;

  constructor(private readonly environment: NodeJS.ProcessEnv) {}

  async start(size: number): Promise<void> {
    await Promise.all(Array.from({ length: size }, () => this.startWorker()));
  }

  stop(): void {
    for (const worker of this.workers) worker.process.kill();
  }

  /** Kills the worker that is at work on this order, as the operating system would: nothing in it is told. */
  kill(orderId: string): void {
    this.workers.find((worker) => worker.orderId === orderId)?.process.kill('SIGKILL');
  }

  /** Hands the event to an idle worker, or a further one; resolves when it is answered, or a dead worker replaced. */
  async deliver(event: OrderPlaced): Promise<Handled> {
    const { orderId } = event.detail;
    const worker = this.workers.find((each) => each.orderId === undefined) ?? (await this.startWorker(orderId));
    worker.orderId = orderId;
    const handled = await handledBy(worker, event);
    worker.orderId = undefined;
    if (handled.end === 'worker died') await this.replace(worker);
    return handled;
  }

  private async replace(dead: Worker): Promise<void> {
    this.workers = this.workers.filter((worker) => worker !== dead);
    await this.startWorker();
  }

  private async startWorker(orderId?: string): Promise<Worker> {
    this.started += 1;
    const process = fork(RUN_TS, [PROGRAM], { env: this.environment });
    const worker = { number: this.started, process, orderId };
    this.workers.push(worker);
    const [first] = await Promise.race([once(process, 'message'), once(process, 'exit')]);
    if (typeof first !== 'object') throw new Error(`worker ${worker.number} did not start`);
    return worker;
  }
}

function handledBy({ process, number }: Worker, event: OrderPlaced): Promise<Handled> {
  const startedAtMs = performance.now();
  const logged: string[] = [];
  const outcomes: IdempotencyOutcome[] = [];
  return new Promise((resolve) => {
    const finish = (end: Handled['end'], error?: string): void => {
      process.off('message', hear).off('exit', die);
      resolve({ event, worker: number, tookMs: performance.now() - startedAtMs, logged, outcomes, end, error });
    };
    const hear = (message: WorkerMessage): void => {
      if (message.kind === 'log') logged.push(message.message);
      if (message.kind === 'outcome') outcomes.push(message.outcome);
      if (message.kind === 'answered') finish('answered');
      if (message.kind === 'threw') finish('threw', message.error);
    };
    const die = (): void => finish('worker died');
    process.on('message', hear).on('exit', die);
    process.send({ event } satisfies Delivery);
  });
}
