import type { IdempotencyRepository } from 'idempotent-handlers';
import { IdempotentHttp, idempotentHttp, type HttpEvent, type HttpEventV2 } from 'idempotent-handlers/http';

interface Reply<Data> {
  readonly statusCode: number;
  readonly data: Data;
}

/** Compiled, not run. */
export class GenericApi<Event extends HttpEvent, Message extends { readonly Records: unknown }, Data> {
  constructor(private readonly data: Data) {}

  @IdempotentHttp()
  async classEvent(_event: Event): Promise<Reply<Data>> {
    return { statusCode: 200, data: this.data };
  }

  @IdempotentHttp({ caller: (event: HttpEventV2) => event.rawPath })
  async ownEvent<Request extends HttpEventV2>(event: Request): Promise<Reply<Request>> {
    return { statusCode: 200, data: event };
  }

  // @ts-expect-error -- not an HTTP request
  @IdempotentHttp()
  async message(_event: Message): Promise<Reply<Data>> {
    return { statusCode: 200, data: this.data };
  }

  // @ts-expect-error -- a fingerprint that is not there at once
  @IdempotentHttp({ fingerprint: async (event: HttpEvent) => event.body })
  async deferred(_event: Event): Promise<Reply<Data>> {
    return { statusCode: 200, data: this.data };
  }
}

export const guarded = <Event extends HttpEvent, Answer extends { readonly statusCode: number }>(
  handler: (event: Event) => Promise<Answer>,
): typeof handler => idempotentHttp(handler, { operation: 'guarded' });

interface Order extends HttpEventV2 {
  readonly body: string;
}

export const inPlace = idempotentHttp(
  async function pay(event: Order) {
    return { statusCode: 201, body: event.body };
  },
  { operation: 'in-place' },
);

// @ts-expect-error -- the event of another source
export const ofAnotherSource = idempotentHttp(async function pay(event: { readonly id: string }) {
  return { statusCode: 201, body: event.id };
});

// @ts-expect-error -- not async
export const notAsync = idempotentHttp(function pay(event: Order) {
  return { statusCode: 201, body: event.body };
});

/** Declarations name what they return. */
export const recordsOf = (repository: IdempotencyRepository) => (id: string) =>
  repository.find(id, { timeoutMs: 1_000 });
