import { isV2, type HttpEvent } from './http-event.js';
import { isStructured } from './stored-response.js';

/** What clients see of a function whose answer its front cannot read. */
const BAD_GATEWAY = 502;

/** What fronts take for a status code, as a number or as text. */
const STATUS = /^[1-5]\d\d$/;

/** The status code that the client will see, 502 for what is none. In format 2.0, a value that names none gets 200. */
export function responseStatus(event: HttpEvent, response: unknown): number {
  if (!isStructured(response)) return isV2(event) ? 200 : BAD_GATEWAY;
  const { statusCode } = response;
  const isCode = (typeof statusCode === 'number' || typeof statusCode === 'string') && STATUS.test(`${statusCode}`);
  return isCode ? Number(statusCode) : BAD_GATEWAY;
}

/** "Not now" instead of an answer: Request Timeout, Too Early, Too Many Requests. */
const RETRY_LATER: readonly number[] = [408, 425, 429];

/** What is stored by default: all that would not be different if the same request were made again. */
export const isFinal = (status: number): boolean => status < 500 && !RETRY_LATER.includes(status);
