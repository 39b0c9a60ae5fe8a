import { fromBytes } from './byte-kind.js';
import { defineMember } from './own-member.js';
import { TAGGED_PREFIX, type TaggedElement, type TaggedMembers, type TaggedObject } from './tagged-form.js';

export const isTagged = (text: string): boolean => text.startsWith(TAGGED_PREFIX);

/**
 * Gives back the value of a text in the tagged form.
 *
 * @throws Error when the text is not in that form, or holds a tag that this version does not know
 */
export function decodeTagged(text: string): unknown {
  // What else the text may hold is met by the default cases below, or by the built-in functions that get it.
  const [first, ...objects] = JSON.parse(text.slice(TAGGED_PREFIX.length)) as [TaggedElement, ...TaggedObject[]];
  const shells = objects.map(shellOf);
  const read: Read = (element) => valueOf(element, shells);
  shells.forEach((shell) => shell.fill(read));
  return read(first);
}

type Read = (element: TaggedElement) => unknown;

/** An object, and how its members, which may refer to objects not yet made, are filled in afterwards. */
interface Shell {
  readonly value: unknown;
  fill(read: Read): void;
}

function valueOf(element: TaggedElement, shells: readonly Shell[]): unknown {
  if (typeof element !== 'object' || element === null) return element;
  switch (element[0]) {
    case 'u':
      return undefined;
    case 'n':
      return Number(element[1]);
    case 'i':
      return BigInt(element[1]);
    default: {
      const shell = typeof element[0] === 'number' ? shells[element[0]] : undefined;
      if (shell === undefined) throw new Error('an unknown element');
      return shell.value;
    }
  }
}

function shellOf(object: TaggedObject): Shell {
  if (isMembers(object)) return membersShell(object, object);
  switch (object[0]) {
    case 'o':
      // No better type: `create` is declared to return any.
      return membersShell(Object.create(null) as object, object[1]);
    case 'a':
      return arrayShell(object.slice(1));
    case 's':
      return membersShell(Object.assign([], { length: object[1] }), object[2]);
    case 'd':
      return finished(new Date(object[1] ?? NaN));
    case 'm':
      return mapShell(object.slice(1));
    case 't':
      return setShell(object.slice(1));
    case 'b':
      return finished(fromBytes(object[1], Buffer.from(object[2], 'base64')));
    default:
      throw new Error('an unknown kind of object');
  }
}

const isMembers = (object: TaggedObject): object is TaggedMembers => !Array.isArray(object);

const finished = (value: unknown): Shell => ({ value, fill: () => undefined });

const membersShell = (value: object, members: TaggedMembers): Shell => ({
  value,
  fill(read) {
    for (const [key, element] of Object.entries(members)) defineMember(value, key, read(element));
  },
});

function arrayShell(elements: readonly TaggedElement[]): Shell {
  const value: unknown[] = [];
  return {
    value,
    fill(read) {
      for (const element of elements) value.push(read(element));
    },
  };
}

function mapShell(entries: readonly TaggedElement[]): Shell {
  const value = new Map<unknown, unknown>();
  return {
    value,
    fill(read) {
      for (let i = 0; i + 1 < entries.length; i += 2) {
        // Within bounds, as the loop's condition says.
        value.set(read(entries[i] as TaggedElement), read(entries[i + 1] as TaggedElement));
      }
    },
  };
}

function setShell(items: readonly TaggedElement[]): Shell {
  const value = new Set<unknown>();
  return {
    value,
    fill(read) {
      for (const item of items) value.add(read(item));
    },
  };
}
