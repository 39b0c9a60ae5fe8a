declare const unit: unique symbol;

/** A point in time: milliseconds since 1970-01-01T00:00:00Z. Not interchangeable with {@link EpochSeconds}. */
export type EpochMs = number & { readonly [unit]: 'epoch milliseconds' };

/** A point in time: whole seconds since 1970-01-01T00:00:00Z, as DynamoDB's TTL wants it. */
export type EpochSeconds = number & { readonly [unit]: 'epoch seconds' };

// The brand exists in the type system only: these casts are the one place where it is given.
export const epochMs = (value: number): EpochMs => value as EpochMs;
export const epochSeconds = (value: number): EpochSeconds => value as EpochSeconds;

export const addMs = (time: EpochMs, ms: number): EpochMs => epochMs(time + ms);

/** Rounded up, so that a record is never seen as expired before its time. */
export const secondsCovering = (time: EpochMs): EpochSeconds => epochSeconds(Math.ceil(time / 1000));

/** Rounded down: the last whole second that has begun by `time`. */
export const secondsReachedBy = (time: EpochMs): EpochSeconds => epochSeconds(Math.floor(time / 1000));

/** The first millisecond of a second. */
export const startOfSecond = (time: EpochSeconds): EpochMs => epochMs(time * 1000);
