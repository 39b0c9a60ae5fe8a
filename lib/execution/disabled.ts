const SWITCH = 'IDEMPOTENCY_DISABLED';

let said = false;

/** Whether the guard is switched off by the environment. Says so once in a process, so that it cannot be forgotten. */
export function isDisabled(): boolean {
  if (process.env[SWITCH] !== 'true') return false;
  if (!said) {
    said = true;
    process.emitWarning(
      `${SWITCH}=true: guarded methods run without their guard, and duplicates repeat their effects.`,
      { type: 'IdempotencyWarning', code: SWITCH },
    );
  }
  return true;
}
