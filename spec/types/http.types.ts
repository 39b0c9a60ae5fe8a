/** Compiled under both decorator standards, not run: wrong use must be a compile error, right use must not be. */
import type {
  ALBEvent,
  ALBResult,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyResult,
  APIGatewayProxyResultV2,
  APIGatewayProxyWithCognitoAuthorizerEvent,
  Context,
  LambdaFunctionURLEvent,
  LambdaFunctionURLResult,
  SQSEvent,
} from 'aws-lambda';

import { InMemoryRepository, UseRepository } from '../../lib/index.js';
import { IdempotentHttp, idempotentHttp, type HttpEvent } from '../../lib/http/index.js';

@UseRepository(new InMemoryRepository())
class Right {
  @IdempotentHttp()
  async version1(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
    return { statusCode: 200, body: event.path };
  }

  @IdempotentHttp({ ttl: '48h', wait: '5s', required: true, replayHeaders: ['X-Order-Id'] })
  async version2(event: APIGatewayProxyEventV2, _context: Context): Promise<APIGatewayProxyResultV2> {
    return event.rawPath;
  }

  @IdempotentHttp({ storeStatus: (status) => status < 400, recovery: 'halt', repository: new InMemoryRepository() })
  async functionUrl(_event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> {
    return { statusCode: 200 };
  }

  @IdempotentHttp({ recovery: async () => ({ state: 'done', result: { statusCode: 201, body: '' } }) })
  async reconciled(_event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
    return { statusCode: 201, body: '' };
  }

  @IdempotentHttp({ required: ['POST', 'PUT'], header: 'X-Request-Key', fingerprint: false })
  async loadBalancer(_event: ALBEvent): Promise<ALBResult> {
    return { statusCode: 200 };
  }

  @IdempotentHttp({
    caller: ({ requestContext: { authorizer } }: APIGatewayProxyEventV2WithJWTAuthorizer) =>
      `${authorizer.jwt.claims['sub']}`,
    fingerprint: (event: APIGatewayProxyEventV2) => event.body,
  })
  async authorized(_event: APIGatewayProxyEventV2WithJWTAuthorizer) {
    return { statusCode: 200 as const, body: '' };
  }

  @IdempotentHttp()
  async cognito(_event: APIGatewayProxyWithCognitoAuthorizerEvent): Promise<APIGatewayProxyResult> {
    return { statusCode: 200, body: '' };
  }

  @IdempotentHttp()
  async parsedBody(event: Omit<APIGatewayProxyEvent, 'body'> & { readonly body: { readonly cents: number } }) {
    return { statusCode: event.body.cents > 0 ? 201 : 400 };
  }

  @IdempotentHttp({ operation: 'any-front' })
  static async anyFront(_event: HttpEvent): Promise<{ statusCode: number }> {
    return { statusCode: 200 };
  }
}

class Wrong {
  // @ts-expect-error what reconciling answers must be a response, as the method's own answer is
  @IdempotentHttp({ recovery: async () => ({ state: 'done', result: 5 }) })
  async reconciledWrongly(_event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
    return { statusCode: 200, body: '' };
  }

  // @ts-expect-error not an HTTP request
  @IdempotentHttp()
  async queue(_event: SQSEvent): Promise<APIGatewayProxyResult> {
    return { statusCode: 200, body: '' };
  }

  // @ts-expect-error no request at all
  @IdempotentHttp()
  async nothing(): Promise<APIGatewayProxyResult> {
    return { statusCode: 200, body: '' };
  }

  // @ts-expect-error a response without a status code in format 1.0
  @IdempotentHttp()
  async noStatus(_event: APIGatewayProxyEvent): Promise<{ body: string }> {
    return { body: '' };
  }

  // @ts-expect-error no response
  @IdempotentHttp()
  async noResponse(_event: APIGatewayProxyEventV2): Promise<void> {
    await Promise.resolve();
  }

  // @ts-expect-error a sync method
  @IdempotentHttp()
  sync(_event: APIGatewayProxyEventV2): APIGatewayProxyResultV2 {
    return '';
  }

  // @ts-expect-error a caller of another event
  @IdempotentHttp({ caller: (event: SQSEvent) => String(event.Records.length) })
  async caller(_event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
    return '';
  }

  // @ts-expect-error a caller that is no string
  @IdempotentHttp({ caller: (_event: APIGatewayProxyEventV2) => 5 })
  async callerType(_event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
    return '';
  }

  // @ts-expect-error headers of problems that are no texts
  @IdempotentHttp({ problemHeaders: { 'X-Attempt': 5 } })
  async problemHeaders(_event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
    return '';
  }

  // @ts-expect-error headers of problems for another event
  @IdempotentHttp({ problemHeaders: (event: SQSEvent) => ({ 'X-Records': String(event.Records.length) }) })
  async problemHeadersOfAnother(_event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
    return '';
  }

  // @ts-expect-error headers of problems that are not there at once
  @IdempotentHttp({ problemHeaders: async (event: APIGatewayProxyEventV2) => ({ 'X-Path': event.rawPath }) })
  async problemHeadersLater(_event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
    return '';
  }

  // @ts-expect-error a fingerprint of another event
  @IdempotentHttp({ fingerprint: (event: SQSEvent) => event.Records })
  async fingerprint(_event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
    return '';
  }

  // @ts-expect-error a fingerprint that is not there at once
  @IdempotentHttp({ fingerprint: async (event: APIGatewayProxyEventV2) => event.body })
  async deferred(_event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
    return '';
  }

  // @ts-expect-error the key is the header's value, not an option
  @IdempotentHttp({ key: 'body' })
  async unknownOption(_event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
    return '';
  }

  // @ts-expect-error a getter, which is no method
  @IdempotentHttp()
  get accessor(): Promise<string> {
    return Promise.resolve('');
  }
}

const pay = async (_event: APIGatewayProxyEventV2, _context: Context): Promise<APIGatewayProxyResultV2> => '';

export const handler: typeof pay = idempotentHttp(pay, { ttl: '48h' });
// @ts-expect-error not an HTTP request
idempotentHttp(async (_event: SQSEvent) => ({ statusCode: 200 }), { operation: 'a' });
// @ts-expect-error a sync function
idempotentHttp((_event: APIGatewayProxyEventV2) => '', { operation: 'b' });
// @ts-expect-error an unknown option
idempotentHttp(pay, { tll: '48h' });

export { Right, Wrong };
