/**
 * The meaning of a canonical text, for specs: what a value is to a sender of JSON, said a second time and slowly, and
 * the way back from the text. A text that reads back as the form of its value is not that of any other form.
 */
export type CanonicalForm =
  | readonly ['undefined' | 'null']
  | readonly ['boolean', boolean]
  | readonly ['number', number]
  | readonly ['bigint' | 'string' | 'bytes', string]
  | readonly ['array', readonly CanonicalForm[]]
  | readonly ['object', readonly (readonly [string, CanonicalForm])[]];

export function formOf(value: unknown): CanonicalForm {
  if (value === undefined) return ['undefined'];
  if (value === null) return ['null'];
  if (typeof value === 'boolean') return ['boolean', value];
  if (typeof value === 'number') return ['number', value === 0 ? 0 : value];
  if (typeof value === 'bigint') return ['bigint', String(value)];
  if (typeof value === 'string') return ['string', value];
  if (value instanceof Date) return ['string', value.toISOString()];
  if (ArrayBuffer.isView(value)) return ['bytes', Buffer.from(value as Uint8Array).toString('base64')];
  if (Array.isArray(value)) return ['array', Array.from(value, formOf)];
  const members = Object.entries(value as object).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return ['object', members.map(([name, member]) => [name, formOf(member)])];
}

const TOKENS = /b?"(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*n?|[a-z]+|[[\]{},:]/y;

/** @throws if the text is not a canonical text from beginning to end. */
export function readCanonicalText(text: string): CanonicalForm {
  const tokens = new RegExp(TOKENS);
  let token = '';
  const next = (): string => {
    token = tokens.exec(text)?.[0] ?? '';
    return token;
  };
  const value = (): CanonicalForm => {
    if (token === '[') return ['array', list(']', value)];
    if (token === '{') return ['object', list('}', member)];
    if (token.startsWith('b"')) return ['bytes', token.slice(2, -1)];
    if (token.startsWith('"')) return ['string', JSON.parse(token) as string];
    if (token === 'true' || token === 'false') return ['boolean', token === 'true'];
    if (token === 'undefined' || token === 'null') return [token];
    if (token.endsWith('n')) return ['bigint', token.slice(0, -1)];
    if (token !== '') return ['number', Number(token)];
    throw new Error(`cannot read on at ${tokens.lastIndex}`);
  };
  const member = (): readonly [string, CanonicalForm] => {
    const name = JSON.parse(token) as string;
    if (next() !== ':') throw new Error('a name without a value');
    next();
    return [name, value()];
  };
  const list = <Item>(end: string, item: () => Item): Item[] => {
    const items: Item[] = [];
    while (next() !== end) {
      items.push(item());
      if (next() === end) return items;
      if (token !== ',') throw new Error('neither a comma nor an end');
    }
    return items;
  };
  next();
  const form = value();
  if (tokens.lastIndex !== text.length) throw new Error(`more than one value at ${tokens.lastIndex}`);
  return form;
}
