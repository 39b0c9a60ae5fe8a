import type { Ended, ExecutionEnvironment } from './execution-environment.js';
import type { Order } from './order.js';
import type { Pool } from './pool.js';
import type { Incident } from './watch.js';

/** Far beyond what a delivery needs, also on a busy machine. */
const TIMEOUT_MS = 60_000;
const MOST_DELIVERIES = 50;

/** Delivers an event at least once: until it is answered, and once more. Keeps what the answers were. */
export class EventSource {
  deliveries = 0;
  /** The receipts given, by key. */
  readonly receipts = new Map<string, Set<string>>();
  /** How deliveries ended that were not answered, and how often. */
  readonly failures = new Map<string, number>();

  constructor(private readonly pool: Pool) {}

  /** To any idle process. */
  deliver(order: Order, options?: DeliveryOptions): Promise<Ended> {
    return this.pool.use((environment) => this.deliverTo(environment, order, options));
  }

  async deliverTo(
    environment: ExecutionEnvironment,
    order: Order,
    { timeoutMs = TIMEOUT_MS, incident }: DeliveryOptions = {},
  ): Promise<Ended> {
    this.deliveries += 1;
    const ended = await environment.invoke(order, timeoutMs, incident);
    if (ended.kind === 'response') {
      this.receipts.set(order.key, (this.receipts.get(order.key) ?? new Set()).add(ended.receipt));
    } else {
      const reason = ended.kind === 'error' ? ended.errorType : ended.kind;
      this.failures.set(reason, (this.failures.get(reason) ?? 0) + 1);
    }
    return ended;
  }

  async deliverUntilAnswered(order: Order, options?: DeliveryOptions): Promise<void> {
    for (let delivery = 0; delivery < MOST_DELIVERIES; delivery += 1) {
      const ended = await this.deliver(order, delivery === 0 ? options : undefined);
      if (ended.kind === 'response') return;
    }
    throw new Error(`${order.key} was not answered in ${MOST_DELIVERIES} deliveries.`);
  }
}

export interface DeliveryOptions {
  readonly timeoutMs?: number;
  readonly incident?: Incident;
}
