import { isV2, type HttpEvent } from './http-event.js';
import { isStructured } from './stored-response.js';

/** What clients see of a function whose answer its front cannot read. */
const BAD_GATEWAY = 502;

/** The status code that the client will see. In payload format 2.0, a value that names none is sent with 200. */
export function responseStatus(event: HttpEvent, response: unknown): number {
  if (!isStructured(response)) return isV2(event) ? 200 : BAD_GATEWAY;
  const status = Number(response.statusCode);
  return Number.isInteger(status) ? status : BAD_GATEWAY;
}

/** "Not now" instead of an answer: Request Timeout, Too Early, Too Many Requests. */
const RETRY_LATER: readonly number[] = [408, 425, 429];

/** What is stored by default: all that would not be different if the same request were made again. */
export const isFinal = (status: number): boolean => status < 500 && !RETRY_LATER.includes(status);
