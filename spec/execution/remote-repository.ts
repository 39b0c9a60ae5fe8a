import { IdempotencyRepositoryError } from '../../lib/errors/repository-error.js';
import type { IdempotencyRepository } from '../../lib/repository/repository.js';

export type RequestName = keyof IdempotencyRepository;

/** One request on its way to the store; `send` may be called never, once, or again for a further copy. */
export type RemoteFault = (send: () => Promise<unknown>) => Promise<unknown>;

export interface SentRequest {
  readonly name: RequestName;
  readonly request: unknown;
  /** Delivers a copy to the store, now. */
  readonly copy: () => Promise<unknown>;
}

/**
 * A repository as one process of several sees it, over a network that fails on command. Each is an object of its own,
 * so that calls through different ones are never joined.
 */
export interface RemoteRepository extends IdempotencyRepository {
  readonly requests: readonly SentRequest[];
  /** The names of the requests so far. */
  readonly sent: readonly RequestName[];
  /** The next such request meets the fault. */
  onNext(name: RequestName, fault: RemoteFault): void;
  /** Every such request meets the fault, until the returned function is called. */
  onEvery(name: RequestName, fault: RemoteFault): () => void;
}

const REQUEST_NAMES = [
  'claim',
  'complete',
  'fail',
  'renew',
  'saveStep',
  'doubt',
  'halt',
  'settle',
  'commit',
  'commitUnclaimed',
  'find',
  'putResultPart',
  'getResultPart',
] as const satisfies readonly RequestName[];

const networkFailed = (): never => {
  throw new IdempotencyRepositoryError('The network failed, as the spec wished.', { cause: new Error('ECONNRESET') });
};

export const loseRequest: RemoteFault = async () => networkFailed();

/** Neither arrives nor is answered: of a worker that was frozen, or died. */
export const hang: RemoteFault = () => new Promise(() => undefined);

export const loseResponse: RemoteFault = async (send) => {
  await send();
  return networkFailed();
};

/** What an SDK does after a lost response: the same request again, whose answer counts. */
export const sendAgain: RemoteFault = async (send) => {
  await send();
  return send();
};

/** The request waits for `gate`, then is sent. */
export const holdUntil =
  (gate: Promise<unknown>): RemoteFault =>
  async (send) => {
    await gate;
    return send();
  };

/** The request takes effect at once; its answer waits for `gate`. */
export const answerAfter =
  (gate: Promise<unknown>): RemoteFault =>
  async (send) => {
    const answer = await send();
    await gate;
    return answer;
  };

export function remoteRepository(store: IdempotencyRepository): RemoteRepository {
  const requests: SentRequest[] = [];
  const next = new Map<RequestName, RemoteFault[]>();
  const every = new Map<RequestName, RemoteFault>();

  const method = (name: RequestName) => (request: never, limit: never) => {
    const copy = (): Promise<unknown> => store[name](request, limit);
    requests.push({ name, request, copy });
    const fault = next.get(name)?.shift() ?? every.get(name);
    return fault ? fault(copy) : copy();
  };
  // Each member hands its arguments and answer through, whatever their types are.
  const methods: unknown = Object.fromEntries(REQUEST_NAMES.map((name) => [name, method(name)]));
  return {
    ...(methods as IdempotencyRepository),
    requests,
    get sent() {
      return requests.map(({ name }) => name);
    },
    onNext: (name, fault) => void next.set(name, [...(next.get(name) ?? []), fault]),
    onEvery(name, fault) {
      every.set(name, fault);
      return () => void every.delete(name);
    },
  };
}
