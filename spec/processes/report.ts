import type { Ended } from './execution-environment.js';
import { momentsReached, type ProcessesRun } from './run-processes.js';
import { textTable } from './text-table.js';

type Kills = ProcessesRun['kills'];

export function processesReport(run: ProcessesRun): string {
  const { faults, ...figures } = run.verdict;
  return [
    "A Lambda function under AWS's runtime client, on DynamoDB Local",
    textTable([['kill points', 'kills'], ...byProgress(run.kills)]),
    textTable([
      ['different kill points', momentsReached(run.kills)],
      ...howEnded('time-outs', run.timeOuts),
      ...howEnded('frozen', run.frozen),
    ]),
    textTable([
      ...Object.entries(figures),
      ['deliveries', run.deliveries],
      ...[...run.failures].map(([reason, times]): [string, number] => [`not answered: ${reason}`, times]),
      ['processes', run.processes],
      ['seconds', Math.round(run.seconds)],
    ]),
    textTable(Object.entries(faults)),
  ].join('\n\n');
}

const byProgress = (kills: Kills): [string, number][] => tally(kills.map(({ progress }) => progress));

const howEnded = (what: string, ended: readonly Ended[]): [string, number][] =>
  tally(ended.map((each) => `${what}: ${each.kind === 'error' ? each.errorType : each.kind}`));

function tally(texts: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => one.localeCompare(other));
}
