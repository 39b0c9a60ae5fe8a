import * as library from '../../lib/index.js';

interface OrderModule {
  readonly OrderHandler: new () => { onModuleOrder(event: { readonly id: string }): Promise<string> };
}

/** Evaluates a module of the user's again, with the library as it is. */
function evaluateAgain<Module>(load: () => Module): Module {
  let module: Module | undefined;
  jest.isolateModules(() => {
    jest.doMock('../../lib/index.js', () => library);
    module = load();
  });
  return module!;
}

const loadOrders = (): OrderModule => jest.requireActual<OrderModule>('./modules/order-handler.js');

/** What holds of default operation names under both decorator standards, when modules are evaluated. */
export function describeDefaultOperations(): void {
  afterEach(() => void jest.dontMock('../../lib/index.js'));

  it('a module that is evaluated again is not refused', async () => {
    const first = evaluateAgain(loadOrders);
    const again = evaluateAgain(loadOrders);
    expect(again.OrderHandler).not.toBe(first.OrderHandler);
    expect(await new again.OrderHandler().onModuleOrder({ id: 'a' })).toBe('a');
  });

  it('nor when another place asks for it', () => {
    const fromElsewhere = () => (() => [loadOrders()].map((module) => module)[0]!)();
    expect(() => [evaluateAgain(loadOrders), evaluateAgain(fromElsewhere)]).not.toThrow();
  });

  it('nor when all modules are reset, the library among them', () => {
    const first = loadOrders();
    jest.resetModules();
    expect(loadOrders().OrderHandler).not.toBe(first.OrderHandler);
  });

  it('another module with a method of that name is refused', () => {
    evaluateAgain(loadOrders);
    expect(() => evaluateAgain(() => jest.requireActual<object>('./modules/other-handler.js'))).toThrow(
      expect.objectContaining({
        code: 'IDEMPOTENCY_CONFIGURATION',
        message: expect.stringMatching(/onModuleOrder: another guarded method \(order-handler\.ts:\d+:\d+\)/),
      }),
    );
  });
}
