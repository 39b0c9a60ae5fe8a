import { idempotent, InMemoryRepository } from '../../lib/index.js';
import { idempotentHttp } from '../../lib/http/index.js';

const repository = new InMemoryRepository();

/** As a bundle has them after minifying. */
const minified = {
  Ch: async (order: { id: string }) => order.id,
  jh: async (order: { id: string }) => order.id,
};

describe('a function whose name a minifier may have given', () => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
  const before = process.env.AWS_LAMBDA_FUNCTION_NAME;

  afterEach(() => {
    warn.mockClear();
    if (before === undefined) delete process.env.AWS_LAMBDA_FUNCTION_NAME;
    else process.env.AWS_LAMBDA_FUNCTION_NAME = before;
  });

  it('is refused in a Lambda function, since with the next build its records may be those of another one', () => {
    process.env.AWS_LAMBDA_FUNCTION_NAME = 'payments';
    expect(() => idempotent(minified.Ch, { key: 'id', repository })).toThrow(
      expect.objectContaining({
        code: 'IDEMPOTENCY_CONFIGURATION',
        message: expect.stringMatching(/^Ch: .*minifiers.*idempotent\(fn, \{ operation: '\.\.\.' \}\)\.$/),
      }),
    );
    expect(() => idempotentHttp(async (_: never) => ({ statusCode: 200 }), { repository })).toThrow(/minifiers/);
  });

  it('is warned of elsewhere, once', () => {
    delete process.env.AWS_LAMBDA_FUNCTION_NAME;
    // One place in the code, as of a module that is evaluated again.
    for (const again of [minified.jh, minified.jh]) idempotent(again, { key: 'id', repository });
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/^jh: /), { type: 'IdempotencyWarning', code: 'IDEMPOTENCY_SHORT_NAME' }],
    ]);
  });

  it('is neither where it has an operation', () => {
    process.env.AWS_LAMBDA_FUNCTION_NAME = 'payments';
    expect(idempotent(minified.Ch, { key: 'id', operation: 'charge', repository })).toBeInstanceOf(Function);
    expect(warn).not.toHaveBeenCalled();
  });
});
