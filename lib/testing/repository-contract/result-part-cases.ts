import assert from 'node:assert/strict';
import type { ResultPart } from '../../repository/writes.js';
import type { CaseOfGroup } from './contract-case.js';
import { expectRecord } from './expectations.js';
import { hold } from './record-states.js';
import { at, firstClaim, LIMIT, openScene, second, type Scene } from './scene.js';

/** The pieces of a result that is too large for its record. */
export const resultPartCases: readonly CaseOfGroup[] = [
  {
    name: 'a part, stored twice, is read as it is',
    check: async (repository) => {
      const scene = openScene(repository);
      const bytes = new Uint8Array(300 * 1_024).map((_, n) => n % 251);
      await put(scene, { bytes });
      await put(scene, { bytes });
      await expectPart(scene, {}, bytes);
    },
  },
  {
    name: 'a part is found by its record, its claim and its index only',
    check: async (repository) => {
      const scene = openScene(repository);
      await put(scene, { index: 0, bytes: Uint8Array.of(0) });
      await put(scene, { index: 1, bytes: Uint8Array.of(1) });
      await put(scene, { partOf: 'second', bytes: Uint8Array.of(2) });
      await expectPart(scene, { index: 0 }, Uint8Array.of(0));
      await expectPart(scene, { index: 1 }, Uint8Array.of(1));
      await expectPart(scene, { partOf: 'second' }, Uint8Array.of(2));
      await expectPart(scene, { index: 2 }, undefined);
      await expectPart(scene, { partOf: 'third' }, undefined);
      await expectPart(scene, { id: openScene(repository).id }, undefined);
    },
  },
  {
    name: 'a part is read until the second in which it expires',
    check: async (repository) => {
      const scene = openScene(repository);
      await put(scene, {});
      await expectPart(scene, { nowMs: at(99_999) }, Uint8Array.of(7));
      await expectPart(scene, { nowMs: at(100_000) }, undefined);
    },
  },
  {
    name: 'parts and the record of the same id do not touch each other',
    check: async (repository) => {
      const scene = openScene(repository);
      await put(scene, {});
      await expectRecord(scene, undefined);
      const held = await hold(scene, firstClaim(scene));
      await put(scene, { index: 1 });
      await expectRecord(scene, held);
      await expectPart(scene, {}, Uint8Array.of(7));
    },
  },
];

type Wanted = Partial<Parameters<Scene['repository']['getResultPart']>[0]>;

const put = ({ repository, id }: Scene, part: Partial<ResultPart>): Promise<void> =>
  repository.putResultPart(
    { id, partOf: 'first', index: 0, bytes: Uint8Array.of(7), expiresAtSeconds: second(100), ...part },
    LIMIT,
  );

async function expectPart({ repository, id }: Scene, wanted: Wanted, bytes: Uint8Array | undefined): Promise<void> {
  const found = await repository.getResultPart({ id, partOf: 'first', index: 0, nowMs: at(0), ...wanted }, LIMIT);
  assert.deepEqual(found && Uint8Array.from(found), bytes);
}
