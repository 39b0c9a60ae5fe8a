import {
  idempotencyKeyOf,
  idempotent,
  type IdempotentOptions,
  InMemoryRepository,
  isIdempotencyError,
} from '../../lib/index.js';

/** JSON.parse makes one number of both: as a key, the second order would be answered with the first one's result. */
const ORDERS = [
  '{"tenant":"t","order":{"id":9007199254740992}}',
  '{"tenant":"t","order":{"id":9007199254740993}}',
];

interface Event {
  readonly tenant: string;
  readonly order: { readonly id: number };
}

let runs = 0;
const onOrder = async (_event: Event): Promise<void> => {
  runs += 1;
};
const repository = new InMemoryRepository();

beforeEach(() => {
  runs = 0;
});

it.each<[string, IdempotentOptions, string, string]>([
  ['a path', { key: 'order.id' }, "'order.id'", 'key'],
  ['a path to what holds it', { key: 'order' }, "'order.id'", 'key'],
  ['one of several paths', { key: ['tenant', 'order.id'] }, "'order.id'", 'key'],
  ['a function', { key: ({ order }: Event) => order.id }, "'()'", 'key'],
  ['one of a function\'s values', { key: ({ tenant, order }: Event) => [tenant, order.id] }, "'().1'", 'key'],
  ['a fingerprint', { key: 'tenant', fingerprint: 'order' }, "'order.id'", 'fingerprint'],
])('an identifier that JSON.parse rounds identifies nothing: selected by %s', async (_, options, at, option) => {
  const all: IdempotentOptions = { ...options, operation: 'rounded-identifiers', repository };
  const guarded = idempotent(onOrder, all);
  for (const order of ORDERS) {
    // The shape is that of the texts above.
    const refused: unknown = await guarded(JSON.parse(order) as Event).catch((error: unknown) => error);
    if (!isIdempotencyError(refused, 'IDEMPOTENCY_KEY_MISSING')) throw refused;
    expect(refused.message).toContain(
      `${at} is an integer too large for JSON.parse to keep apart: send it as a string (option \`${option}\`)`,
    );
    expect(refused.message).not.toContain('900719925474099');
  }
  expect(runs).toBe(0);
});

it('whole payloads that differ in nothing but a rounded number are one request', () => {
  const guarded = idempotent(onOrder, { operation: 'rounded-payloads', repository });
  const [one, other] = ORDERS.map((order) => idempotencyKeyOf(guarded, JSON.parse(order) as Event));
  expect(other).toEqual(one);
});
