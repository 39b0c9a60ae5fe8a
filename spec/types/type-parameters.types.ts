/** Compiled under both decorator standards, not run: options do not get in the way of the user's type parameters. */
import { Idempotent, idempotent } from '../../lib/index.js';

interface Identified {
  readonly id: string;
}

interface Envelope<Detail> {
  readonly id: string;
  readonly detail: Detail;
}

export abstract class Handler<Event extends Identified, Answer> {
  protected abstract handle(event: unknown): Promise<Answer>;

  @Idempotent()
  async wholePayload(event: Event): Promise<Answer> {
    return this.handle(event);
  }

  @Idempotent({ key: 'id', fingerprint: ['id'] })
  async path(event: Event): Promise<Answer> {
    return this.handle(event);
  }

  @Idempotent({ key: 'detail.id' })
  async pathIntoPart(event: Envelope<Event>): Promise<Answer> {
    return this.handle(event);
  }

  @Idempotent({ key: 'id', payload: 1 })
  async pathIntoSecond(_prefix: string, event: Event): Promise<Answer> {
    return this.handle(event);
  }

  @Idempotent({ key: (event: Identified) => event.id, scope: (event: Identified) => event.id })
  async selectors(event: Event): Promise<Answer> {
    return this.handle(event);
  }

  @Idempotent({
    key: 'id',
    result: (answer: Answer) => ({ answer }),
    onReplay: ({ answer }: { readonly answer: Answer }) => answer,
  })
  async projected(event: Event): Promise<Answer> {
    return this.handle(event);
  }

  // @ts-expect-error onReplay gives back something else, whatever the event is
  @Idempotent({ key: 'id', onReplay: (_stored: string) => 5 })
  async replay(event: Event): Promise<string> {
    return event.id;
  }

  // @ts-expect-error a sync method
  @Idempotent({ key: 'id' })
  sync(event: Event): string {
    return event.id;
  }
}

async function echo<Event extends Identified>(event: Event): Promise<Event> {
  return event;
}

const order = { id: 'a', total: 5 };
/** The guarded function is as generic as the function is. */
export const echoed: readonly Promise<{ readonly id: string; readonly total: number }>[] = [
  idempotent(echo)(order),
  idempotent(echo, { key: 'id' })(order),
  idempotent(async function again<Event extends Identified>(event: Event): Promise<Event> {
    return event;
  })(order),
  idempotent(async <Event extends Identified>(event: Event): Promise<Event> => event, { operation: 'echo' })(order),
];

// @ts-expect-error the constraint holds for the guarded function as well
void idempotent(echo)({ total: 5 });

export const guardedFor = <Event extends Identified>(): ((event: Event) => Promise<string>) =>
  idempotent(async (event: Event) => event.id, { key: 'id', operation: 'made' });
