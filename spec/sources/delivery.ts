import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const EVENTS = join(__dirname, 'events');

/** JSON as a source hands it over. */
export interface Json {
  readonly [name: string]: unknown;
}

/** The event, or the record, that a source delivers first. */
export const readDelivery = (name: string): Json =>
  // A file of this project.
  JSON.parse(readFileSync(join(EVENTS, `${name}.json`), 'utf8')) as Json;

/** A copy of a delivery, with other values at the paths given. */
export function changed(delivery: Json, values: Readonly<Record<string, unknown>>): Json {
  const copy = structuredClone(delivery);
  for (const [path, value] of Object.entries(values)) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    // Paths and deliveries are this project's own and fit one another; a spec checks each of them.
    const holder = names.reduce<Json>((at, name) => at[name] as Json, copy);
    (holder as Record<string, unknown>)[last] = value;
  }
  return copy;
}

export const valueAt = (delivery: Json, path: string): unknown =>
  // As above: the spec that asks takes undefined for a path that does not fit.
  path.split('.').reduce<unknown>((at, name) => (at as Json | undefined)?.[name], delivery);
