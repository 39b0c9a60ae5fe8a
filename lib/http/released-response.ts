/**
 * Carries a response that is not to be stored out of the guard, as something thrown: the record becomes FAILED and the
 * next attempt runs. Whoever called the guard takes the response out again; nobody else sees this.
 */
export class ReleasedResponse extends Error {
  /** Private, so that no log of the error shows it. */
  readonly #response: unknown;

  constructor(response: unknown, status: number) {
    super('This response is not stored: the request may be run again.');
    // Summed up in the record by this name.
    this.name = `HttpStatus${status}`;
    this.#response = response;
  }

  get response(): unknown {
    return this.#response;
  }
}
