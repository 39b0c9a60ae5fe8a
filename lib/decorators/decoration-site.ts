/**
 * How many frames tell one decoration from another. Helpers of compilers that a minifier has renamed take up to five;
 * the others are for the class, and for functions of the user's own through which all its decorations may go.
 */
const FRAMES = 8;
/** So many of others may stand before them. */
const FRAMES_READ = 20;

/** Between a class and its decorators stand helpers of compilers and of reflect-metadata, the same for all classes. */
const HELPER_FILE = /[\\/](?:reflect-metadata|tslib|@swc[\\/]helpers|@babel[\\/]runtime)[\\/]/;

/** Their names, to which bundlers add numbers. In full: a user's own `decorateAll` is a place like any other. */
const HELPER_NAMES = [
  ...['Reflect\\.decorate', 'DecorateProperty'],
  ...['__decorate(?:Class|Element)?', '__esDecorate', '_(?:ts_)?decorate'],
  ...['(?:old_)?(?:memberDec|applyMemberDecs?)', 'applyDec', '_applyDecs\\w*', '_apply_decs\\w*'],
  '_applyDecoratedDescriptor',
];
const HELPER = new RegExp(`at (?:${HELPER_NAMES.join('|')})(?:\\$?\\d+)? \\(`);

/** From here on, the stack tells who asked for the module: somebody else each time that it is evaluated. */
const LOADER = /\bnode:internal[\\/]|[\\/]node_modules[\\/](?:jest-runtime|vite-node|vitest|vite)[\\/]/;

/**
 * Where in the user's code a decorator is being applied, as the engine's stack tells: the same place when a module is
 * evaluated again (by a test runner, or a development server), another one for another class. Empty if the engine
 * does not tell. One place in the code is one site, however often a loop or a factory comes by.
 *
 * @param above the library's own function that the user's code has called.
 */
export function decorationSite(above: (...args: never[]) => unknown): string {
  const frames = stackBelow(above);
  const loader = frames.findIndex((frame) => LOADER.test(frame));
  return frames
    .slice(0, loader === -1 ? undefined : loader)
    .filter((frame) => !HELPER.test(frame) && !HELPER_FILE.test(frame))
    .slice(0, FRAMES)
    .map((frame) => frame.trim().replace(/\?[^:)]*/, ''))
    .join('\n');
}

/** Of what is not known where, nothing says that it is the same. */
export const isSameSite = (one: string, other: string): boolean => one !== '' && one === other;

/** The innermost place, for messages: `orders.ts:12:3`, without the folders of the machine. */
export const shortSite = (site: string): string => /([^/\\( ]+:\d+:\d+)\)?$/m.exec(site)?.[1] ?? 'an unknown place';

/** The engine's own frames: a process may show other ones, or none, by an `Error.prepareStackTrace` of its own. */
function stackBelow(above: (...args: never[]) => unknown): readonly string[] {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const probe: { stack?: string } = {};
  if (Object.isFrozen(Error)) return [];
  Error.stackTraceLimit = FRAMES_READ;
  // Setting it to undefined is how the engine's own format is asked for; the types have no word for that.
  Error.prepareStackTrace = undefined as never;
  try {
    Error.captureStackTrace(probe, above);
    // The engine writes it when it is first read.
    return (probe.stack ?? '').split('\n').slice(1);
  } finally {
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  }
}
