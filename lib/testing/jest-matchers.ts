import type { Delivery } from './delivery.js';

/** Only for what deliveries(...) resolves with: a forgotten `await` does not compile. */
type Matcher<Received, Args extends unknown[], Returned> = [Received] extends [readonly Delivery[]]
  ? (...args: Args) => Returned
  : never;

/** What `idempotencyMatchers` add to `expect(received)`. */
export interface IdempotencyMatchers<Returned = unknown, Received = readonly Delivery[]> {
  /** The method was run once for these deliveries. */
  toRunOnce: Matcher<Received, [], Returned>;
  /** The method was run so many times for these deliveries. */
  toRunTimes: Matcher<Received, [times: number], Returned>;
  /** Some delivery ran the method, and the others were answered without running it. */
  toReplay: Matcher<Received, [], Returned>;
  /** All answered deliveries got equal answers. */
  toAnswerAlike: Matcher<Received, [], Returned>;
}

declare global {
  // The way in which @types/jest can be added to.
  namespace jest {
    interface Matchers<R, T> {
      toRunOnce: IdempotencyMatchers<R, T>['toRunOnce'];
      toRunTimes: IdempotencyMatchers<R, T>['toRunTimes'];
      toReplay: IdempotencyMatchers<R, T>['toReplay'];
      toAnswerAlike: IdempotencyMatchers<R, T>['toAnswerAlike'];
    }
  }
}
