import { configureIdempotency, InMemoryRepository, UseRepository } from '../../lib/index.js';
import { IdempotentHttp, type HttpEvent } from '../../lib/http/index.js';
import { FRONTS } from './requests.js';

const [, request] = FRONTS.map((front) => front.request);
const replayed = { 'Idempotent-Replayed': 'true' };

/** What the decorator does to classes, under either decorator standard. */
export function describeIdempotentHttp(standard: string): void {
  describe(`@IdempotentHttp, ${standard} decorators`, () => {
    const repository = new InMemoryRepository();
    beforeEach(() => repository.clear());
    afterEach(() => configureIdempotency({}));

    @UseRepository(repository)
    class Api {
      constructor(private readonly status = 201) {}

      @IdempotentHttp({ operation: 'of-instance' })
      async post(_event: HttpEvent): Promise<{ statusCode: number; headers?: object }> {
        return { statusCode: this.status };
      }

      @IdempotentHttp({ operation: 'of-class' })
      static async post(_event: HttpEvent): Promise<{ statusCode: number; headers?: object }> {
        return { statusCode: 202 };
      }
    }

    class RushApi extends Api {
      override async post(event: HttpEvent) {
        return super.post(event);
      }
    }

    test('an instance method, with its this and the repository of its class', async () => {
      expect(await new Api(200).post(request!())).toEqual({ statusCode: 200 });
      expect(await new Api(201).post(request!())).toEqual({ statusCode: 200, headers: replayed });
      expect(repository.records.map(({ id }) => id.split('#')[0])).toEqual(['of-instance']);
    });

    test('a static method', async () => {
      expect(await Api.post(request!())).toEqual({ statusCode: 202 });
      expect(await Api.post(request!())).toEqual({ statusCode: 202, headers: replayed });
    });

    test('a subclass that calls it through super', async () => {
      const api = new RushApi();
      expect(await api.post(request!())).toEqual({ statusCode: 201 });
      expect(await api.post(request!())).toEqual({ statusCode: 201, headers: replayed });
    });

    test('an unguarded request keeps its this, too', async () => {
      expect(await new Api(304).post(request!({ method: 'GET' }))).toEqual({ statusCode: 304 });
    });

    test('two methods with one default operation are refused', () => {
      const declare = () => {
        class Payments {
          @IdempotentHttp()
          async create(_event: HttpEvent) {
            return { statusCode: 201 };
          }
        }
        class Refunds {
          @IdempotentHttp()
          async create(_event: HttpEvent) {
            return { statusCode: 201 };
          }
        }
        return [Payments, Refunds];
      };
      expect(declare).toThrow("already has the default operation name 'create'");
    });
  });
}
