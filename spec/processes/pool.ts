import { ExecutionEnvironment, type ProcessSettings } from './execution-environment.js';

/** Execution environments that are used by one at a time. */
export class Pool {
  private readonly idle: ExecutionEnvironment[];
  private readonly waiting: ((environment: ExecutionEnvironment) => void)[] = [];

  private constructor(private readonly all: readonly ExecutionEnvironment[]) {
    this.idle = [...all];
  }

  static async start(size: number, settings: ProcessSettings, dynamoDB: string): Promise<Pool> {
    const starts = Array.from({ length: size }, () => ExecutionEnvironment.start(settings, dynamoDB));
    return new Pool(await Promise.all(starts));
  }

  /** Processes started so far. */
  get processes(): number {
    return this.all.reduce((sum, { processes }) => sum + processes, 0);
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((environment) => environment.stop()));
  }

  /** Waits for an idle one and gives it back at the end. */
  async use<Result>(work: (environment: ExecutionEnvironment) => Promise<Result>): Promise<Result> {
    const environment = this.idle.shift() ?? (await new Promise<ExecutionEnvironment>((go) => this.waiting.push(go)));
    try {
      return await work(environment);
    } finally {
      const next = this.waiting.shift();
      if (next) next(environment);
      else this.idle.push(environment);
    }
  }
}
