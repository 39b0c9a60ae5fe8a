import { Idempotent, idempotent, type IdempotentDecorator } from '../../lib/index.js';
import { decorationSite, isSameSite, shortSite } from '../../lib/decorators/decoration-site.js';

const context = (name: string): ClassMethodDecoratorContext<never> =>
  // What compilers hand over, as far as it is read.
  ({ kind: 'method', name, static: false, private: false }) as ClassMethodDecoratorContext<never>;

/** What the engine would say, were the user's code elsewhere. */
const siteOf = (...frames: readonly string[]): string => {
  const capture = jest.spyOn(Error, 'captureStackTrace').mockImplementation((probe: { stack?: string }) => {
    probe.stack = ['Error', ...frames.map((frame) => `    at ${frame}`)].join('\n');
  });
  try {
    return decorationSite(siteOf);
  } finally {
    capture.mockRestore();
  }
};

const NODE_LOADER = [
  'Module._compile (node:internal/modules/cjs/loader:1521:14)',
  'Module._extensions..js (node:internal/modules/cjs/loader:1623:10)',
  'Module.require (node:internal/modules/cjs/loader:1289:19)',
];
const JEST_LOADER = [
  'Runtime._execModule (/app/node_modules/jest-runtime/build/index.js:1439:24)',
  'Runtime.requireModule (/app/node_modules/jest-runtime/build/index.js:882:12)',
];
const VITEST_LOADER = ['VitestExecutor.runModule (file:///app/node_modules/vite-node/dist/client.mjs:1:2)'];

/** The functions that compilers put between a class and its decorators. */
const HELPERS: Readonly<Record<string, readonly string[]>> = {
  'TypeScript': ['__esDecorate'],
  'TypeScript, legacy, with reflect-metadata': ['DecorateProperty', 'Reflect.decorate', '__decorate'],
  'esbuild': ['__decorateElement'],
  'esbuild, legacy': ['__decorateClass'],
  'a bundle': ['__decorate$1', '__esDecorate2'],
  'swc': ['memberDec', 'applyMemberDec', 'applyMemberDecs', '_apply_decs_2203_r', '_apply_decs_2203_r'],
  'swc, legacy': ['_ts_decorate'],
  'Babel 2018-09': ['_decorate'],
  'Babel 2021-12': ['old_memberDec', 'old_applyMemberDec', 'old_applyMemberDecs', '_applyDecs'],
  'Babel 2022-03': ['memberDec', 'applyMemberDec', 'applyMemberDecs', '_applyDecs2203R'],
  'Babel 2023-11': ['applyDec', '_applyDecs2311'],
  'Babel, legacy': ['_applyDecoratedDescriptor'],
};

describe('the place where a decorator is applied', () => {
  const orders = 'Object.<anonymous> (/app/orders.js:7:3)';

  it.each(Object.keys(HELPERS))('does not include the helpers of %s', (compiler) => {
    const helpers = HELPERS[compiler]!.map((name, line) => `${name} (/app/orders.js:${line}:5)`);
    expect(siteOf(...helpers, orders, ...NODE_LOADER)).toBe(`at ${orders}`);
  });

  it.each(['reflect-metadata', 'tslib', '@swc/helpers', '@babel/runtime'])('does not include those in %s', (name) => {
    expect(siteOf(`/app/node_modules/${name}/helpers/x.js:1:1`, orders, ...NODE_LOADER)).toBe(`at ${orders}`);
  });

  it.each(['decorateAll', 'applyDecision', 'myDecorate', '__decorateAll'])('includes the user\'s own %s', (name) => {
    expect(siteOf(`${name} (/app/orders.js:9:9)`, orders)).toBe(`at ${name} (/app/orders.js:9:9)\nat ${orders}`);
  });

  it('is the class, also behind helpers that a minifier has renamed', () => {
    const names = ['a', 'Object.b', 'c', 'i', 'i'];
    const helpers = names.map((name, line) => `${name} (/app/a.js:1:${line})`);
    const site = (column: number) => siteOf(...helpers, `<static_initializer> (/app/a.js:1:${column})`, ...NODE_LOADER);
    expect(isSameSite(site(4151), site(4284))).toBe(false);
    expect(isSameSite(site(4151), site(4151))).toBe(true);
  });

  it('is told from others that two functions of the user\'s own lead to as well, but not without end', () => {
    const shared = ['a', 'b', 'c', 'd', 'e', 'own', 'outer'].map((name, line) => `${name} (/app/a.js:1:${line})`);
    const site = (line: number, ...more: readonly string[]) => siteOf(...shared, ...more, `main (/app/a.js:${line}:3)`);
    expect(site(7)).not.toBe(site(9));
    expect(site(7, 'eighth (/app/a.js:1:1)')).toBe(site(9, 'eighth (/app/a.js:1:1)'));
  });

  it.each([
    ['Node', NODE_LOADER],
    ['Jest', JEST_LOADER],
    ['Vitest', VITEST_LOADER],
  ])('is the same for a module that others ask for again, under %s', (_name, loader) => {
    const site = (asking: string) => siteOf(orders, ...loader, `${asking} (/app/main.js:9:9)`);
    expect(site('one')).toBe(`at ${orders}`);
    expect(isSameSite(site('one'), site('another'))).toBe(true);
  });

  it('does not depend on what a development server appends to the file', () => {
    expect(siteOf('file:///app/orders.js?t=123:7:3')).toBe(siteOf('file:///app/orders.js?t=456:7:3'));
  });

  it('is unknown where the engine does not tell, and then the same as no other', () => {
    expect(siteOf()).toBe('');
    expect(isSameSite('', '')).toBe(false);
    expect(shortSite('')).toBe('an unknown place');
    const capture = jest.spyOn(Error, 'captureStackTrace').mockImplementation(() => undefined);
    try {
      expect(decorationSite(siteOf)).toBe('');
    } finally {
      capture.mockRestore();
    }
  });

  it('leaves the limit of stacks and their format as they were, also when the stack cannot be had', () => {
    const { stackTraceLimit, prepareStackTrace } = Error;
    decorationSite(siteOf);
    const capture = jest.spyOn(Error, 'captureStackTrace').mockImplementation(() => {
      throw new Error('no stack');
    });
    expect(() => decorationSite(siteOf)).toThrow('no stack');
    capture.mockRestore();
    expect([Error.stackTraceLimit, Error.prepareStackTrace]).toEqual([stackTraceLimit, prepareStackTrace]);
  });
});

describe('two methods of one name', () => {
  type Apply = (decorate: IdempotentDecorator<object>) => unknown;
  /** As the helpers of a minified compiler: five functions of no known name. */
  const around = (inner: Apply): Apply => (decorate) => inner(decorate);
  const helper = around(around(around(around((decorate) => decorate(async () => undefined, context('onMinified'))))));

  it('are refused behind the helpers of a compiler, however these are named', () => {
    const first = () => helper(Idempotent());
    const second = () => helper(Idempotent());
    expect([1, 2].map(first)).toHaveLength(2);
    expect(second).toThrow(/onMinified: another guarded method \(decoration-site\.spec\.ts:\d+:\d+\) already has/);
  });

  it.each([
    ['without frames', (error: Error) => String(error)],
    ['as frames', (_error: Error, frames: readonly unknown[]) => frames],
    ['not at all', () => undefined],
  ])('are refused where the process shows stacks %s', (how, prepare) => {
    const own = Error.prepareStackTrace;
    Error.prepareStackTrace = prepare;
    try {
      const name = `on${how}`;
      idempotent(Object.defineProperty(async () => 1, 'name', { value: name }));
      expect(() => idempotent(Object.defineProperty(async () => 2, 'name', { value: name }))).toThrow(
        expect.objectContaining({ code: 'IDEMPOTENCY_CONFIGURATION' }),
      );
      expect(Error.prepareStackTrace).toBe(prepare);
    } finally {
      Error.prepareStackTrace = own!;
    }
  });
});
