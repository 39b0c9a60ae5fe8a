/** How many frames tell one decoration from another, also when all go through one function of the user's own. */
const FRAMES = 4;
/** So many of others may stand before them. */
const FRAMES_READ = 10;

/** Between a class and its decorators stand helpers of compilers and of reflect-metadata, the same for all classes. */
const HELPER =
  /[\\/](?:reflect-metadata|tslib|@swc[\\/]helpers)[\\/]|at (?:Reflect\.decorate|DecorateProperty|_?_?(?:es|ts_)?[dD]ecorate\w*|_apply_decs\w*)\b/;

/**
 * Where in the user's code a decorator is being applied, as the engine's stack tells: the same place when a module is
 * evaluated again (by a test runner, or a development server), another one for another class.
 *
 * @param above the library's own function that the user's code has called.
 */
export function decorationSite(above: (...args: never[]) => unknown): string {
  const limit = Error.stackTraceLimit;
  const probe: { stack?: string } = {};
  Error.stackTraceLimit = FRAMES_READ;
  Error.captureStackTrace(probe, above);
  Error.stackTraceLimit = limit;
  const frames = (probe.stack ?? '').split('\n').slice(1);
  return frames
    .filter((frame) => !HELPER.test(frame))
    .slice(0, FRAMES)
    .map((frame) => frame.trim().replace(/\?[^:)]*/, ''))
    .join('\n');
}

/** The innermost place, for messages: `orders.ts:12:3`, without the folders of the machine. */
export const shortSite = (site: string): string => /([^/\\( ]+:\d+:\d+)\)?$/m.exec(site)?.[1] ?? 'an unknown place';
