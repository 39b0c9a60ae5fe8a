import { Idempotent, InMemoryRepository, UseRepository, execution } from 'idempotent-handlers';

interface OrderPlaced {
  readonly detail: { readonly orderId: string };
}

@UseRepository(new InMemoryRepository())
class OrderHandler {
  runs = 0;

  @Idempotent({ key: 'detail.orderId', ttl: '48h' })
  async onOrder(event: OrderPlaced): Promise<string> {
    this.runs += 1;
    return `${event.detail.orderId}, attempt ${execution().attempt}`;
  }

  // @ts-expect-error -- no such path in the payload
  @Idempotent({ key: 'detail.oderId', operation: 'misspelt' })
  async misspelt(event: OrderPlaced): Promise<string> {
    return event.detail.orderId;
  }
}

async function main(): Promise<void> {
  const handler = new OrderHandler();
  const answers = [
    await handler.onOrder({ detail: { orderId: 'a' } }),
    await handler.onOrder({ detail: { orderId: 'a' } }),
    await handler.onOrder({ detail: { orderId: 'b' } }),
  ];
  console.log(JSON.stringify({ runs: handler.runs, answers }));
}

void main();
