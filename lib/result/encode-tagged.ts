import { types } from 'node:util';
import { builtinName, className } from './builtin-name.js';
import { bytesOf } from './byte-kind.js';
import { MAX_DEPTH } from './max-depth.js';
import { NotStorable, pathText, type Step } from './not-storable.js';
import { hasSymbolMembers } from './own-member.js';
import { TAGGED_PREFIX, type UnwritableNumber } from './tagged-form.js';

/**
 * The text of any storable value. Its grammar is that of `tagged-form.ts`.
 *
 * @throws NotStorable
 */
export function encodeTagged(value: unknown): string {
  return new TaggedWriter().write(value);
}

class TaggedWriter {
  private readonly objects: string[] = [];
  private readonly indexOf = new Map<object, number>();
  private readonly path: Step[] = [];

  write(value: unknown): string {
    const first = this.element(value);
    return `${TAGGED_PREFIX}[${[first, ...this.objects].join(',')}]`;
  }

  private elementAt(step: Step, value: unknown): string {
    this.path.push(step);
    const text = this.element(value);
    this.path.pop();
    return text;
  }

  private element(value: unknown): string {
    switch (typeof value) {
      case 'string':
        return JSON.stringify(value);
      case 'boolean':
        return String(value);
      case 'number':
        return isWritable(value) ? String(value) : `["n","${unwritable(value)}"]`;
      case 'bigint':
        return `["i","${value}"]`;
      case 'undefined':
        return '["u"]';
      case 'object':
        return value === null ? 'null' : `[${this.reference(value)}]`;
      default:
        return this.refuse(`a ${typeof value}`);
    }
  }

  private reference(value: object): number {
    const known = this.indexOf.get(value);
    if (known !== undefined) return known;
    if (this.path.length === MAX_DEPTH) return this.refuse(`nested deeper than ${MAX_DEPTH} levels`);
    const index = this.objects.push('') - 1;
    this.indexOf.set(value, index);
    this.objects[index] = this.object(value);
    return index;
  }

  private object(value: object): string {
    if (types.isProxy(value)) return this.refuse('a Proxy, whose traps are not run');
    const prototype: object | null = Object.getPrototypeOf(value);
    if (prototype === null) return `["o",${this.members(value)}]`;
    const name = builtinName(prototype);
    if (Array.isArray(value)) return name === 'Array' ? this.array(value) : this.refuseInstance(prototype);
    if (name === 'Object') return this.members(value);
    if (types.isDate(value) && (name === 'Date' || isOfCurrentDate(prototype))) return this.date(value);
    if (name === 'Map' && types.isMap(value)) return this.map(value);
    if (name === 'Set' && types.isSet(value)) return this.set(value);
    if (name !== undefined && (types.isArrayBuffer(value) || ArrayBuffer.isView(value))) return this.bytes(name, value);
    return this.refuseInstance(prototype);
  }

  /** Members that are not enumerable are left out: neither JSON nor any comparison counts them to the value. */
  private members(value: object): string {
    if (hasSymbolMembers(value)) return this.refuse('an object with a member under a symbol');
    const members = Object.keys(value).map((key) => {
      const element = this.elementAt(key, this.own(value, key));
      return `${JSON.stringify(key)}:${element}`;
    });
    return `{${members.join(',')}}`;
  }

  /** Reads a member through its descriptor, since an accessor must not run. */
  private own(value: object, key: string | number): unknown {
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    if (descriptor !== undefined && 'value' in descriptor) return descriptor.value;
    this.path.push(key);
    return this.refuse('an accessor, which is not run');
  }

  private array(value: readonly unknown[]): string {
    const keys = Object.keys(value);
    // Indices come first: with as many keys as elements, the last one tells whether all of them are indices.
    const isDense = keys.length === value.length && (keys.at(-1) ?? '-1') === String(value.length - 1);
    if (!isDense || hasSymbolMembers(value)) return `["s",${value.length},${this.members(value)}]`;
    return `["a"${keys.map((_, i) => `,${this.elementAt(i, this.own(value, i))}`).join('')}]`;
  }

  // From here on methods are taken from the prototypes, since a value may carry others under the same names.

  private date(value: Date): string {
    this.refuseMembers(value, 'Date');
    const epochMs = Date.prototype.getTime.call(value);
    return `["d",${Number.isNaN(epochMs) ? 'null' : epochMs}]`;
  }

  private map(value: ReadonlyMap<unknown, unknown>): string {
    this.refuseMembers(value, 'Map');
    let text = '["m"';
    let place = 0;
    Map.prototype.forEach.call(value, (entry, key) => {
      text += `,${this.elementAt(['key', place], key)},${this.elementAt(['value', place], entry)}`;
      place += 1;
    });
    return `${text}]`;
  }

  private set(value: ReadonlySet<unknown>): string {
    this.refuseMembers(value, 'Set');
    let text = '["t"';
    let place = 0;
    Set.prototype.forEach.call(value, (item) => {
      text += `,${this.elementAt(['item', place], item)}`;
      place += 1;
    });
    return `${text}]`;
  }

  private bytes(name: string, value: ArrayBuffer | ArrayBufferView): string {
    // To look through all members would list every index; these are the ones that are read.
    const isShadowed = ['buffer', 'byteOffset', 'byteLength'].some((key) => Object.hasOwn(value, key));
    if (isShadowed) return this.refuse(`a ${name} with members of its own`);
    return `["b","${name}","${bytesOf(value).toString('base64')}"]`;
  }

  private refuseMembers(value: object, name: string): void {
    if (Object.keys(value).length > 0 || hasSymbolMembers(value)) this.refuse(`a ${name} with members of its own`);
  }

  private refuseInstance(prototype: object): never {
    const name = className(prototype)?.slice(0, MAX_NAME_LENGTH) ?? 'without a name';
    return this.refuse(
      `an instance of the class ${name}, which could not come back as one: return plain data, or project the result ` +
        'with the option `result` and rebuild it with `onReplay`',
    );
  }

  private refuse(reason: string): never {
    throw new NotStorable(pathText(this.path), reason);
  }
}

/** Class names are cut to this length in a reason. */
const MAX_NAME_LENGTH = 80;

/** A test's fake clock puts a class of its own in the place of `Date`, also in that of the copy that a replay makes. */
const isOfCurrentDate = (prototype: object): boolean => prototype === globalThis.Date.prototype;

const isWritable = (value: number): boolean => Number.isFinite(value) && !Object.is(value, -0);

const unwritable = (value: number): UnwritableNumber =>
  // The four numbers for which `isWritable` is false print as these names, but for -0.
  Object.is(value, -0) ? '-0' : (String(value) as UnwritableNumber);
