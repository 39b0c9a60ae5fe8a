import assert from 'node:assert/strict';
import type { CommitAnswer } from '../../repository/repository.js';
import type { StagedWrite } from '../../repository/writes.js';
import type { CaseOfGroup } from './contract-case.js';
import { expectApplied, expectRecord, expectRefused } from './expectations.js';
import { bring, hold } from './record-states.js';
import { find, firstClaim, found, LIMIT, openScene, second, unclaimedCommit, type Scene } from './scene.js';

/** How the cases make staged writes for the store under test, and look for their effect. */
export interface StagedWriteProbe {
  /** A write that can succeed, another one at each call. */
  readonly succeeding: () => {
    readonly write: StagedWrite;
    /** Whether it is in the store. */
    readonly landed: () => boolean | Promise<boolean>;
  };
  /** A write with a condition of its own that does not hold. Leave it out where staged conditions are not judged. */
  readonly failing?: () => StagedWrite;
}

const commits = ['commit', 'commitUnclaimed'] as const;

/** The record and the staged writes are written together or not at all. */
export const commitCases = (probe: StagedWriteProbe): readonly CaseOfGroup[] =>
  commits.flatMap((kind) => [
    {
      name: `${kind}, applied: every staged write is in the store`,
      check: async (repository) => {
        const scene = openScene(repository);
        const staged = [probe.succeeding(), probe.succeeding(), probe.succeeding()];
        const send = await prepare[kind](scene);
        expectApplied(await send(staged.map(({ write }) => write)));
        assert.equal((await found(scene)).status, 'COMPLETE');
        for (const { landed } of staged) assert.equal(await landed(), true, 'A staged write is missing.');
      },
    },
    {
      name: `${kind}, refused: no staged write is in the store`,
      check: async (repository) => {
        const scene = openScene(repository);
        const { write, landed } = probe.succeeding();
        const send = await prepare[kind](scene);
        expectApplied(await send([]));
        await expectRefused(scene, await send([write]), await found(scene));
        assert.equal(await landed(), false, 'A staged write landed although the commit was refused.');
      },
    },
  ]);

/** A condition of the caller's own writes stops the commit, and is told apart from the record's. */
export const stagedConditionCases = (
  { succeeding }: Pick<StagedWriteProbe, 'succeeding'>,
  failing: () => StagedWrite,
): readonly CaseOfGroup[] =>
  commits.map((kind) => ({
    name: `${kind} with a staged condition that does not hold: nothing is written, and its index is told`,
    check: async (repository) => {
      const scene = openScene(repository);
      const { write, landed } = succeeding();
      const send = await prepare[kind](scene);
      const before = await find(scene);
      const answer = await send([write, failing()]);
      assert.equal(answer.applied, false);
      assert.ok('stagedConditionFailed' in answer, 'The answer must name the staged write whose condition failed.');
      assert.equal(answer.stagedConditionFailed.index, 1);
      await expectRecord(scene, before);
      assert.equal(await landed(), false, 'A staged write landed although the commit was refused.');
    },
  }));

/** Does what comes before a commit, and returns how to send one. */
const prepare = {
  commit: async (scene: Scene): Promise<SendCommit> => {
    const held = await hold(scene, firstClaim(scene));
    const request = { held, result: 'committed', expiresAtSeconds: second(800) };
    return (staged) => scene.repository.commit({ ...request, staged }, LIMIT);
  },
  commitUnclaimed: async (scene: Scene): Promise<SendCommit> => {
    await bring(scene, 'FAILED');
    return (staged) => scene.repository.commitUnclaimed({ ...unclaimedCommit(scene), staged }, LIMIT);
  },
};

type SendCommit = (staged: readonly StagedWrite[]) => Promise<CommitAnswer>;
