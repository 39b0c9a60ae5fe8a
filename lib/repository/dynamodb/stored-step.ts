import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { StoredStep } from '../record.js';
import { number, stored } from './attribute-value.js';

/** The members of one entry of the steps' map: short, since every name counts towards the item's size. */
export const STEP_RESULT = 'r';
export const STEP_EXPIRY = 'e';

/**
 * A step named `__proto__` would be lost as a member of the objects that SDKs make of a map, and one named `''` is
 * not a legal member: a prefix makes every name a harmless one.
 */
const PREFIX = ':';

export const stepMember = (name: string): string => PREFIX + name;

/** Undefined: not a member that {@link stepMember} made. */
export const stepName = (member: string): string | undefined =>
  member.startsWith(PREFIX) ? member.slice(PREFIX.length) : undefined;

export const stepValue = ({ result, expiresAtSeconds }: StoredStep): AttributeValue => ({
  M: { [STEP_RESULT]: stored(result), [STEP_EXPIRY]: number(expiresAtSeconds) },
});
