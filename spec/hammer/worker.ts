import { randomUUID } from 'node:crypto';
import { Idempotent, UseRepository } from '../../lib/index.js';
import { handlerSurroundings } from '../processes/ledger/surroundings.js';
import type { Answer, Delivery } from './delivery.js';

const { repository, ledger } = handlerSurroundings();

@UseRepository(repository)
class OrderHandler {
  /** A short lease, so that a takeover from a killed process does not take long. */
  @Idempotent({ key: 'key', operation: 'hammer', lease: '1s' })
  async onOrder({ key }: Delivery): Promise<string> {
    const receipt = randomUUID();
    await ledger.effect(key, 'charge');
    ledger.stage(key, receipt);
    return receipt;
  }
}

const handler = new OrderHandler();
const answer = (message: Answer): void => void process.send?.(message);

process.on('message', (delivery: Delivery) => {
  const { number } = delivery;
  handler.onOrder(delivery).then(
    (receipt) => answer({ number, receipt }),
    // Whatever is thrown is a reason to deliver again.
    (error: Error) => answer({ number, error: error.name }),
  );
});
process.on('disconnect', () => process.exit());
