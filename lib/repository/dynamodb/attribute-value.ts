import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { StoredResult } from '../record.js';

export const text = (value: string): AttributeValue => ({ S: value });

export const number = (value: number): AttributeValue => ({ N: String(value) });

export const stored = (result: StoredResult): AttributeValue =>
  typeof result === 'string' ? { S: result } : { B: result };

export const RUNNING: AttributeValue = Object.freeze({ S: 'IN_PROGRESS' });
export const COMPLETE: AttributeValue = Object.freeze({ S: 'COMPLETE' });
export const FAILED: AttributeValue = Object.freeze({ S: 'FAILED' });
export const IN_DOUBT: AttributeValue = Object.freeze({ S: 'IN_DOUBT' });
export const ONE: AttributeValue = Object.freeze({ N: '1' });
export const NO_STEPS: AttributeValue = Object.freeze({ M: Object.freeze({}) });
