import { randomBytes } from 'node:crypto';

/** 128 random bits: no two calls ever share an owner id. */
export const newOwner = (): string => randomBytes(16).toString('base64url');
