import { methodDecorator } from '../decorators/decorated-method.js';
import type { DoesNotFit, GuardableMethod } from '../options/method-check.js';
import { guardHttp } from './guard-http.js';
import type { HttpMethodCheck, KnownHttpOptions } from './http-method-check.js';
import type { IdempotentHttpOptions } from './http-options.js';

/** The method decorator made by {@link IdempotentHttp}, for both decorator standards. */
export interface IdempotentHttpDecorator<Options> {
  /** Standard (TC39) decorators. `never`: methods that declare their `this` are fine as well. */
  <Method extends GuardableMethod>(
    method: Method & HttpMethodCheck<Options, Method>,
    context: ClassMethodDecoratorContext<never>,
  ): Method;
  /** Legacy decorators (`experimentalDecorators`). */
  <Method extends GuardableMethod>(
    target: object,
    property: string | symbol,
    descriptor: TypedPropertyDescriptor<Method> & LegacyCheck<HttpMethodCheck<Options, Method>>,
  ): TypedPropertyDescriptor<Method> | void;
}

/** The misfit itself, not as the type of the descriptor's optional `value`, which leaving it out would satisfy. */
type LegacyCheck<Check> = Check extends DoesNotFit<unknown> ? Check : { readonly value?: Check };

/**
 * Guards a method that answers HTTP requests of API Gateway (payload formats 1.0 and 2.0), Lambda function URLs or
 * Application Load Balancers, by the draft of the Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header).
 *
 * What you get: of several requests with the same key, caller, method and path, one runs the method and all get its
 * response; later ones carry the header `Idempotent-Replayed: true`. Where no response can be given, the client gets a
 * problem (RFC 9457) in the format that its request came in:
 *
 * | status | when |
 * |---|---|
 * | 400 | the key is missing, or is not one string of 1 to 255 printable ASCII characters |
 * | 422 | the key was used before, with another query or body |
 * | 409, `Retry-After` | the first request is still being processed |
 * | 503, `Retry-After` | the repository cannot be reached; the method was not run |
 * | 500 | the first request ended without telling how (`recovery: 'halt'`), or its response cannot be given again |
 *
 * Limits: those of `@Idempotent`. A response of 5xx, 408, 425 or 429 is not stored, so that a retry runs the method
 * again; nor is one for a method that threw, whose error passes untouched. Cookies are never stored. The problems are
 * responses of their own, whatever type the method returns.
 *
 * @param options all optional; see {@link IdempotentHttpOptions}.
 * @throws IdempotencyConfigurationError at decoration, for an unknown, wrong or contradicting option. The method
 * rejects with it for an event that is no HTTP request, for a sender that was authenticated without a name (see
 * {@link callerOf}), for a request that cannot be compared (option `fingerprint`), and where no repository is found.
 *
 * @example
 * ```ts
 * @UseRepository(new DynamoDBRepository({ tableName: 'idempotency' }))
 * class PaymentApi {
 *   @IdempotentHttp({ ttl: '48h' })
 *   async post(event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyResultV2> {
 *     const payment = await charge(JSON.parse(event.body ?? ''));
 *     return { statusCode: 201, body: JSON.stringify(payment) };
 *   }
 * }
 * ```
 */
export function IdempotentHttp<const Options extends IdempotentHttpOptions = Record<never, never>>(
  options?: KnownHttpOptions<Options>,
): IdempotentHttpDecorator<Options> {
  // One implementation for two signatures, told apart by what the compiler passes; each is typed above.
  const decorate = methodDecorator('@IdempotentHttp', (decorated) => guardHttp(decorated, options));
  return decorate as IdempotentHttpDecorator<Options>;
}
