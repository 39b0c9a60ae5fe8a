import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Order } from './order-placed.js';
import type { Receipt } from './payments.js';

/** What the provider's books say about one order. */
export interface Account {
  requests: number;
  charges: number;
}

/** Something that goes wrong with the first request for an order. */
export type Incident =
  /** The provider is down: it answers 503 and charges nothing. */
  | 'unavailable'
  /** The provider charges, and the worker that asked for it never gets to know. */
  | 'worker-dies';

interface ChargeRequest extends Pick<Order, 'orderId' | 'payment'> {
  readonly amountCents: number;
}

const CHARGING_MS = 150;

/**
 * A payment provider with a ledger of its own, outside the guarded record. Like many it honours an idempotency key
 * for cards only: a direct debit is made as often as it is asked for.
 */
export class PaymentProvider {
  private readonly accounts = new Map<string, Account>();
  private readonly byKey = new Map<string, Receipt>();
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  /**
   * @param incidents by order id.
   * @param killWorker ends the worker that has just asked for this order's charge.
   */
  constructor(
    private readonly incidents: ReadonlyMap<string, Incident>,
    private readonly killWorker: (orderId: string) => void,
  ) {}

  /** Resolves with the provider's URL. */
  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    // Listening on a port, the server has an address of this kind.
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  account(orderId: string): Account {
    const account = this.accounts.get(orderId) ?? { requests: 0, charges: 0 };
    this.accounts.set(orderId, account);
    return account;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Only the shop's own client sends requests here.
    const charge = (await json(request)) as ChargeRequest;
    const account = this.account(charge.orderId);
    account.requests += 1;
    const incident = account.requests === 1 ? this.incidents.get(charge.orderId) : undefined;
    if (incident === 'unavailable') return void response.writeHead(503).end();
    const receipt = await this.charge(charge, String(request.headers['idempotency-key']));
    if (incident === 'worker-dies') return this.killWorker(charge.orderId);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(receipt));
  }

  private async charge({ orderId, payment, amountCents }: ChargeRequest, key: string): Promise<Receipt> {
    const known = payment === 'card' ? this.byKey.get(key) : undefined;
    if (known) return known;
    await sleep(CHARGING_MS);
    const account = this.account(orderId);
    account.charges += 1;
    const receipt = { chargeId: `ch-${orderId}-${account.charges}`, amountCents };
    this.byKey.set(key, receipt);
    return receipt;
  }
}
