import { idempotent, InMemoryRepository, isIdempotencyError } from '../../lib/index.js';

/** JSON.parse makes one number of both: as a key, the second order would be answered with the first one's result. */
const ORDERS = ['{"orderId":9007199254740992}', '{"orderId":9007199254740993}'];

it('an identifier that JSON.parse rounds is no key', async () => {
  let runs = 0;
  const onOrder = idempotent(
    async (_order: { readonly orderId: number }) => {
      runs += 1;
    },
    { key: 'orderId', operation: 'rounded-identifiers', repository: new InMemoryRepository() },
  );
  for (const order of ORDERS) {
    // The shape is that of the texts above.
    const refused = onOrder(JSON.parse(order) as { orderId: number });
    await expect(refused).rejects.toThrow(/'orderId' is an integer too large .* send it as a string/);
    await refused.catch((error: unknown) => expect(isIdempotencyError(error, 'IDEMPOTENCY_KEY_MISSING')).toBe(true));
  }
  expect(runs).toBe(0);
});
