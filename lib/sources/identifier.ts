import { parseKeyPath, type KeyPath } from '../key/key-path.js';
import { selectValues } from '../key/select-values.js';
import { UnusableKeyValue } from '../key/unusable-key-value.js';

/**
 * Reads the text at a path: own members only, whatever the payload is.
 *
 * @throws UnusableKeyValue, by the function returned, if there is no text, or an empty one, which all would share.
 */
export function identifierAt(path: string): (payload: unknown) => string {
  const parsed = parseKeyPath(path);
  return (payload) => {
    const value = valueAt(parsed, payload);
    if (typeof value === 'string' && value !== '') return value;
    throw new UnusableKeyValue(path, value === undefined || value === '' ? 'has no value' : 'is not a text');
  };
}

/** The value at a path, undefined if there is none. */
function valueAt(path: KeyPath, payload: unknown): unknown {
  const selection = selectValues({ kind: 'paths', paths: [path] }, payload, []);
  return selection.found ? selection.pairs[0]?.[1] : undefined;
}

/** Like {@link identifierAt}, but null where there is nothing. */
export function optionalIdentifierAt(path: string): (payload: unknown) => string | null {
  const parsed = parseKeyPath(path);
  return (payload) => {
    const value = valueAt(parsed, payload) ?? null;
    if (typeof value === 'string' || value === null) return value;
    throw new UnusableKeyValue(path, 'is not a text');
  };
}
