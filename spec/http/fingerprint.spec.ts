import { IdempotencyKeyMissingError, InMemoryRepository } from '../../lib/index.js';
import { idempotentHttp, type HttpEvent, type IdempotentHttpOptions } from '../../lib/http/index.js';
import { digestFingerprint } from '../../lib/key/digest.js';
import { errorOf } from '../execution/fake-time.js';
import { FRONTS } from './requests.js';

const [rest, http] = FRONTS.map(({ request }) => request);

/** A handler, and what was compared of its requests. */
function compared(options: IdempotentHttpOptions = {}) {
  const repository = new InMemoryRepository();
  let runs = 0;
  async function pay(_event: HttpEvent) {
    runs += 1;
    return { statusCode: 201 };
  }
  const guarded = idempotentHttp(pay, { ...options, operation: 'pay', repository });
  return {
    pay: guarded,
    runs: () => runs,
    statuses: async (...bodies: readonly unknown[]) => {
      const statuses: number[] = [];
      for (const body of bodies) statuses.push((await guarded({ ...http!(), body })).statusCode);
      return statuses;
    },
    fingerprints: () => repository.records.map(({ fingerprint }) => fingerprint),
  };
}

const digestOf = (...values: readonly unknown[]) => [digestFingerprint([['()', values]])];

describe('what is compared by default', () => {
  test('the query and the raw body, as the front gave them', async () => {
    const second = compared();
    await second.pay(http!({ query: { dryRun: 'true' } }));
    expect(second.fingerprints()).toEqual(digestOf('dryRun=true', '{"cents":5}', false));
    const first = compared();
    await first.pay({ ...rest!(), body: null, isBase64Encoded: true });
    expect(first.fingerprints()).toEqual(digestOf({}, null, true));
  });

  test('the text of a body that a middleware has parsed', async () => {
    const handler = compared();
    await handler.pay({ ...http!(), body: { to: 'bob', cents: [5] } });
    expect(handler.fingerprints()).toEqual(digestOf('', ['{"cents":[5],"to":"bob"}'], false));
  });

  test('any other body likewise', async () => {
    const handler = compared();
    await handler.pay({ ...http!(), body: 5 });
    expect(handler.fingerprints()).toEqual(digestOf('', ['5'], false));
  });

  test('parsed bodies are one if their members are, in any order, and may hold large integers', async () => {
    const large = JSON.parse('{"id":9007199254740993,"cents":5}') as object;
    const inAnotherOrder = JSON.parse('{"cents":5,"id":9007199254740993}') as object;
    expect(await compared().statuses(large, inAnotherOrder, { ...large, cents: 6 })).toEqual([201, 201, 422]);
  });

  test('bytes and dates that a parser has made are told apart, too', async () => {
    const body = (text: string, ms: number) => ({ file: Buffer.from(text), at: new Date(ms) });
    expect(await compared().statuses(body('a', 1), body('a', 1), body('b', 1))).toEqual([201, 201, 422]);
    expect(await compared().statuses(body('a', 1), body('a', 2))).toEqual([201, 422]);
  });
});

describe('a request that cannot be compared', () => {
  const refusal = (reason: string) =>
    `pay: this request cannot be compared with others of its key: ${reason} (option \`fingerprint\`); the method was ` +
    'not run. Let that option return text or plain data, or set it to false to compare nothing.';
  class Form {
    readonly cents = 5;
  }

  test.each([
    ['a body of a class', {}, new Form(), "'body' is an instance of a class, not plain data: select members of it"],
    ['a body with no number', {}, { cents: NaN }, "'body.cents' is NaN, which no JSON number can be"],
    ['a function that gives none', { fingerprint: () => NaN }, '', "'()' is NaN, which no JSON number can be"],
  ])('%s is refused, and the advice is an option that there is', async (_what, options, body, reason) => {
    const handler = compared(options);
    const error = await errorOf(handler.pay({ ...http!(), body }));
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_CONFIGURATION', operation: 'pay', message: refusal(reason) });
    expect(handler.runs()).toBe(0);
  });

  test("an error that is not about this request's comparison passes untouched", async () => {
    const own = new Error('not JSON');
    const thrower = () => {
      throw own;
    };
    expect(await errorOf(compared({ fingerprint: thrower }).pay(http!()))).toBe(own);

    let asked = 0;
    const unsteady = () => ((asked += 1) === 1 ? NaN : 5);
    const steadyAgain = await errorOf(compared({ fingerprint: unsteady }).pay(http!()));
    expect(steadyAgain).toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING' });
    const breaking = () => ((asked += 1) === 3 ? NaN : thrower());
    const brokenAgain = await errorOf(compared({ fingerprint: breaking }).pay(http!()));
    expect(brokenAgain).toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING' });

    for (const operation of ['another', 'pay']) {
      const inner = new IdempotencyKeyMissingError('within', { operation });
      const options = { operation: 'pay', repository: new InMemoryRepository(), fingerprint: false } as const;
      const pay = idempotentHttp(async (_event: HttpEvent): Promise<{ statusCode: number }> => {
        throw inner;
      }, options);
      expect(await errorOf(pay(http!()))).toBe(inner);
    }
  });
});
