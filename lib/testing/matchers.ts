import { runsOf, type Delivery } from './delivery.js';

/** What a matcher of jest and vitest returns. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The part of a matcher's `this` that is used: jest and vitest have it. */
interface MatcherThis {
  equals(one: unknown, other: unknown): boolean;
}

function toRunTimes(received: unknown, times: number): MatcherResult {
  const deliveries = deliveriesIn(received);
  const runs = runsOf(deliveries);
  return {
    pass: runs === times,
    message: () =>
      `The method was run ${runs} times for ${deliveries.length} deliveries; expected ` +
      `${runs === times ? 'another number' : times}.${told(deliveries)}`,
  };
}

const toRunOnce = (received: unknown): MatcherResult => toRunTimes(received, 1);

/** The method ran in some delivery, and every delivery that did not run it was answered. */
function toReplay(received: unknown): MatcherResult {
  const deliveries = deliveriesIn(received);
  const others = deliveries.filter(({ ran }) => !ran);
  return {
    pass: others.length > 0 && others.length < deliveries.length && others.every(({ end }) => end === 'answered'),
    message: () =>
      'Expected some delivery to run the method and the others to be answered without it, or with `.not` the ' +
      `contrary.${told(deliveries)}`,
  };
}

/** All deliveries that were answered got equal answers. */
function toAnswerAlike(this: MatcherThis, received: unknown): MatcherResult {
  const deliveries = deliveriesIn(received);
  const [first, ...others] = deliveries.filter(({ end }) => end === 'answered');
  return {
    pass: first !== undefined && others.every(({ answer }) => this.equals(answer, first.answer)),
    message: () => `Expected equal answers, or with \`.not\` different ones.${told(deliveries)}`,
  };
}

/**
 * Matchers for what {@link deliveries} resolves with, for `expect.extend` of jest and vitest.
 *
 * - `toRunOnce()`, `toRunTimes(n)`: how often the method was run for these deliveries.
 * - `toReplay()`: one delivery ran the method, and the others were answered without running it.
 * - `toAnswerAlike()`: all answered deliveries got equal answers.
 *
 * @example
 * ```ts
 * expect.extend(idempotencyMatchers);
 *
 * const delivered = deliveries((event: OrderPlaced) => orders.onOrder(event));
 * expect(await delivered.twice(event)).toReplay();
 * ```
 */
export const idempotencyMatchers = { toRunOnce, toRunTimes, toReplay, toAnswerAlike };

function deliveriesIn(received: unknown): readonly Delivery[] {
  if (Array.isArray(received) && received.every(isDelivery)) return received;
  throw new TypeError(
    'This matcher takes what deliveries(...) resolves with: expect(await delivered.twice(event)).toRunOnce().',
  );
}

const isDelivery = (value: unknown): value is Delivery =>
  typeof value === 'object' && value !== null && 'end' in value && 'ran' in value && 'outcomes' in value;

/** One line for each delivery; an error by its name only, since messages may hold payloads. */
function told(deliveries: readonly Delivery[]): string {
  const lines = deliveries.map(({ end, error, ran, outcomes }, index) => {
    const name = error instanceof Error ? ` (${error.name})` : '';
    return `\n  ${index + 1}. ${end}${name}, ${ran ? 'ran' : 'did not run'}: ${outcomes.join(', ') || 'no outcome'}`;
  });
  const untold = deliveries.every(({ outcomes }) => outcomes.length === 0);
  const haveEnded = deliveries.some(({ end }) => end !== 'cut-off');
  const hint = untold && haveEnded
    ? '\nNo guard was passed: is the method marked @Idempotent, and is IDEMPOTENCY_DISABLED unset?'
    : '';
  return lines.join('') + hint;
}
