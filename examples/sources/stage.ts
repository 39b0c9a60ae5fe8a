import { DynamoDBRepository, idempotent, type IdempotencyRepository } from 'idempotent-handlers';
import type { Json } from '../../spec/sources/delivery.js';
import type { Scene } from '../../spec/sources/scenes.js';

/** What became of one request of a scene. */
export interface RequestTally {
  readonly request: string;
  deliveries: number;
  runs: number;
  effects: number;
}

type Handler = (...args: readonly unknown[]) => Promise<string>;

/**
 * A function that a source invokes, as two workers that share nothing but the table: what one of them is doing, the
 * other one can only know from there.
 */
export class Stage {
  readonly tallies: RequestTally[] = [];
  private readonly requests = new WeakMap<object, RequestTally>();
  private readonly fails = new WeakSet<object>();
  private readonly workers: readonly Handler[];

  constructor(
    source: string,
    private readonly scene: Scene,
    tableName: string,
  ) {
    this.workers = [0, 1].map(() => this.worker(source, new DynamoDBRepository({ tableName })));
  }

  private worker(source: string, repository: IdempotencyRepository): Handler {
    const handle: Handler = async (payload) => this.handle(payload as object);
    // The key of a scene fits the scene's deliveries, of which only the library's own types know the shape.
    const key = this.scene.key as (payload: unknown) => unknown;
    return idempotent(handle, { key, operation: `demo-${source}`, ttl: '48h', lease: '5s', repository });
  }

  private async handle(payload: object): Promise<string> {
    const tally = this.requests.get(payload);
    if (!tally) throw new Error('A payload that nobody delivered.');
    tally.runs += 1;
    await new Promise((resolve) => setTimeout(resolve, WORK_MS));
    if (this.fails.has(payload)) throw new Error('out of stock, for now');
    tally.effects += 1;
    return `receipt for ${tally.request}`;
  }

  request(request: string): RequestTally {
    const tally = { request, deliveries: 0, runs: 0, effects: 0 };
    this.tallies.push(tally);
    return tally;
  }

  /** Delivers to one of the workers; resolves to what is answered, or to why not. */
  async deliver(tally: RequestTally, delivery: Json, { worker = 0, fails = false } = {}): Promise<string> {
    const args = this.scene.args?.(structuredClone(delivery)) ?? [structuredClone(delivery)];
    const payload = args[0] as object;
    this.requests.set(payload, tally);
    if (fails) this.fails.add(payload);
    tally.deliveries += 1;
    const [handler = this.workers[0]] = this.workers.slice(worker);
    return handler ? handler(...args).catch((error: Error) => `failed: ${error.message}`) : '';
  }
}

const WORK_MS = 100;
