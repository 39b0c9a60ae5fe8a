/**
 * One step from a value into it: the name of a member, the index of an element, or, where neither may be named, the
 * place of an entry in a Map or Set.
 */
export type Step = string | number | readonly [what: 'key' | 'value' | 'item', place: number];

/** Thrown inside an encoding, and never out of it: some part of the value cannot be stored. */
export class NotStorable extends Error {
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** Longer paths are cut: they are for a message. */
const MAX_PATH_LENGTH = 200;

/** `$` is the value itself: `$.items[0].total`, `$["odd name"]`, `$.prices<value 2>`. */
export function pathText(steps: readonly Step[]): string {
  let text = '$';
  for (const step of steps) {
    text += stepText(step);
    if (text.length > MAX_PATH_LENGTH) return `${text.slice(0, MAX_PATH_LENGTH)}…`;
  }
  return text;
}

function stepText(step: Step): string {
  if (typeof step === 'number') return `[${step}]`;
  if (typeof step === 'string') return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  return `<${step[0]} ${step[1]}>`;
}
