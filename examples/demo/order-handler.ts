import { DynamoDBRepository, execution, Idempotent, UseRepository } from 'idempotent-handlers';
import type { OrderPlaced } from './order-placed.js';
import type { Payments, Receipt } from './payments.js';

/** Region, endpoint and credentials come from the environment. */
const repository = new DynamoDBRepository({ tableName: process.env['DEMO_TABLE'] ?? 'idempotency-demo' });

/** The handler of a shop. It knows nothing of the demo around it. */
@UseRepository(repository)
export class OrderHandler {
  constructor(
    private readonly payments: Payments,
    private readonly log: (message: string) => void,
  ) {}

  /** A short lease, so that nobody has to wait long for the takeover from a worker that died. */
  @Idempotent({ key: 'detail.orderId', ttl: '48h', lease: '3s' })
  async onOrder(event: OrderPlaced): Promise<Receipt> {
    const { attempt, childKey } = execution();
    this.log(`attempt ${attempt}`);
    return this.payments.charge(event.detail, childKey('charge'));
  }
}
