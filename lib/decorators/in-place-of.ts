/** A method as decorators see it: only the types know its arguments; at run time they are passed through. */
export type Method = (this: unknown, ...args: unknown[]) => unknown;

/** AWS's runtime client refuses handlers with three or more parameters: callbacks are gone. */
const MAX_LENGTH = 2;

/** Gives the function that takes a method's place its name, its own properties and, up to two, its length. */
export function inPlaceOf(method: Method, replacement: Method): Method {
  const { prototype: _, ...own } = Object.getOwnPropertyDescriptors(method as Method & { prototype?: unknown });
  return Object.defineProperties(replacement, {
    ...own,
    length: { value: Math.min(method.length, MAX_LENGTH), configurable: true },
  });
}
