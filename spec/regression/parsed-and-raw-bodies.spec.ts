import { InMemoryRepository } from '../../lib/index.js';
import { idempotentHttp, type HttpEvent } from '../../lib/http/index.js';
import { FRONTS } from '../http/requests.js';

const [{ request } = FRONTS[0]!] = FRONTS;

async function statuses(...bodies: readonly unknown[]): Promise<number[]> {
  const pay = idempotentHttp(async (_event: HttpEvent) => ({ statusCode: 201 }), {
    operation: 'pay',
    repository: new InMemoryRepository(),
  });
  const given: number[] = [];
  for (const body of bodies) given.push((await pay({ ...request(), body })).statusCode);
  return given;
}

describe('a body that a middleware has parsed', () => {
  it('is another one than a text that reads like it', async () => {
    expect(await statuses({ cents: 5 }, '{"cents":5}')).toEqual([201, 422]);
  });

  it('may be a bare number that JSON.parse has rounded', async () => {
    const rounded = JSON.parse('9007199254740993') as unknown;
    expect(await statuses(rounded, rounded, 5)).toEqual([201, 201, 422]);
  });
});
