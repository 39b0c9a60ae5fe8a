import { spawn, type ChildProcess } from 'node:child_process';
import { startFaultProxy, type FaultProxy } from '../engines/fault-proxy.js';
import { deferred } from './deferred.js';
import type { Order } from './order.js';
import { RuntimeApi, type Posted } from './runtime-api.js';
import { Watch, type Incident } from './watch.js';

/** How an invocation ended, as Lambda sees it. */
export type Ended =
  | { readonly kind: 'response'; readonly receipt: string; readonly tookMs: number }
  | { readonly kind: 'error'; readonly errorType: string }
  | { readonly kind: 'timed out' }
  | { readonly kind: 'killed'; readonly progress: string; readonly afterMs: number };

export interface ProcessSettings {
  /** The program that runs the function. */
  readonly runtimeClient: string;
  /** Where the function is found, as `program.cjs`. */
  readonly taskRoot: string;
  /** Everything else the process finds in its environment; the endpoints are added. */
  readonly variables: NodeJS.ProcessEnv;
}

/** What Lambda tells every function about itself. */
const FUNCTION = {
  AWS_LAMBDA_FUNCTION_NAME: 'orders',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
  AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/orders',
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
};

/** The children, to be ended with this process whatever it ends by. */
const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/**
 * Lambda's execution environment: one process with the function under AWS's runtime client, its Runtime API, and its
 * own way to DynamoDB. A process that ended is replaced for the next invocation.
 */
export class ExecutionEnvironment {
  /** Processes started so far. */
  processes = 0;
  private readonly api = new RuntimeApi();
  private child: ChildProcess | undefined;
  private killed: ChildProcess | undefined;

  private constructor(
    private readonly settings: ProcessSettings,
    private readonly network: FaultProxy,
  ) {}

  static async start(settings: ProcessSettings, dynamoDB: string): Promise<ExecutionEnvironment> {
    const environment = new ExecutionEnvironment(settings, await startFaultProxy(dynamoDB));
    await environment.api.start();
    environment.startProcess();
    return environment;
  }

  async stop(): Promise<void> {
    this.kill();
    await this.api.stop();
    await this.network.stop();
  }

  /** Whatever the process is at, it does nothing more. */
  kill(): void {
    this.killed = this.child;
    this.child?.kill('SIGKILL');
  }

  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** One invocation, to its end; a process that is at work at the deadline is killed. */
  async invoke(event: Order, timeoutMs: number, incident?: Incident): Promise<Ended> {
    const child = this.child ?? this.startProcess();
    const { promise, resolve, reject } = deferred<Ended>();
    let watch: Watch | undefined;
    let timedOut = false;
    const onExit = (): void => {
      if (this.killed !== child) reject(new Error(`The process ended by itself (${watch?.progress}).`));
      resolve(timedOut ? { kind: 'timed out' } : killedAt(watch));
    };
    child.on('exit', onExit);
    this.api.offer({
      event,
      timeoutMs,
      taken: () => {
        watch = new Watch(incident, this.network);
        watch.later(timeoutMs, () => {
          timedOut = true;
          this.kill();
        });
      },
      posted: async (posted) => {
        await watch?.posted();
        // What a killed process had posted is taken for lost: the event is delivered again.
        if (this.killed !== child) resolve(endedBy(posted, watch));
      },
    });
    try {
      return await promise;
    } finally {
      child.off('exit', onExit);
      watch?.end();
    }
  }

  private startProcess(): ChildProcess {
    const { runtimeClient, taskRoot, variables } = this.settings;
    const env = {
      ...variables,
      AWS_ENDPOINT_URL_DYNAMODB: this.network.endpoint,
      AWS_LAMBDA_RUNTIME_API: this.api.address,
      ...FUNCTION,
      LAMBDA_TASK_ROOT: taskRoot,
      _HANDLER: 'program.handler',
    };
    const child = spawn(process.execPath, [runtimeClient], { env, stdio: ['pipe', 'ignore', 'inherit'] });
    this.processes += 1;
    children.add(child);
    child.once('exit', () => {
      children.delete(child);
      this.child = undefined;
      this.api.forget();
    });
    this.child = child;
    return child;
  }
}

const killedAt = (watch: Watch | undefined): Ended => ({
  kind: 'killed',
  progress: watch?.progress ?? 'no event taken',
  afterMs: watch?.ageMs ?? 0,
});

const endedBy = (posted: Posted, watch: Watch | undefined): Ended =>
  posted.kind === 'response'
    ? { kind: 'response', receipt: String(posted.body), tookMs: watch?.ageMs ?? 0 }
    : posted;
