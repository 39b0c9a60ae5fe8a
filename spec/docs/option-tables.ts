import { DEFAULTS } from '../../lib/options/defaults.js';
import { interfaceMembers, type Member } from './interface-members.js';
import { code, markdownTable } from './markdown-table.js';

const TITLES = ['option', 'default', 'meaning'] as const;

/** "… Default: `'24h'`." in a docstring. */
const STATED_DEFAULT = /\s*Default: (.+?)\.(?=\s|$)/;

/** The options of `@Idempotent`. Where `DEFAULTS` has a value, it is the one that is shown. */
export function idempotentOptions(): string {
  const rows = interfaceMembers('lib/options/idempotent-options.ts', 'IdempotentOptions').map(({ name, text }) => {
    const stated = STATED_DEFAULT.exec(text)?.[1];
    if (stated === undefined) throw new Error(`The docstring of the option ${name} does not tell its default.`);
    return [code(name), defaultValue(name) ?? stated, text.replace(STATED_DEFAULT, '')];
  });
  return markdownTable(TITLES, rows);
}

function defaultValue(name: string): string | undefined {
  const value = new Map<string, unknown>(Object.entries(DEFAULTS)).get(name);
  if (value === undefined) return undefined;
  return code(typeof value === 'string' ? `'${value}'` : String(value));
}

/** Options whose defaults are tags of their docstrings. */
export const taggedOptions = (path: string, ...interfaces: readonly string[]): string =>
  markdownTable(
    TITLES,
    interfaces.flatMap((name) => interfaceMembers(path, name)).map((member) => [
      code(member.name),
      defaultOf(member),
      member.text,
    ]),
  );

function defaultOf({ optional, byDefault }: Member): string {
  if (!optional) return 'required';
  if (byDefault === undefined) return 'none';
  return /^('.*'|true|false|\d+)$/.test(byDefault) ? code(byDefault) : byDefault;
}
