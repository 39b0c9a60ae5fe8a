import type { IdempotentOptions } from '../options/idempotent-options.js';

/** The options of `@Idempotent` that mean the same for HTTP requests. */
type CoreOptions = Pick<
  IdempotentOptions,
  'ttl' | 'operation' | 'lease' | 'wait' | 'recovery' | 'claim' | 'whenUnavailable' | 'repository'
>;

/**
 * The options of `@IdempotentHttp` and `idempotentHttp()`. All are optional; each is checked once, at decoration.
 *
 * `ttl`, `operation`, `lease`, `recovery`, `claim`, `whenUnavailable` and `repository` are those of `@Idempotent`.
 * `wait` is, too, but its default is `false`: the draft of the Idempotency-Key header asks for 409 at once.
 */
export interface IdempotentHttpOptions extends CoreOptions {
  /** The name of the header that carries the key, in any case. Default: `'Idempotency-Key'`. */
  readonly header?: string;
  /**
   * Which HTTP methods must carry a key: a list, `true` for all but the safe ones, `false` for none. Requests without a
   * key that need none run unguarded. Safe methods (GET, HEAD, OPTIONS, TRACE) are never guarded. Default:
   * `['POST', 'PATCH']`.
   */
  readonly required?: boolean | readonly string[];
  /**
   * Who the key belongs to: `(event) => string`. Requests of different callers never meet, whatever keys they send. It
   * must be the same in all attempts of one client. Default: the identity that API Gateway or the function URL
   * authenticated, if any; see `callerOf`. Needed where they authenticate without a name: a token without `sub`, or a
   * Lambda authorizer in payload format 2.0.
   */
  readonly caller?: (event: never) => string;
  /**
   * What must be the same in all requests of one key, besides method and path: `(event) => value`; `false` compares
   * nothing. Default: the query and the raw body.
   */
  readonly fingerprint?: false | ((event: never) => unknown);
  /**
   * Which responses are the answer to the request, and are stored: `(statusCode) => boolean`. Any other goes to this
   * client alone, and the next attempt runs. Default: those below 500 except 408, 425 and 429.
   */
  readonly storeStatus?: (statusCode: number) => boolean;
  /**
   * Names of response headers that a replay repeats, besides the usual ones about content, caching and cross-origin
   * access. Cookies are never repeated. Default: none.
   */
  readonly replayHeaders?: readonly string[];
  /** What stands before the names of problems in their `type`, such as a URL of your documentation. */
  readonly problemTypes?: string;
  /**
   * Headers that problems get beside their own, such as those of cross-origin access, without which a page's script
   * sees no problem: an object, or a function that makes one for a request, `(event) => headers`. Default: none.
   */
  readonly problemHeaders?: Readonly<Record<string, string>> | ((event: never) => Readonly<Record<string, string>>);
}
