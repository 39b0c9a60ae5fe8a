import { methodDecorator } from '../../lib/decorators/decorated-method.js';
import { parseOptions } from '../../lib/options/parse-options.js';

const decorate = methodDecorator('@Idempotent', ({ guard, member }) =>
  guard(async () => undefined, parseOptions({ key: 'id' }, member)),
);

it('a method may be named by a number: some compilers give it as one', () => {
  const context = { kind: 'method', name: 42, static: false } as unknown as ClassMethodDecoratorContext;
  expect(decorate(async () => undefined, context)).toBeInstanceOf(Function);
});
