import { addMs, type EpochMs } from '../repository/epoch.js';

/** The part of a Lambda context that tells how long the invocation may still take. */
interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

const isLambdaContext = (value: unknown): value is LambdaContext =>
  typeof value === 'object' &&
  value !== null &&
  'getRemainingTimeInMillis' in value &&
  typeof value.getRemainingTimeInMillis === 'function';

/** When the invocation ends, if a Lambda context is among the arguments and tells. */
export function deadlineAmong(args: readonly unknown[], nowMs: EpochMs): EpochMs | undefined {
  const context = args.find(isLambdaContext);
  const leftMs: unknown = context?.getRemainingTimeInMillis();
  return typeof leftMs === 'number' && Number.isFinite(leftMs) ? addMs(nowMs, Math.floor(leftMs)) : undefined;
}
