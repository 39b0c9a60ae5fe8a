import { configureIdempotency } from 'idempotent-handlers';
import { OrderHandler } from './order-handler.js';
import { Payments } from './payments.js';
import type { Delivery, WorkerMessage } from './worker-message.js';

/**
 * A process of its own, with a repository and a client of its own: it shares nothing with other workers but the table.
 */
const tell = (message: WorkerMessage): void => void process.send?.(message);

configureIdempotency({ observers: [({ outcome }) => tell({ kind: 'outcome', outcome })] });

const payments = new Payments(process.env['DEMO_PAYMENTS'] ?? '');
const handler = new OrderHandler(payments, (message) => tell({ kind: 'log', message }));

async function handle({ event }: Delivery): Promise<void> {
  try {
    await handler.onOrder(event);
    tell({ kind: 'answered' });
  } catch (error) {
    tell({ kind: 'threw', error: error instanceof Error ? error.message : String(error) });
  }
}

process.on('message', (delivery: Delivery) => void handle(delivery));
process.on('disconnect', () => process.exit());
tell({ kind: 'ready' });
