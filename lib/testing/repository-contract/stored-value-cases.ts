import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import type { StoredResult } from '../../repository/record.js';
import type { CaseOfGroup } from './contract-case.js';
import { expectApplied, expectRecord, expectRefused } from './expectations.js';
import { hold } from './record-states.js';
import { firstClaim, found, laterClaim, LIMIT, openScene, second } from './scene.js';

const KB = 1_024;
const everyByte = Uint8Array.from({ length: 256 }, (_, n) => n);

const RESULTS: readonly (readonly [name: string, result: StoredResult])[] = [
  ['text', '{"orderId":"4711"}'],
  ['empty text', ''],
  ['text of all kinds of characters', 'tab\t newline\n nul\u0000 quote" back\\slash ümlaut 漢字 😀 \u2028 \ufeff e\u0301'],
  ['text that looks like JSON, a number, or nothing', 'null'],
  ['text of 300 KB', 'x'.repeat(300 * KB)],
  ['bytes', everyByte],
  ['no bytes', new Uint8Array(0)],
  ['bytes of 300 KB', new Uint8Array(300 * KB).map((_, n) => n % 251)],
  ['a Buffer', Buffer.from(everyByte)],
  ['a view into the middle of a larger buffer', new Uint8Array(everyByte.buffer, 100, 20)],
];

const NAMES: readonly string[] = [
  'charge',
  'a.b',
  'a[0]',
  '#name',
  ':value',
  'with space',
  ' ',
  '"quoted"',
  "it's",
  'back\\slash',
  'new\nline',
  '漢字 😀',
  '0',
  '-1',
  'status',
  'owner',
  'length',
  'constructor',
  'toString',
  '__proto__',
  'hasOwnProperty',
  'x'.repeat(200),
];

const ID_ENDS: readonly (readonly [name: string, end: string])[] = [
  ['punctuation', ' .,:;#/\\?&=%+*"\'`<>[]{}()|~^$@!'],
  ['line breaks and control characters', '\n\r\t\u0000\u007f'],
  ['characters beyond the basic plane', '漢字😀'],
  ['names of object members', '__proto__'],
  ['1,024 bytes of ASCII', 'x'.repeat(979)],
  ['1,024 bytes of longer characters', `xxx${'😀'.repeat(244)}`],
];

/**
 * What goes in comes out. All strings given to a repository are well-formed Unicode (no lone surrogates), and step
 * names and ids are not empty.
 */
export const storedValueCases: readonly CaseOfGroup[] = [
  ...RESULTS.map(
    ([name, result]): CaseOfGroup => ({
      name: `the result is ${name}`,
      check: async (repository) => {
        const scene = openScene(repository);
        const held = await hold(scene, firstClaim(scene));
        expectApplied(await repository.complete({ held, result, expiresAtSeconds: second(100) }, LIMIT));
        const stored = await found(scene);
        assert.equal(typeof stored.result, typeof result);
        await expectRecord(scene, { ...stored, result });
        await expectRefused(scene, await repository.claim(laterClaim(scene), LIMIT), { ...stored, result });
      },
    }),
  ),
  ...RESULTS.filter(([name]) => !name.includes('300 KB')).map(
    ([name, result]): CaseOfGroup => ({
      name: `the result of a step is ${name}`,
      check: async (repository) => {
        const scene = openScene(repository);
        const held = await hold(scene, firstClaim(scene));
        expectApplied(await repository.saveStep({ held, name: 'a', result, stepExpiresAtSeconds: second(100) }, LIMIT));
        const steps = new Map([['a', { result, expiresAtSeconds: second(100) }]]);
        await expectRecord(scene, { ...held, steps });
      },
    }),
  ),
  {
    name: 'step names of all kinds, side by side in one record',
    check: async (repository) => {
      const scene = openScene(repository);
      const held = await hold(scene, firstClaim(scene));
      for (const name of NAMES) {
        const step = { name, result: `of ${name}`, stepExpiresAtSeconds: second(100) };
        expectApplied(await repository.saveStep({ held, ...step }, LIMIT));
      }
      const steps = new Map(NAMES.map((name) => [name, { result: `of ${name}`, expiresAtSeconds: second(100) }]));
      await expectRecord(scene, { ...held, steps });
      assert.equal('result' in {}, false, 'A step called __proto__ must not reach the prototype of all objects.');
    },
  },
  ...ID_ENDS.map(
    ([name, end]): CaseOfGroup => ({
      name: `an id with ${name}`,
      check: async (repository) => {
        const scene = openScene(repository, end);
        const request = firstClaim(scene);
        const held = await hold(scene, request);
        await expectRecord(scene, held);
        assert.equal(held.id, scene.id);
        await expectRefused(scene, await repository.claim(laterClaim(scene, { takeover: false }), LIMIT), held);
      },
    }),
  ),
  {
    name: 'ids that differ in case, in a trailing space or in Unicode normalisation are different records',
    check: async (repository) => {
      const { id } = openScene(repository);
      for (const end of ['é', 'e\u0301', 'É', 'é ', 'é\u0000']) {
        const scene = { repository, id: id + end };
        await hold(scene, firstClaim(scene));
      }
    },
  },
  {
    name: 'owner, fingerprint and error summary of all kinds of characters',
    check: async (repository) => {
      const scene = openScene(repository);
      const odd = 'a "quoted" #name :value\n漢字 😀';
      const held = await hold(scene, firstClaim(scene, { owner: odd, fingerprint: odd }));
      expectApplied(await repository.fail({ held, error: odd, expiresAtSeconds: second(100) }, LIMIT));
      await expectRecord(scene, { ...(await found(scene)), owner: odd, fingerprint: odd, error: odd });
      await hold(scene, laterClaim(scene, { fingerprint: odd }));
    },
  },
  {
    name: 'a fence as large as an integer can be',
    check: async (repository) => {
      const scene = openScene(repository);
      const held = await hold(scene, firstClaim(scene, { fence: Number.MAX_SAFE_INTEGER - 1 }));
      expectApplied(await repository.fail({ held, error: 'TimeoutError', expiresAtSeconds: second(100) }, LIMIT));
      const next = laterClaim(scene, { fence: Number.MAX_SAFE_INTEGER });
      assert.equal((await hold(scene, next)).fence, Number.MAX_SAFE_INTEGER);
    },
  },
];
