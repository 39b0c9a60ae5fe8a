import fc from 'fast-check';

import { TOKEN_RULES, type ServiceName } from '../../examples/downstream/token-rules.js';
import { childKey } from '../../lib/execution/child-key.js';
import { execution, idempotent, idempotencyKeyOf } from '../../lib/index.js';
import { deliveries } from '../../lib/testing/index.js';

const services = Object.keys(TOKEN_RULES) as ServiceName[];
const anyText = fc.string({ unit: 'binary', maxLength: 300 });

test.each(services)('%s accepts it, whatever the record and the label are called', (service) => {
  const { pattern } = TOKEN_RULES[service];
  fc.assert(fc.property(anyText, anyText, (recordId, label) => expect(childKey(recordId, label)).toMatch(pattern)));
});

test.each([
  ['stripe', 'k'.repeat(256)],
  ['stripe', ''],
  ['ec2', 'k'.repeat(65)],
  ['ec2', 'ä'],
  ['sqsFifo', 'k'.repeat(129)],
  ['sqsFifo', 'a b'],
  ['stepFunctions', 'k'.repeat(81)],
  ['stepFunctions', 'a:b'],
] as const)('the rules of %s refuse %j', (service, token) => {
  expect(token).not.toMatch(TOKEN_RULES[service].pattern);
});

test.each([
  ['stripe', '~'.repeat(255)],
  ['ec2', '~'.repeat(64)],
  ['sqsFifo', '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'.repeat(4)],
  ['stepFunctions', 'aZ0-_'.repeat(16)],
] as const)('the rules of %s accept %j', (service, token) => {
  expect(token).toMatch(TOKEN_RULES[service].pattern);
});

test('it differs for different records and labels, also where their texts run into one another', () => {
  const pair = fc.tuple(anyText, anyText);
  fc.assert(
    fc.property(pair, pair, (one, other) => {
      fc.pre(one[0] !== other[0] || one[1] !== other[1]);
      expect(childKey(...one)).not.toBe(childKey(...other));
    }),
  );
  expect(childKey('a', 'bc')).not.toBe(childKey('ab', 'c'));
  expect(childKey('a', '"],["b')).not.toBe(childKey('a"],["', 'b'));
});

test('lone surrogates are told apart', () => {
  expect(childKey('a', '\ud800')).not.toBe(childKey('a', '\ud801'));
  expect(childKey('a', '\ud800')).not.toBe(childKey('a', '\ufffd'));
});

/** sha256 of '["idempotent-handlers/child-key/1","build#00","charge"]'. */
const FROZEN = '25930662d9cc245dfb921db9530685c29a47386dd528e7a79b40ac5345bafe6f';

test('it is frozen: another value would repeat the effects of every record in use', () => {
  expect(childKey('build#00', 'charge')).toBe(FROZEN);
});

test('every attempt, in every worker, gets the same; a producer could tell it, too', async () => {
  const keys: string[] = [];
  const handler = idempotent(
    async (_event: { id: string }) => {
      keys.push(execution().childKey('charge'));
    },
    { key: 'id', operation: 'child-keys' },
  );
  await deliveries(handler).afterCrash({ id: 'a' });
  await deliveries(handler).once({ id: 'b' });
  expect(keys).toHaveLength(3);
  expect(keys[0]).toBe(keys[1]);
  expect(keys[2]).not.toBe(keys[0]);
  expect(keys[0]).toBe(childKey(idempotencyKeyOf(handler, { id: 'a' }).recordId, 'charge'));
});
