import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import type { IdempotencyErrorDetails } from '../errors/idempotency-error.js';

const MAX_NAME_LENGTH = 255;

/** The names of one execution's steps: each is used once. */
export class StepNames {
  private readonly used = new Set<string>();

  /** @param member how messages name the class member. */
  constructor(
    private readonly member: string,
    private readonly details: IdempotencyErrorDetails,
  ) {}

  /** @throws IdempotencyConfigurationError for a name that is no name, or is used a second time. */
  use(name: string): void {
    if (typeof name !== 'string' || name === '' || name.length > MAX_NAME_LENGTH || /[\uD800-\uDFFF]/u.test(name)) {
      throw new IdempotencyConfigurationError(
        `${this.member}: the name of a step must be a string of 1 to ${MAX_NAME_LENGTH} well-formed characters.`,
        this.details,
      );
    }
    if (this.used.has(name)) {
      throw new IdempotencyConfigurationError(
        `${this.member}: two steps of one execution are named '${name}'; the second would be answered with the first ` +
          "one's result. Give each step a name of its own, for example with an index.",
        this.details,
      );
    }
    this.used.add(name);
  }
}
