const MINUTE_MS = 60_000;

/**
 * However this process ends, it does so by `exit`, and with it what it started: also by a signal, and when it takes
 * too long because something hangs.
 */
export function alwaysEnd(withinMinutes: number): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  const giveUp = (): void => {
    console.error(`FAILED: not done within ${withinMinutes} minutes.`);
    process.exit(1);
  };
  setTimeout(giveUp, withinMinutes * MINUTE_MS).unref();
}
