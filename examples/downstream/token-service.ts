import { isDeepStrictEqual } from 'node:util';
import { TOKEN_RULES, type ServiceName } from './token-rules.js';

/**
 * A fake of a service that honours a token: the first request with a token takes effect, later ones get the answer of
 * the first. As the real ones do, it refuses a token it does not accept; all but SQS, which does not look, also refuse
 * one that comes back with other parameters.
 */
export class TokenService<Parameters extends object> {
  private readonly first = new Map<string, { readonly parameters: Parameters; readonly id: string }>();

  constructor(private readonly name: ServiceName) {}

  /** How many requests took effect. */
  get effects(): number {
    return this.first.size;
  }

  async request(token: string, parameters: Parameters): Promise<{ readonly id: string }> {
    const { pattern, describe } = TOKEN_RULES[this.name];
    if (!pattern.test(token)) throw new Error(`${this.name}: the token must hold ${describe}.`);
    const known = this.first.get(token);
    if (!known) {
      const id = `${this.name}-${this.first.size + 1}`;
      this.first.set(token, { parameters, id });
      return { id };
    }
    if (this.name !== 'sqsFifo' && !isDeepStrictEqual(known.parameters, parameters)) {
      throw new Error(`${this.name}: the token was used with other parameters.`);
    }
    return { id: known.id };
  }
}
