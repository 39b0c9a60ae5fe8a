interface Happening {
  readonly atMs: number;
  readonly order: number;
  readonly happen: () => void;
}

/** Virtual time: what is due happens in order, one thing after the other, each with all that follows at once. */
export class Timeline {
  nowMs = 0;
  private readonly due: Happening[] = [];
  private made = 0;

  in(ms: number, happen: () => void): void {
    const happening = { atMs: this.nowMs + Math.max(0, ms), order: this.made++, happen };
    let at = this.due.length;
    while (at > 0 && isBefore(happening, this.due[at - 1] as Happening)) at--;
    this.due.splice(at, 0, happening);
  }

  /** Lets everything happen up to a limit. */
  async run(untilMs: number): Promise<void> {
    for (let next = this.due.pop(); next; next = this.due.pop()) {
      if (next.atMs > untilMs) {
        this.due.push(next);
        break;
      }
      this.nowMs = next.atMs;
      next.happen();
      await settled();
    }
    this.nowMs = untilMs;
  }
}

/** The latest comes first in the list: the next one is taken from its end. */
const isBefore = (one: Happening, other: Happening): boolean =>
  one.atMs > other.atMs || (one.atMs === other.atMs && one.order > other.order);

/** All promise reactions run before the event loop turns. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
