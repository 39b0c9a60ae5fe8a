import { plainFunction } from '../decorators/plain-function.js';
import { isEarlyTimeout } from './early-timeout.js';
import { guardHttp } from './guard-http.js';
import type { HttpEvent } from './http-event.js';
import type { IdempotentHttpOptions } from './http-options.js';

/** What middy hands to its middlewares, as far as this one looks at it. */
export interface MiddlewareRequest {
  readonly event: unknown;
  readonly context: unknown;
  response?: unknown;
  error?: unknown;
}

/** A middleware of middy. */
export interface IdempotentHttpMiddleware {
  before(request: MiddlewareRequest): Promise<unknown>;
  after(request: MiddlewareRequest): Promise<void>;
  onError(request: MiddlewareRequest): Promise<void>;
}

/**
 * {@link IdempotentHttp} as a middleware of middy. Add it **last**, so that nothing stands between it and the handler:
 * middy skips `after` when a later middleware answers early, and the record would stay claimed until its lease is over.
 *
 * Guarding the base handler, `middy(idempotentHttp(handler))`, is the better form where possible: `execution()` works
 * there, and no order of middlewares can break it. Under the middleware `execution()` does not work, since a middleware
 * cannot put the handler into an asynchronous context of its own. Nor do the other middlewares see replays and problems
 * in `after`: a response that one of them refuses there is stored all the same, and replayed as it is.
 *
 * When middy gives up waiting for the handler (its early timeout, on by default), the handler goes on. middy's error
 * then passes, and the key stays with the handler until the lease is over. What your own `timeoutEarlyResponse` returns
 * or throws cannot be told from what the handler does: it would end the record while the handler runs. Guard the base
 * handler there, or set `timeoutEarlyInMillis: 0`.
 *
 * @param options those of {@link IdempotentHttp}; `operation` is needed, because a middleware does not know the
 * handler's name.
 * @throws IdempotencyConfigurationError as {@link IdempotentHttp}.
 *
 * @example
 * ```ts
 * async function pay(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
 *   return { statusCode: 201, body: event.rawPath };
 * }
 *
 * export const handler = middy(pay).use(
 *   idempotentHttpMiddleware({ operation: 'pay', repository: new DynamoDBRepository({ tableName: 'idempotency' }) }),
 * );
 * ```
 */
export function idempotentHttpMiddleware(
  options: IdempotentHttpOptions & { readonly operation: string },
): IdempotentHttpMiddleware {
  const handled = plainFunction('idempotentHttpMiddleware', untilHandled, idempotentHttpMiddleware);
  const guarded = guardHttp(handled, options);
  const passages = new WeakMap<MiddlewareRequest, Passage>();

  return {
    async before(request) {
      const passage = new Passage();
      // An async function that takes these: see untilHandled.
      passage.answer = guarded(request.event, request.context, passage) as Promise<unknown>;
      const early = await Promise.race([passage.entered, passage.answer]);
      // middy runs the handler where `before` gives nothing: an answer without a value must not look like that.
      if (!passage.isEntered) return early ?? null;
      passages.set(request, passage);
      return undefined;
    },

    async after(request) {
      const passage = takeOut(request);
      passage?.leave(request.response);
      if (passage) request.response = await passage.answer;
    },

    async onError(request) {
      const passage = takeOut(request);
      // A handler that still runs has not failed: its record stays claimed until its lease is over.
      if (!passage || isEarlyTimeout(request.error)) return;
      passage.fail(request.error);
      try {
        const answer = await passage.answer;
        request.response ??= answer;
      } catch (error) {
        request.error = error;
      }
    },
  };

  /** Once: what fails after the handler's end was told is an affair of other middlewares. */
  function takeOut(request: MiddlewareRequest): Passage | undefined {
    const passage = passages.get(request);
    passages.delete(request);
    return passage;
  }
}

/** The guarded method: it lasts from the end of `before` to the beginning of `after` or `onError`. */
const untilHandled = (_event: HttpEvent, _context: unknown, passage: Passage): Promise<unknown> => passage.enter();

/** One request on its way through the handler. */
class Passage {
  answer: Promise<unknown> = Promise.resolve();
  isEntered = false;
  leave!: (response: unknown) => void;
  fail!: (error: unknown) => void;
  private enterNow!: () => void;
  readonly entered = new Promise<void>((resolve) => (this.enterNow = resolve));
  private readonly handled = new Promise<unknown>((resolve, reject) => {
    this.leave = resolve;
    this.fail = reject;
  });

  enter(): Promise<unknown> {
    this.isEntered = true;
    this.enterNow();
    return this.handled;
  }
}
