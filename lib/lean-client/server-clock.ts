/** As the SDK: by less, a clock is not the reason for a refusal. AWS refuses from five minutes on. */
const SKEW_THAT_MATTERS_MS = 240_000;

/** The clock by which requests are signed: this machine's, until a refusal shows that it is wrong. */
export class ServerClock {
  #offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }

  /**
   * Learns from the `date` of a refusal.
   *
   * @returns whether the request was signed with a wrong time, so that one signed now may pass
   */
  correct(signedAt: Date, date: unknown): boolean {
    const serverTimeMs = typeof date === 'string' ? Date.parse(date) : NaN;
    if (!(Math.abs(serverTimeMs - signedAt.getTime()) >= SKEW_THAT_MATTERS_MS)) return false;
    this.#offsetMs = serverTimeMs - Date.now();
    return true;
  }
}
