/**
 * Whether this is the prototype of plain objects or arrays in any realm (another one made it inside `node:vm`, as in
 * a test runner). A class of the same name is not taken for it: its source text differs.
 */
export function isBuiltinPrototype(prototype: unknown, builtin: ObjectConstructor | ArrayConstructor): boolean {
  if (prototype === builtin.prototype) return true;
  const constructor = ownValue(prototype, 'constructor');
  return (
    typeof constructor === 'function' &&
    ownValue(constructor, 'prototype') === prototype &&
    Function.prototype.toString.call(constructor) === Function.prototype.toString.call(builtin)
  );
}

function ownValue(holder: unknown, name: string): unknown {
  if ((typeof holder !== 'object' && typeof holder !== 'function') || holder === null) return undefined;
  return Object.getOwnPropertyDescriptor(holder, name)?.value;
}
