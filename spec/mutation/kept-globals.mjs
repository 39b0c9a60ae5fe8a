const LISTENED_TO = ['uncaughtException', 'unhandledRejection', 'rejectionHandled', 'warning', 'exit', 'beforeExit'];

/** Remembers what a spec file could change of the process; the function returned restores it. */
export function keepGlobals() {
  const restorers = [globalThis, process.env, ...builtins()].map(keepMembers);
  const listeners = new Map(LISTENED_TO.map((event) => [event, process.rawListeners(event)]));
  return () => {
    for (const restore of restorers) restore();
    for (const [event, kept] of listeners) {
      for (const listener of process.rawListeners(event)) {
        if (!kept.includes(listener)) process.removeListener(event, listener);
      }
    }
  };
}

/** What the language defines: constructors, their prototypes, and objects such as `JSON`. None of it is enumerable. */
function builtins() {
  const objects = new Set();
  for (const { value, enumerable } of Object.values(Object.getOwnPropertyDescriptors(globalThis))) {
    if (enumerable || value === globalThis || Object(value) !== value) continue;
    objects.add(value);
    if (typeof value === 'function' && value.prototype) objects.add(value.prototype);
  }
  return objects;
}

function keepMembers(object) {
  const kept = new Map(Reflect.ownKeys(object).map((key) => [key, Object.getOwnPropertyDescriptor(object, key)]));
  return () => {
    for (const key of Reflect.ownKeys(object)) if (!kept.has(key)) Reflect.deleteProperty(object, key);
    for (const [key, descriptor] of kept) {
      if (differs(Object.getOwnPropertyDescriptor(object, key), descriptor)) {
        Reflect.defineProperty(object, key, descriptor);
      }
    }
  };
}

const differs = (now, kept) => !Object.is(now?.value, kept.value) || now?.get !== kept.get;
