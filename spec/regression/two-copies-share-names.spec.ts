const code = 'IDEMPOTENCY_CONFIGURATION';

/** The library as another copy of it, in its other format for example. */
const copy = (): typeof import('../../lib/index.js') => {
  let library: typeof import('../../lib/index.js') | undefined;
  jest.isolateModules(() => {
    library = jest.requireActual('../../lib/index.js');
  });
  // isolateModules calls at once.
  return library as typeof import('../../lib/index.js');
};

it('two methods of one default name are refused, also where they are guarded by two copies of the library', () => {
  const [one, other] = [copy(), copy()];
  async function onTwice(_: { id: string }): Promise<void> {}
  one.idempotent(onTwice, { key: 'id' });
  expect(() => other.idempotent(onTwice, { key: 'id' })).toThrow(expect.objectContaining({ code }));
});
