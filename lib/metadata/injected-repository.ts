import { defineMetadata, findMetadata, metadataKey } from './reflect.js';

/** Reads the marked property of an instance. */
export type ReadInjected = (instance: object) => unknown;

const INJECTED_REPOSITORY = metadataKey<ReadInjected>('injected-repository');

/** @param prototype the prototype whose instances carry the property. */
export const setInjectedRepository = (prototype: object, read: ReadInjected): void =>
  defineMetadata(INJECTED_REPOSITORY, prototype, read);

/** The value of the instance's marked property; undefined if none is marked, or it is not set. */
export const injectedRepository = (instance: object): unknown =>
  findMetadata(INJECTED_REPOSITORY, instance)?.(instance);
