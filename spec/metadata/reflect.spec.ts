import { classRepository, setClassRepository } from '../../lib/metadata/class-repository.js';
import { injectedRepository, setInjectedRepository } from '../../lib/metadata/injected-repository.js';
import { defineMetadata, findMetadata, metadataKey } from '../../lib/metadata/reflect.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';

describe('metadata', () => {
  const key = metadataKey<string>('of-this-spec');

  it('is found on the object itself, or on the nearest one of its prototypes', () => {
    class Base {}
    class Middle extends Base {}
    class Derived extends Middle {}
    expect(findMetadata(key, Derived)).toBeUndefined();
    defineMetadata(key, Base, 'base');
    expect([Base, Middle, Derived].map((each) => findMetadata(key, each))).toEqual(['base', 'base', 'base']);
    defineMetadata(key, Middle, 'middle');
    expect([Base, Middle, Derived].map((each) => findMetadata(key, each))).toEqual(['base', 'middle', 'middle']);
  });

  it('leaves no trace on the object', () => {
    class Marked {}
    defineMetadata(key, Marked, 'x');
    expect(Reflect.ownKeys(Marked)).toEqual(['length', 'name', 'prototype']);
    expect(findMetadata(key, Object.freeze(class {}))).toBeUndefined();
  });

  it('lies under registered, namespaced keys, which another copy of the library finds', () => {
    expect(key.symbol).toBe(Symbol.for('idempotent-handlers/of-this-spec'));
    class Marked {}
    Reflect.defineMetadata(Symbol.for('idempotent-handlers/class-repository'), 'of another copy', Marked);
    expect(classRepository(Marked)).toBe('of another copy');
  });

  it('does not depend on emitted types', () => {
    class Handler {
      async handle(_: string): Promise<void> {}
    }
    expect(Reflect.getMetadataKeys(Handler.prototype, 'handle')).toEqual([]);
  });
});

describe('the repository of a class', () => {
  it('is inherited by subclasses and not by base classes', () => {
    class Base {}
    class Derived extends Base {}
    const repository = new InMemoryRepository();
    setClassRepository(Derived, repository);
    expect([classRepository(Base), classRepository(Derived), classRepository(class extends Derived {})]).toEqual([
      undefined,
      repository,
      repository,
    ]);
  });
});

describe('the injected repository', () => {
  it('is read from the instance, each time', () => {
    class Handler {
      held: unknown = 1;
    }
    const handler = new Handler();
    expect(injectedRepository(handler)).toBeUndefined();
    setInjectedRepository(Handler.prototype, (instance) => (instance as Handler).held);
    expect(injectedRepository(handler)).toBe(1);
    handler.held = 2;
    expect(injectedRepository(handler)).toBe(2);
  });
});
