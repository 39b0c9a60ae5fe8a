import { TokenService } from '../../examples/downstream/token-service.js';

test('the fakes refuse what the services refuse', async () => {
  const stripe = new TokenService<{ cents: number }>('stripe');
  expect(await stripe.request('a', { cents: 5 })).toEqual(await stripe.request('a', { cents: 5 }));
  await expect(stripe.request('a', { cents: 6 })).rejects.toThrow('other parameters');
  await expect(stripe.request('', { cents: 5 })).rejects.toThrow('up to 255 characters');
  await stripe.request('b', { cents: 5 });
  expect(stripe.effects).toBe(2);
});

test('SQS drops a message with a token it has had, whatever the message says', async () => {
  const queue = new TokenService<{ body: string }>('sqsFifo');
  expect(await queue.request('a', { body: 'x' })).toEqual(await queue.request('a', { body: 'y' }));
  expect(queue.effects).toBe(1);
});
