import type { FenceCondition } from './execution.js';

/** Holds for an item that was never written under a fence, or only under this one or a lower. */
export const fenceCondition = (fence: number, attribute: string): FenceCondition => ({
  ConditionExpression: 'attribute_not_exists(#fence) OR #fence <= :fence',
  ExpressionAttributeNames: { '#fence': attribute },
  ExpressionAttributeValues: { ':fence': fence },
});
