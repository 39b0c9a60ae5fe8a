import type { FaultProxy } from '../engines/fault-proxy.js';
import type { Exchange, Fault } from '../engines/faults.js';
import { REQUESTS, requestName, type Moment, type RequestName, type Stage } from './moment.js';

/** What befalls a process at a moment of its invocation. */
export interface Incident {
  readonly moment: Moment;
  /** The process stays in the moment until this resolves. */
  readonly strike: () => void | Promise<void>;
}

/** Follows one invocation: notes how far it has come, and strikes when it is time. */
export class Watch {
  /** The latest that is known of the invocation. */
  progress = 'event taken';
  private readonly takenAtMs = performance.now();
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly incident: Incident | undefined,
    network: FaultProxy,
  ) {
    network.reset();
    for (const name of REQUESTS) {
      const next = this.isAbout(name) ? this.struck(name) : undefined;
      const isIt = (request: Parameters<typeof requestName>[0]): boolean => requestName(request) === name;
      network.onEvery(isIt, (exchange) => this.pass(name, exchange));
      if (next) network.onNext(isIt, next);
    }
    const { moment } = incident ?? {};
    if (moment?.at === 'time') this.later(moment.afterMs, () => void this.strike());
  }

  get ageMs(): number {
    return performance.now() - this.takenAtMs;
  }

  later(ms: number, act: () => void): void {
    this.timers.push(setTimeout(act, ms));
  }

  async posted(): Promise<void> {
    this.progress = 'response posted';
    if (this.incident?.moment.at === 'posted') await this.strike();
  }

  end(): void {
    this.timers.forEach(clearTimeout);
  }

  private async strike(): Promise<void> {
    await this.incident?.strike();
  }

  private isAbout(name: RequestName): boolean {
    const { moment } = this.incident ?? {};
    return (moment?.at === 'request' || moment?.at === 'answered') && moment.request === name;
  }

  /** What meets the request that the incident is about. */
  private struck(name: RequestName): Fault | undefined {
    const { moment } = this.incident ?? {};
    if (moment?.at === 'request') return (exchange) => this.strikeAt(moment.stage, name, exchange);
    if (moment?.at !== 'answered') return undefined;
    return async (exchange) => {
      await this.pass(name, exchange);
      this.later(moment.afterMs, () => void this.strike());
    };
  }

  private async strikeAt(stage: Stage, name: RequestName, exchange: Exchange): Promise<void> {
    this.progress = `${name} sent`;
    if (stage !== 'applied') await this.strike();
    if (stage === 'lost') return exchange.reset();
    const answer = await exchange.forward();
    if (stage === 'applied') {
      this.progress = `${name} applied`;
      await this.strike();
    }
    exchange.answer(answer);
  }

  private async pass(name: RequestName, exchange: Exchange): Promise<void> {
    this.progress = `${name} sent`;
    const answer = await exchange.forward();
    this.progress = `${name} answered`;
    exchange.answer(answer);
  }
}
