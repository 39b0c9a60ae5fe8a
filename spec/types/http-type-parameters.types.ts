/** Compiled under both decorator standards, not run: HTTP handlers are held to what their type parameters extend. */
import type {
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyEventV2WithLambdaAuthorizer,
  APIGatewayProxyResult,
  APIGatewayProxyResultV2,
  Context,
  SQSEvent,
} from 'aws-lambda';

import { IdempotentHttp, idempotentHttp, type HttpEvent } from '../../lib/http/index.js';

interface Reply<Data> {
  readonly statusCode: number;
  readonly data: Data;
}

type Parsed<Body> = Omit<APIGatewayProxyEvent, 'body'> & { readonly body: Body };

export abstract class RightClass<
  V1 extends APIGatewayProxyEvent,
  V2 extends APIGatewayProxyEventV2,
  Front extends HttpEvent,
  Answer extends APIGatewayProxyResult,
  AnswerV2 extends APIGatewayProxyResultV2,
  Value extends object,
  Data,
> {
  protected abstract answer(event: unknown): Promise<Answer>;
  protected abstract answerV2(event: unknown): Promise<AnswerV2>;
  protected abstract value(event: unknown): Promise<Value>;
  protected abstract reply(event: unknown): Promise<Reply<Data>>;

  @IdempotentHttp()
  async version1(event: V1): Promise<Answer> {
    return this.answer(event);
  }

  @IdempotentHttp()
  async version2(event: V2, _context: Context): Promise<AnswerV2> {
    return this.answerV2(event);
  }

  @IdempotentHttp()
  async anyFront(event: Front): Promise<Answer> {
    return this.answer(event);
  }

  @IdempotentHttp()
  async eventOnly(_event: V2): Promise<APIGatewayProxyResultV2> {
    return '';
  }

  @IdempotentHttp()
  async responseOnly(event: APIGatewayProxyEvent): Promise<Answer> {
    return this.answer(event);
  }

  @IdempotentHttp()
  async body(event: APIGatewayProxyEventV2): Promise<Value> {
    return this.value(event);
  }

  @IdempotentHttp()
  async bodyOrResponse(event: V2): Promise<APIGatewayProxyResultV2<Value>> {
    return this.value(event);
  }

  @IdempotentHttp({
    caller: ({ requestContext }: APIGatewayProxyEventV2WithJWTAuthorizer) => requestContext.accountId,
  })
  async part(event: APIGatewayProxyEventV2WithJWTAuthorizer): Promise<Reply<Data>> {
    return this.reply(event);
  }

  @IdempotentHttp({ fingerprint: ({ body }: Parsed<Data>) => body })
  async parsed(event: Parsed<Data>): Promise<Reply<Data>> {
    return { statusCode: 200, data: event.body };
  }

  @IdempotentHttp()
  async authorized(event: APIGatewayProxyEventV2WithLambdaAuthorizer<Data>): Promise<Reply<Data>> {
    return { statusCode: 200, data: event.requestContext.authorizer.lambda };
  }

  @IdempotentHttp({
    caller: (event: APIGatewayProxyEventV2) => event.requestContext.accountId,
    fingerprint: (event: HttpEvent) => event.body,
  })
  async options(event: V2): Promise<AnswerV2> {
    return this.answerV2(event);
  }
}

export class RightMethod {
  @IdempotentHttp()
  async own<Event extends APIGatewayProxyEventV2>(event: Event, _context: Context): Promise<APIGatewayProxyResultV2> {
    return event.rawPath;
  }

  @IdempotentHttp({ caller: (event: HttpEvent) => String(event.isBase64Encoded) })
  async ownResponse<Body>(event: Parsed<Body>): Promise<Reply<Body>> {
    return { statusCode: 200, data: event.body };
  }

  @IdempotentHttp()
  async declaredThis(this: RightMethod, event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
    return event.rawPath;
  }
}

abstract class WrongClass<
  V1 extends APIGatewayProxyEvent,
  V2 extends APIGatewayProxyEventV2,
  Message extends SQSEvent,
  Answer extends APIGatewayProxyResult,
  AnswerV2 extends APIGatewayProxyResultV2,
  Data,
> {
  protected abstract answer(event: unknown): Promise<Answer>;
  protected abstract answerV2(event: unknown): Promise<AnswerV2>;
  protected abstract data(event: unknown): Promise<Data>;
  protected abstract dataNow(event: unknown): Data;

  // @ts-expect-error not an HTTP request
  @IdempotentHttp()
  async queue(event: Message): Promise<Answer> {
    return this.answer(event);
  }

  // @ts-expect-error anything, not a request
  @IdempotentHttp()
  async anything(event: Data): Promise<Answer> {
    return this.answer(event);
  }

  // @ts-expect-error a request or something else
  @IdempotentHttp()
  async either(event: V1 | SQSEvent): Promise<Answer> {
    return this.answer(event);
  }

  // @ts-expect-error any object
  @IdempotentHttp()
  async wider(event: V1 | object): Promise<Answer> {
    return this.answer(event);
  }

  // @ts-expect-error no request at all
  @IdempotentHttp()
  async nothing(): Promise<Answer> {
    return this.answer(undefined);
  }

  // @ts-expect-error a response without a status code in format 1.0
  @IdempotentHttp()
  async noStatus(event: V1): Promise<AnswerV2> {
    return this.answerV2(event);
  }

  // @ts-expect-error anything, not a response
  @IdempotentHttp()
  async open(event: APIGatewayProxyEvent): Promise<Data> {
    return this.data(event);
  }

  // @ts-expect-error anything, undefined as well
  @IdempotentHttp()
  async openV2(event: V2): Promise<Data> {
    return this.data(event);
  }

  // @ts-expect-error no response
  @IdempotentHttp()
  async noResponse(event: V2): Promise<void> {
    await this.data(event);
  }

  // @ts-expect-error a sync method
  @IdempotentHttp()
  sync(event: V1): Data {
    return this.dataNow(event);
  }

  // @ts-expect-error a caller of another event
  @IdempotentHttp({ caller: (event: SQSEvent) => String(event.Records.length) })
  async caller(event: V1): Promise<Answer> {
    return this.answer(event);
  }

  // @ts-expect-error a fingerprint of a request in the other format
  @IdempotentHttp({ fingerprint: (event: APIGatewayProxyEvent) => event.path })
  async fingerprint(event: V2): Promise<AnswerV2> {
    return this.answerV2(event);
  }

  // @ts-expect-error a fingerprint that is not there at once
  @IdempotentHttp({ fingerprint: async (event: APIGatewayProxyEvent) => event.path })
  async deferred(event: V1): Promise<Answer> {
    return this.answer(event);
  }

  // @ts-expect-error an unknown option
  @IdempotentHttp({ tll: '48h' })
  async unknownOption(event: V1): Promise<Answer> {
    return this.answer(event);
  }
}

class WrongMethod {
  // @ts-expect-error not an HTTP request
  @IdempotentHttp()
  async own<Event extends SQSEvent>(_event: Event): Promise<APIGatewayProxyResult> {
    return { statusCode: 200, body: '' };
  }

  // @ts-expect-error a request is no response
  @IdempotentHttp()
  async ownResponse<Event extends APIGatewayProxyEvent>(event: Event): Promise<Event> {
    return event;
  }

  // @ts-expect-error a sync method
  @IdempotentHttp()
  ownSync<Event extends APIGatewayProxyEventV2>(event: Event): APIGatewayProxyResultV2 {
    return event.rawPath;
  }
}

async function echo<Event extends APIGatewayProxyEventV2>(event: Event): Promise<Reply<Event>> {
  return { statusCode: 200, data: event };
}

declare const request: APIGatewayProxyEventV2 & { readonly tenant: 'a' };
/** The guarded function is as generic as the function is. */
export const echoed: readonly Promise<Reply<{ readonly tenant: 'a' }>>[] = [
  idempotentHttp(echo)(request),
  idempotentHttp(echo, { caller: (event: APIGatewayProxyEventV2) => event.rawPath })(request),
  idempotentHttp(
    async <Event extends APIGatewayProxyEventV2>(event: Event): Promise<Reply<Event>> => ({
      statusCode: 200,
      data: event,
    }),
    { operation: 'echo' },
  )(request),
];

export const madeFor = <Event extends APIGatewayProxyEvent, Data>(data: Data) =>
  idempotentHttp(async (_event: Event): Promise<Reply<Data>> => ({ statusCode: 200, data }), { operation: 'made' });

export const guarded = <Event extends APIGatewayProxyEventV2, Answer extends APIGatewayProxyResultV2>(
  fn: (event: Event, context: Context) => Promise<Answer>,
): typeof fn => idempotentHttp(fn, { operation: 'guarded' });

export const wronglyMadeFor = <Message extends SQSEvent, Event extends APIGatewayProxyEvent>(): void => {
  // @ts-expect-error not an HTTP request
  idempotentHttp(async (_event: Message) => ({ statusCode: 200 }), { operation: 'a' });
  // @ts-expect-error no response in format 1.0
  idempotentHttp(async (_event: Event) => '', { operation: 'b' });
  // @ts-expect-error a sync function
  idempotentHttp((_event: Event) => ({ statusCode: 200 }), { operation: 'c' });
};

export { WrongClass, WrongMethod };
