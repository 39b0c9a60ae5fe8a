import 'reflect-metadata/lite';

/**
 * The one place that touches `Reflect.*`. Keys are registered symbols, so that two copies of the library in one
 * process find the same metadata.
 */
export interface MetadataKey<Value> {
  readonly symbol: symbol;
  /** Exists in the type system only. */
  readonly value?: Value;
}

export const metadataKey = <Value>(name: string): MetadataKey<Value> => ({
  symbol: Symbol.for(`idempotent-handlers/${name}`),
});

/** Sets a value on a class or a prototype. */
export function defineMetadata<Value>(key: MetadataKey<Value>, target: object, value: Value): void {
  Reflect.defineMetadata(key.symbol, value, target);
}

/** The value of the object itself, or of the nearest one on its prototype chain. */
export function findMetadata<Value>(key: MetadataKey<Value>, target: object): Value | undefined {
  // Only defineMetadata, above, writes under these keys.
  return Reflect.getMetadata(key.symbol, target) as Value | undefined;
}
