import type { OutgoingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface EngineAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | string;
}

/** One request at the proxy, and what a fault can do with it. */
export interface Exchange {
  /** Hands the request to the engine, which applies it; resolves to the engine's answer. */
  forward(): Promise<EngineAnswer>;
  answer(answer: EngineAnswer): void;
  /** Resets the client's connection. */
  reset(): void;
  /** Resolves on `release` of the injected fault. */
  readonly released: Promise<void>;
}

export type Fault = (exchange: Exchange) => Promise<void>;

/** No fault: for `replayCopy` of a request that went well, or for `met`. */
export const passThrough = (): Fault => async (exchange) => exchange.answer(await exchange.forward());

/** The connection breaks before the request reaches the engine. */
export const loseRequest = (): Fault => async (exchange) => exchange.reset();

/** The engine applies the request, then the connection breaks. */
export const loseResponse = (): Fault => async (exchange) => {
  await exchange.forward();
  exchange.reset();
};

/** The request reaches the engine after `ms`. */
export const delayRequest = (ms: number): Fault => async (exchange) => {
  await sleep(ms);
  exchange.answer(await exchange.forward());
};

/** The engine applies the request at once; its answer arrives after `ms`. */
export const delayResponse = (ms: number): Fault => async (exchange) => {
  const answer = await exchange.forward();
  await sleep(ms);
  exchange.answer(answer);
};

/** The request reaches the engine only on `release`. */
export const holdRequest = (): Fault => async (exchange) => {
  await exchange.released;
  exchange.answer(await exchange.forward());
};

/** The engine applies the request at once; its answer arrives only on `release`. */
export const holdResponse = (): Fault => async (exchange) => {
  const answer = await exchange.forward();
  await exchange.released;
  exchange.answer(answer);
};

/** Neither reaches the engine nor is ever answered. */
export const hang = (): Fault => () => new Promise(() => undefined);

/** Answered without the engine. */
export const answerWith = (status: number, body: unknown): Fault => async (exchange) =>
  exchange.answer({
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** The table is over its capacity; the SDK retries. */
export const throttle = (): Fault => answerWith(400, awsError('ProvisionedThroughputExceededException'));

/** The caller's role lacks a permission; the SDK does not retry. */
export const denyAccess = (): Fault => answerWith(400, awsError('AccessDeniedException'));

/** The service failed; the SDK retries. */
export const failInternally = (): Fault => answerWith(500, awsError('InternalServerError'));

const awsError = (name: string): object => ({
  __type: `com.amazonaws.dynamodb.v20120810#${name}`,
  message: `${name}, injected by the fault proxy`,
});
