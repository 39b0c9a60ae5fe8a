/** Creates an own member as an assignment would, but also one named `__proto__`, and past any setter. */
export function defineMember(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

/** As {@link defineMember}, but not enumerable, like the `message` and the `cause` of an error. */
export function defineHiddenMember(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: false, configurable: true });
}

/** Whether a value has own, enumerable members under symbols. */
export function hasSymbolMembers(value: object): boolean {
  const symbols = Object.getOwnPropertySymbols(value);
  return symbols.length > 0 && symbols.some((symbol) => Object.prototype.propertyIsEnumerable.call(value, symbol));
}
