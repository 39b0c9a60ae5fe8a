import { InMemoryRepository } from '../../lib/index.js';
import { idempotentHttp, type HttpEvent } from '../../lib/http/index.js';
import { FRONTS } from '../http/requests.js';

/** What middlewares do, so that handlers need not ask: each map is there, if only as an empty one. */
const normalized = (event: HttpEvent): HttpEvent =>
  'httpMethod' in event
    ? {
        ...event,
        multiValueQueryStringParameters: event.multiValueQueryStringParameters ?? {},
        queryStringParameters: event.queryStringParameters ?? {},
      }
    : event;

describe.each(FRONTS)('behind a middleware that fills in empty maps ($front)', ({ request }) => {
  it('another query is another request', async () => {
    const pay = idempotentHttp(async (_event: HttpEvent) => ({ statusCode: 201 }), {
      operation: 'pay',
      repository: new InMemoryRepository(),
    });
    const status = async (to: string) => (await pay(normalized(request({ query: { to } })))).statusCode;
    expect([await status('alice'), await status('alice'), await status('bob')]).toEqual([201, 201, 422]);
  });
});
