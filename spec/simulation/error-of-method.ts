/** What a simulated method throws. */
export class ErrorOfMethod extends Error {
  constructor(
    message: string,
    /** Whether it is stored and thrown again on replay. */
    readonly replayed: boolean,
  ) {
    super(message);
  }
}
