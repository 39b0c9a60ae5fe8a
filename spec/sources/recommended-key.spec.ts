import { runInNewContext } from 'node:vm';
import { idempotencyKeyOf, idempotent, InMemoryRepository } from '../../lib/index.js';
import { EVENT_SOURCES, type Repetition } from '../../lib/sources/catalogue.js';
import * as presets from '../../lib/sources/index.js';
import { valueAt, type Json } from './delivery.js';
import golden from './golden.json';
import { SCENES, type Scene } from './scenes.js';

const sceneOf = (name: string): Scene => {
  const scene = SCENES[name];
  if (!scene) throw new Error(`no scene for the source ${name}`);
  return scene;
};

/** The key of a delivery, for a guarded method with this option. */
function digest(key: Scene['key'] | string, { args = (delivery: Json) => [delivery] }: Scene, delivery: Json): string {
  const method = async (..._args: readonly unknown[]): Promise<void> => {};
  const guarded = idempotent(method, { key: key as string, operation: 'scene', repository: new InMemoryRepository() });
  return idempotencyKeyOf({ guarded }, 'guarded', ...args(delivery)).key;
}

/** Documented code, evaluated. The type arguments of the checked form are the compiler's alone. */
const evaluated = (code: string): Scene['key'] | string =>
  runInNewContext(code.replace(/<\w+>\(\)/, ''), { ...presets }) as Scene['key'] | string;

const differing = (one: Json, other: Json, { same, changed }: Repetition) => {
  const differs = (path: string): boolean => {
    const [before, after] = [valueAt(one, path), valueAt(other, path)];
    if (before === undefined || after === undefined) throw new Error(`${path} is not in the delivery`);
    return JSON.stringify(before) !== JSON.stringify(after);
  };
  return { 'said to be the same': same.filter(differs), 'said to change': changed.filter((path) => !differs(path)) };
};

const AS_SAID = { 'said to be the same': [], 'said to change': [] };

test('every source has a scene, and every scene a source', () => {
  expect(EVENT_SOURCES.map(({ name }) => name)).toEqual(Object.keys(SCENES));
});

describe.each(EVENT_SOURCES.map((source) => [source.name, source, sceneOf(source.name)] as const))(
  '%s',
  (_, source, scene) => {
    const { first, redelivered, sentAgain, another, key } = scene;
    const keyOf = (delivery: Json): string => digest(key, scene, delivery);

    test('the documented key is the one of the scene', () => {
      expect(digest(evaluated(source.key), scene, first)).toBe(keyOf(first));
    });

    test('a redelivery has the same key', () => {
      expect(keyOf(redelivered)).toBe(keyOf(first));
    });

    test(`sent again it is ${source.sentAgainIs}`, () => {
      expect(keyOf(sentAgain) === keyOf(first)).toBe(source.sentAgainIs === 'the same request');
    });

    test('another request has another key', () => {
      expect(keyOf(another)).not.toBe(keyOf(first));
      expect(keyOf(another)).not.toBe(keyOf(sentAgain));
    });

    test('what repeats and what does not is as documented', () => {
      expect(differing(first, redelivered, source.redelivery)).toEqual(AS_SAID);
      expect(differing(first, sentAgain, source.sentAgain)).toEqual(AS_SAID);
    });

    test('every documented key is what it ever was: another one would be another record for each request', () => {
      const codes = [source.key, ...source.otherwise.map(([code]) => code)];
      const digests = codes.map((code) => {
        const delivery = code.startsWith('onlyRecord') ? { Records: [first] } : first;
        return [code, digest(evaluated(code), scene, delivery)];
      });
      expect(Object.fromEntries(digests)).toEqual((golden as Readonly<Record<string, unknown>>)[source.name]);
    });
  },
);
