import { execution, idempotent, InMemoryRepository } from '../../lib/index.js';
import { eventBridge } from '../../lib/sources/index.js';
import { changed, readDelivery } from './delivery.js';
import { keyOf, missingIn } from './key-of.js';

const event = readDelivery('event-bridge');

test('the id is the same in a redelivery, and another one when the sender puts the event again', () => {
  const redelivered = changed(event, { region: 'eu-central-1' });
  expect(keyOf(eventBridge.id(), redelivered)).toBe(keyOf(eventBridge.id(), event));
  expect(keyOf(eventBridge.id(), changed(event, { id: 'another' }))).not.toBe(keyOf(eventBridge.id(), event));
});

describe('eventBridge.detail', () => {
  const key = eventBridge.detail('orderId');

  test.each(['source', 'detail-type'])('tells events of another %s apart', (member) => {
    expect(keyOf(key, changed(event, { [member]: 'OrderCancelled' }))).not.toBe(keyOf(key, event));
    const path = 'detail.orderId';
    expect(keyOf(path, changed(event, { [member]: 'OrderCancelled' }))).toBe(keyOf(path, event));
  });

  test.each([
    ['no such field', { detail: {} }, "'detail.orderId' has no value"],
    ['no detail', { detail: undefined }, "'detail.orderId' has no value"],
    ['a detail that is a text', { detail: 'A-1001' }, "'detail.orderId' has no value"],
    ['no source', { source: '' }, "'source' has no value"],
  ])('%s: no key', (_, members, says) => {
    expect(missingIn(key, { ...event, ...members })).toBe(says);
  });

  test('null has none', () => {
    expect(missingIn(key, null)).toBe("'detail.orderId' has no value");
  });
});

test('of two targets of one event none answers for the other', async () => {
  const repository = new InMemoryRepository();
  const keys: string[] = [];
  const target = (operation: string) =>
    idempotent(
      async (_event: { readonly detail: { readonly orderId: string } }): Promise<string> => {
        keys.push(execution().key);
        return operation;
      },
      { key: 'detail.orderId', operation, repository },
    );
  // The file has the shape of an event.
  const delivered = event as unknown as { readonly detail: { readonly orderId: string } };
  const [ship, invoice] = [target('ship'), target('invoice')];
  expect(await Promise.all([ship, invoice, ship, invoice].map((handle) => handle(delivered)))).toEqual([
    'ship',
    'invoice',
    'ship',
    'invoice',
  ]);
  expect(keys).toEqual([keyOf('detail.orderId', event), keyOf('detail.orderId', event)]);
});
