import type { Incident } from './payment-provider.js';

/** What happens at one moment of the stream: these events are delivered at the same instant. */
export interface Moment {
  readonly at: string;
  readonly what: string;
  /** Files in `examples/events`. */
  readonly events: readonly string[];
  /** What to know about how it went. */
  readonly note?: string;
}

/** The stream. Deliveries that failed are added to the next moment, as EventBridge tries again what failed. */
export const STORY: readonly Moment[] = [
  { at: '10:00', what: 'Two orders arrive.', events: ['tea', 'lamp'] },
  {
    at: '10:01',
    what: 'One order is delivered to four workers at the same instant.',
    events: ['bicycle', 'bicycle', 'bicycle', 'bicycle'],
  },
  { at: '10:02', what: 'The payment provider is down for a moment.', events: ['books'] },
  {
    at: '10:03',
    what: 'The failed event comes again. Another worker is killed right after its charge.',
    events: ['piano'],
  },
  {
    at: '10:04',
    what: 'The dead worker still holds the lease when its event comes again, twice at once.',
    events: ['piano'],
    note: "The second run asked with the same execution().childKey('charge'): the provider knew that card charge.",
  },
  {
    at: '10:08',
    what: 'EventBridge delivers again what it believes was never delivered.',
    events: ['tea', 'bicycle', 'books', 'piano'],
  },
  {
    at: '10:09',
    what: 'The shop itself sends an order twice: another event, the same order.',
    events: ['lamp-sent-again'],
  },
];

/** What goes wrong, by event. */
export const INCIDENTS: Readonly<Record<string, Incident>> = { books: 'unavailable', piano: 'worker-dies' };

export const MOST_AT_ONCE = 4;
