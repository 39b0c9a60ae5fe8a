/**
 * Tells the requests under one time limit that it has been reached. A signal of the platform is made for those who
 * need one; it costs a request more than its timer does.
 */
export class LimitSignal {
  aborted = false;
  /** Whom to tell: the last to set it, since requests under one limit follow one another. */
  onabort: (() => void) | null = null;
  #controller: AbortController | undefined;

  get abortSignal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.aborted) this.#controller.abort();
    return this.#controller.signal;
  }

  abort(): void {
    this.aborted = true;
    this.#controller?.abort();
    this.onabort?.();
  }
}
