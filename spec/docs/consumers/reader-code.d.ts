/**
 * What the snippets of the documents take for granted: the reader's own code, and packages that are not installed
 * here. Only `snippets.spec.ts` compiles this file.
 */
interface Receipt {
  readonly id: string;
}

type OrderPlaced = import('aws-lambda').EventBridgeEvent<'OrderPlaced', { orderId: string; totalCents: number }>;

declare const event: OrderPlaced;
declare const context: import('aws-lambda').Context;

declare const payments: {
  charge(
    order: { orderId: string; totalCents: number },
    options: { idempotencyKey: string; signal?: AbortSignal },
  ): Promise<Receipt>;
};
declare const stripe: { charge(order: object, options: { idempotencyKey: string }): Promise<Receipt> };
declare const stock: { reserve(orderId: string): Promise<{ reservationId: string }> };
declare const bank: {
  findByReference(reference: string): Promise<Receipt | undefined>;
  debit(transferId: string, options: { reference: string }): Promise<Receipt>;
};
declare const metrics: { count(name: string, labels: object): void };

declare const charge: jest.MockedFunction<(order: { orderId: string; totalCents: number }) => Promise<Receipt>>;
declare const findCharge: (event: OrderPlaced) => Promise<Receipt | undefined>;
declare const retryLater: (afterMs: number) => void;

interface TransferRequest {
  readonly headers: { readonly 'Idempotency-Key': string };
  readonly tenantId: string;
  readonly body: { readonly amountCents: number };
}
declare const transfer: (request: TransferRequest) => Promise<Receipt>;
declare const payOut: (transferId: string) => Promise<Receipt>;
declare class InsufficientFundsError extends Error {}
declare class PaymentDeclinedError extends Error {}

declare module 'aws-cdk-lib/aws-dynamodb' {
  export const AttributeType: { readonly STRING: 'S' };
  export const BillingMode: { readonly PAY_PER_REQUEST: 'PAY_PER_REQUEST' };
  export class Table {
    constructor(
      scope: object,
      id: string,
      properties: {
        partitionKey: { name: string; type: 'S' };
        billingMode: 'PAY_PER_REQUEST';
        timeToLiveAttribute: string;
      },
    );
    readonly tableArn: string;
  }
}
declare module 'aws-cdk-lib/aws-iam' {
  export class PolicyStatement {
    static fromJson(statement: object): PolicyStatement;
  }
}
declare const stack: object;
declare const ordersFunction: { addToRolePolicy(statement: object): void };
declare const table: { readonly tableArn: string };
declare const role: { addToPolicy(statement: object): void };
declare const client: import('@aws-sdk/client-dynamodb').DynamoDBClient;
declare const repository: import('idempotent-handlers').IdempotencyRepository;

interface Order {
  readonly orderId: string;
  readonly totalCents: number;
}
declare class OrderHandler {
  onOrder(event: OrderPlaced, context?: import('aws-lambda').Context): Promise<Receipt>;
}
declare const handler: OrderHandler;
declare const orders: OrderHandler;

/** What the docstrings of the inner parts take for granted. */
declare const record: {
  readonly id: string;
  readonly result: string;
};
declare const text: string;
declare function readPart(recordId: string, partOf: string, index: number): Promise<Uint8Array | undefined>;
declare class Money {
  constructor(cents: number);
}
declare class Pool {
  constructor(options: { readonly connectionString: string | undefined });
  end(): Promise<void>;
}
declare const PostgresRepository: new (pool: Pool) => import('idempotent-handlers').IdempotencyRepository;
interface Job {
  readonly id: string;
}
declare const middy: typeof import('@middy/core').default;
