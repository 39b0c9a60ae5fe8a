import { REQUESTS, STAGES, type Moment } from './moment.js';

/** So long after the answer to a request, in milliseconds. */
const AFTER_ANSWERS_MS = [0, 1, 2, 4, 7, 12];

/** The moments that the invocation's own progress names. */
export const namedMoments = (): Moment[] => [
  ...REQUESTS.flatMap((request) => STAGES.map((stage): Moment => ({ at: 'request', request, stage }))),
  { at: 'posted' },
  ...REQUESTS.flatMap((request) => AFTER_ANSWERS_MS.map((afterMs): Moment => ({ at: 'answered', request, afterMs }))),
];

/** Moments in the midst of as many equal parts of a life of this length; none for a number below 1. */
export const momentsOver = (lifeMs: number, number: number): Moment[] =>
  Array.from({ length: Math.max(0, number) }, (_, at) => ({ at: 'time', afterMs: (lifeMs * (at + 0.5)) / number }));

/** The moments to freeze at: while the process waits for an answer. */
export const frozenMoments = (): Moment[] =>
  REQUESTS.filter((request) => request !== 'renewal').flatMap((request) => [
    { at: 'request', request, stage: 'in flight' },
    { at: 'request', request, stage: 'applied' },
  ]);
