/** What `idempotencyMatchers` add to `expect`. */
export interface IdempotencyMatchers<Returned = unknown> {
  /** The method was run once for these deliveries. */
  toRunOnce(): Returned;
  /** The method was run so many times for these deliveries. */
  toRunTimes(times: number): Returned;
  /** One delivery ran the method, and the others were answered without running it. */
  toReplay(): Returned;
  /** All answered deliveries got equal answers. */
  toAnswerAlike(): Returned;
}

declare global {
  namespace jest {
    interface Matchers<R, T> extends IdempotencyMatchers<R> {}
  }
}
