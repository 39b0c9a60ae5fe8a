import type { AtOnceCheck, Decided, DoesNotFit, FirstMisfit, RecoveryCheck } from '../options/method-check.js';
import type { HttpEventV1, HttpEventV2 } from './http-event.js';
import type { IdempotentHttpOptions } from './http-options.js';

/** What a method may return: a response, or in payload format 2.0 the body of one with status 200. */
interface ResponseV1 {
  readonly statusCode: number;
}
type ResponseV2 = string | object;

/**
 * A type that no method has and that tells what is wrong, where the method does not take HTTP requests, return
 * responses or fit the options; otherwise one that the method has.
 */
export type HttpMethodCheck<Options, Method> = Decided<
  Method,
  [Method] extends [(this: never, ...args: infer Args) => Promise<infer Result>]
    ? FirstMisfit<
        [
          EventCheck<Args>,
          ResponseCheck<Args[0], Result>,
          OptionCheck<Options, 'caller', Args[0]>,
          OptionCheck<Options, 'fingerprint', Args[0]>,
          OptionCheck<Options, 'problemHeaders', Args[0]>,
          AtOnceCheck<Options, 'fingerprint'>,
          RecoveryCheck<Options, Result>,
        ]
      >
    : DoesNotFit<'the method must be async: it must return a Promise'>,
  HttpMethod & TakesWhat<Options, 'caller'> & TakesWhat<Options, 'fingerprint'> & TakesWhat<Options, 'problemHeaders'>
>;

/**
 * The same for a `function` written in place: TypeScript 5 asks for it before it looks at it, by what any method is.
 */
export type HttpFunctionCheck<Options, Fn> = [AnyMethod] extends [Fn] ? unknown : HttpMethodCheck<Options, Fn>;

/** What is guarded, before anything is known of it. */
export type AnyMethod = (...args: never[]) => Promise<unknown>;

/**
 * The checks once more, for what depends on a type parameter of the user's: conditions pass it, but to assign a method
 * to a type, the compiler looks at what the parameter extends.
 */
type HttpMethod = Handler<HttpEventV2, ResponseV2> | Handler<HttpEventV1 | HttpEventV2, ResponseV1>;

/** Options that may be functions of the request. */
type EventOption = 'caller' | 'fingerprint' | 'problemHeaders';

type TakesWhat<Options, Name extends EventOption> = Options extends {
  readonly [Key in Name]: (event: infer Event) => unknown;
}
  ? Handler<Event, unknown>
  : unknown;

/**
 * Any async method whose event is at least this. Written as a method: of those, the compiler compares parameters in
 * either direction. The text is there so that a wider event, in the other direction, does not fit.
 */
type Handler<Event, Response> = {
  handle(this: never, event: Event | 'no event', ...others: never[]): Promise<Response>;
}['handle'];

type EventCheck<Args extends readonly unknown[]> = Args extends readonly [infer Event, ...unknown[]]
  ? [Event] extends [HttpEventV1 | HttpEventV2]
    ? unknown
    : DoesNotFit<'the first argument must be a request of API Gateway, a function URL or an Application Load Balancer'>
  : DoesNotFit<'the method must take the request as its first argument'>;

type ResponseCheck<Event, Result> = [Event] extends [HttpEventV2]
  ? [Result] extends [ResponseV2]
    ? unknown
    : DoesNotFit<readonly ['the method must return a response, an object or a string, but returns', Result]>
  : [Result] extends [ResponseV1]
    ? unknown
    : DoesNotFit<readonly ['the method must return a response with a statusCode, but returns', Result]>;

type OptionCheck<Options, Name extends EventOption, Event> = Options extends {
  readonly [Key in Name]: infer Fn extends (...args: never[]) => unknown;
}
  ? Fn extends (event: Event) => unknown
    ? unknown
    : DoesNotFit<readonly [`option ${Name}: does not take the request of the method`, Event]>
  : unknown;

/** Options whose names are all known; an unknown one is shown as an error at its place. */
export type KnownHttpOptions<Options> = Options &
  // Named once more, so that functions written in place know the types of their parameters.
  Pick<IdempotentHttpOptions, 'recovery' | 'storeStatus'> & {
    readonly [Name in Exclude<keyof Options, keyof IdempotentHttpOptions>]: never;
  };
