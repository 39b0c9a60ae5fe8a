const SWITCH = 'IDEMPOTENCY_DISABLED';

/** Values that leave the guard on, as whoever set them expects. */
const OFF = ['', 'false', '0', 'no', 'off'];

const said = new Set<string>();

/** Whether the guard is switched off by the environment. Says so once in a process, so that it cannot be forgotten. */
export function isDisabled(): boolean {
  const value = process.env[SWITCH];
  if (value === undefined) return false;
  if (value === 'true') {
    sayOnce(`${SWITCH}=true: guarded methods run without their guard, and duplicates repeat their effects.`);
    return true;
  }
  if (!OFF.includes(value)) sayOnce(`${SWITCH} is set, but not to 'true': the guard stays on.`);
  return false;
}

function sayOnce(what: string): void {
  if (said.has(what)) return;
  said.add(what);
  process.emitWarning(what, { type: 'IdempotencyWarning', code: SWITCH });
}
