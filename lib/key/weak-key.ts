import type { KeyPath } from './key-path.js';

/** New in every delivery: in a key, alone or beside others, they make it one that never comes again. */
const OF_THE_DELIVERY: ReadonlySet<string> = new Set([
  'receipthandle',
  'approximatereceivecount',
  'approximatefirstreceivetimestamp',
  'retrycount',
  'xamzntraceid',
]);

/** The like in the request context of an HTTP API, where a client that asks again gets new ones. */
const OF_THE_REQUEST_CONTEXT: ReadonlySet<string> = new Set([
  'requestid',
  'extendedrequestid',
  'requesttime',
  'requesttimeepoch',
  'time',
  'timeepoch',
]);

const TIMES = /^(?:time|now|(?:event|sent|request)time|(?:created|updated|sent|occurred)at|.*timestamp|.*datetime)$/;

/** One and the same for many requests: who asks, and what kind of event it is. */
const SHARED: ReadonlySet<string> = new Set([
  ...['userid', 'username', 'customerid', 'accountid', 'account', 'tenantid', 'clientid', 'principalid', 'sub'],
  ...['email', 'sourceip', 'useragent', 'source', 'detailtype', 'region', 'awsregion'],
  ...['eventsource', 'eventsourcearn', 'eventname', 'eventversion', 'topicarn', 'partitionkey', 'messagegroupid'],
]);

/** The parts of an event that tell of nothing but the caller. */
const OF_THE_CALLER: ReadonlySet<string> = new Set(['identity', 'authorizer', 'useridentity']);

/**
 * Why a key of these paths cannot identify a request, judged by the names that event sources and senders use; to be
 * read after the key. Undefined where nothing speaks against it, as for most keys.
 *
 * @example
 * ```ts
 * const segment = { name: 'timestamp', optional: false };
 * weaknessOf([{ text: 'timestamp', segments: [segment] }]); // is a time: ...
 * ```
 */
export function weaknessOf(paths: readonly KeyPath[]): string | undefined {
  const names = paths.map(({ segments }) => segments.map(({ name }) => name.toLowerCase().replace(/[-_]/g, '')));
  if (names.some(isOfTheDelivery)) return 'is new in every delivery: none would ever be a duplicate of another';
  if (names.every(isTime)) {
    return 'is a time: two requests may have the same, and one that is sent again may have another';
  }
  if (names.every(isShared)) return 'is the same for many requests: the later ones would get the answer to the first';
  return undefined;
}

type Names = readonly string[];

const isOfTheDelivery = (names: Names): boolean =>
  OF_THE_DELIVERY.has(last(names)) || (names.at(-2) === 'requestcontext' && OF_THE_REQUEST_CONTEXT.has(last(names)));

const isTime = (names: Names): boolean => TIMES.test(last(names));

const isShared = (names: Names): boolean => SHARED.has(last(names)) || names.some((name) => OF_THE_CALLER.has(name));

const last = (names: Names): string => names.at(-1) ?? '';
