import { runInNewContext } from 'node:vm';
import { isBuiltinPrototype } from '../../lib/key/builtin-prototype.js';

const prototypeOf = (value: unknown): unknown => Object.getPrototypeOf(value);

const withConstructor = (constructorOf: (prototype: object) => unknown): object => {
  const prototype = {};
  return Object.assign(prototype, { constructor: constructorOf(prototype) });
};

describe('isBuiltinPrototype', () => {
  it('knows the prototypes of every realm', () => {
    expect(isBuiltinPrototype(Object.prototype, Object)).toBe(true);
    expect(isBuiltinPrototype(Array.prototype, Array)).toBe(true);
    expect(isBuiltinPrototype(prototypeOf(runInNewContext('({})')), Object)).toBe(true);
    expect(isBuiltinPrototype(prototypeOf(runInNewContext('[]')), Array)).toBe(true);
  });

  it('knows that of its own realm when someone replaced its constructor', () => {
    const { constructor } = Array.prototype;
    Array.prototype.constructor = Object;
    try {
      expect(isBuiltinPrototype(Array.prototype, Array)).toBe(true);
    } finally {
      Object.defineProperty(Array.prototype, 'constructor', { value: constructor, enumerable: false });
    }
  });

  it.each([
    ['the other built-in', Array.prototype],
    ['a class', class Order {}.prototype],
    ['a class of the same name', runInNewContext('(class Object {}).prototype')],
    ['a function of the same name', runInNewContext('(function Object() {}).prototype')],
    ['a subclass', prototypeOf(runInNewContext('new (class extends Object {})'))],
    ['a map', Map.prototype],
    ['a plain object that names the constructor', { constructor: Object }],
    ['one whose constructor is no function', withConstructor((prototype) => ({ prototype }))],
    ['an accessor', Object.defineProperty({}, 'constructor', { get: () => expect('not called').toBe('called') })],
    ['an object without constructor', Object.create(null)],
    ['null', null],
    ['undefined', undefined],
  ])('does not take %s for that of plain objects', (_what, prototype) => {
    expect(isBuiltinPrototype(prototype, Object)).toBe(false);
  });
});
