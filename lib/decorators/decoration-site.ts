/** How many frames tell one decoration from another, also when all go through a helper of the user's own. */
const FRAMES = 4;

/**
 * Where in the user's code a decorator is being applied, as the engine's stack tells: the same place when a module is
 * evaluated again (by a test runner, or a development server), another one for another class.
 *
 * @param above the library's own function that the user's code has called.
 */
export function decorationSite(above: (...args: never[]) => unknown): string {
  const limit = Error.stackTraceLimit;
  const probe: { stack?: string } = {};
  Error.stackTraceLimit = FRAMES;
  Error.captureStackTrace(probe, above);
  Error.stackTraceLimit = limit;
  const frames = (probe.stack ?? '').split('\n').slice(1);
  return frames.map((frame) => frame.trim().replace(/\?[^:)]*/, '')).join('\n');
}

/** The innermost place, for messages: `orders.ts:12:3`, without the folders of the machine. */
export const shortSite = (site: string): string => /([^/\\( ]+:\d+:\d+)\)?$/m.exec(site)?.[1] ?? 'an unknown place';
