import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import type { CommitRequest, CommitUnclaimedRequest, StagedWrite } from '../../lib/repository/writes.js';
import type { StagedWriteProbe } from '../../lib/testing/repository-contract.js';

/** Staged writes go to a place of their own, right or wrong as the subclass does it. */
abstract class Commits extends InMemoryRepository {
  readonly landed = new Set<StagedWrite>();

  protected abstract stage(staged: readonly StagedWrite[], applied: boolean): void;

  override async commit(request: CommitRequest) {
    const answer = await super.commit(request);
    this.stage(request.staged, answer.applied);
    return answer;
  }

  override async commitUnclaimed(request: CommitUnclaimedRequest) {
    const answer = await super.commitUnclaimed(request);
    this.stage(request.staged, answer.applied);
    return answer;
  }
}

class IgnoresStagedConditions extends Commits {
  protected stage(staged: readonly StagedWrite[], applied: boolean): void {
    if (applied) for (const write of staged) this.landed.add(write);
  }
}

class WritesAlthoughRefused extends Commits {
  protected stage(staged: readonly StagedWrite[]): void {
    for (const write of staged) this.landed.add(write);
  }
}

class DropsStagedWrites extends Commits {
  protected stage([first]: readonly StagedWrite[], applied: boolean): void {
    if (applied && first) this.landed.add(first);
  }
}

export const BROKEN_COMMITS: readonly (readonly [name: string, make: () => Commits])[] = [
  ['writes although the record refuses', () => new WritesAlthoughRefused()],
  ['drops all staged writes but the first', () => new DropsStagedWrites()],
  ['ignores conditions of staged writes', () => new IgnoresStagedConditions()],
];

export const landedIn = ({ landed }: Commits): Required<StagedWriteProbe> => ({
  succeeding: () => {
    const write: StagedWrite = { kind: 'Put', input: { TableName: 'orders' } };
    return { write, landed: () => landed.has(write) };
  },
  failing: () => ({ kind: 'ConditionCheck', input: { TableName: 'refuses' } }),
});
