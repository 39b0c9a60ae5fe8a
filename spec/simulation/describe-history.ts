import type { Answer, Entry, Happening } from './journal.js';
import { packetName } from './packet.js';
import type { Stored } from './record-store.js';
import type { CallPlan, Scenario } from './scenario.js';
import type { World } from './world.js';

/** A history as lines to be read: what was fixed before, what happened, and what should not have. */
export function describeHistory(world: World): string {
  const { scenario, entries, violations } = world;
  const lines = [scenario.title, ...describeScenario(scenario)];
  entries.forEach((entry, index) => {
    lines.push(describeEntry(world, entry));
    for (const { property, why, entry: at } of violations)
      if (at === index) lines.push(`          ^^^ ${property}: ${why}`);
  });
  return lines.join('\n');
}

function describeScenario({ assumptions, operation, calls, processes, ttlClockAheadMs }: Scenario): string[] {
  const { ttlMs, leaseMs, waitMs, recovery } = operation;
  return [
    `  skew ${assumptions.skewMs}, request lifetime ${assumptions.requestLifetimeMs}, ttl ${ttlMs}, ` +
      `lease ${leaseMs ?? 'until the deadline'}, wait ${waitMs}, recovery ${recovery}`,
    `  clocks ahead by: TTL ${ttlClockAheadMs}, ${processes.map((plan, i) => `P${i + 1} ${plan.aheadMs}`).join(', ')}`,
    ...calls.map(describeCall),
  ];
}

function describeCall({ name, process, key, content, mode, method, timeLeftMs }: CallPlan): string {
  const within = timeLeftMs === undefined ? '' : ` within ${timeLeftMs}`;
  const actions = method.actions.map((action) => Object.values(action).join(' ')).join(', ');
  const stubborn = method.heedsLoss ? '' : ', whatever it is told';
  return `  ${name} in P${process + 1}: ${key} ${content} ${mode}${within}; ${actions}; ${method.ends}${stubborn}`;
}

function describeEntry(world: World, { atMs, happening }: Entry): string {
  return `${String(atMs).padStart(8)}  ${describe(world, happening)}`;
}

function describe(world: World, happening: Happening): string {
  const who = 'call' in happening ? (happening.call?.name ?? 'operator') : '';
  switch (happening.kind) {
    case 'sends':
      return `${who} sends ${packetName(happening.packet)}`;
    case 'applies':
      return `  store: ${packetName(happening.packet)} takes effect: ${state(world, happening.after)}`;
    case 'refuses':
      return `  store: ${packetName(happening.packet)} is refused by ${state(world, happening.stands)}`;
    case 'receives':
      return `${who} is answered ${packetName(happening.packet)}: ${answered(world, happening.answer)}`;
    case 'sleeps':
      return `${who} sleeps ${happening.ms}`;
    case 'reconciles':
      return `${who} reconciles (attempt ${happening.attempt})`;
    case 'found-out':
      return `${who} finds out: ${happening.state}`;
    case 'starts':
      return `${who} STARTS its method (attempt ${happening.attempt}, fence ${relative(world, happening.fence)})`;
    case 'steps':
      return `${who} has step ${happening.name}: ${happening.value}${happening.ran ? '' : ' (from the record)'}`;
    case 'is-told-of-loss':
      return `${who} is told that its lease is lost`;
    case 'returns':
      return `${who}: the method returns '${happening.value}'`;
    case 'throws':
      return `${who}: the method throws ${String(happening.error)}`;
    case 'reports':
      return `${who} reports ${happening.outcome}`;
    case 'answers':
      return `${who} ANSWERS '${String(happening.value)}'`;
    case 'fails':
      return `${who} ANSWERS with ${String(happening.error)}`;
    case 'crashes':
      return `${happening.process} crashes`;
    case 'freezes':
      return `${happening.process} freezes for ${happening.forMs}`;
    case 'sets-clock':
      return `${happening.process} has its clock set to be ahead by ${happening.aheadMs}`;
    case 'deletes':
      return `  store: TTL deletes ${state(world, happening.before)}`;
    case 'ends':
      return 'the end';
    default:
      return `${who} ${happening.kind}`;
  }
}

const answered = (world: World, answer: Answer): string =>
  'shows' in answer ? `${answer.told}, ${state(world, answer.shows)}` : answer.told;

/** Times of the epoch are shown by the history's own time. */
const relative = (world: World, epochMs: number): number => epochMs - world.scenario.epochMs;

function state(world: World, stored: Stored | undefined): string {
  if (!stored) return '[no record]';
  const { record, claimant, value } = stored;
  const parts = [
    `${world.keyOf(record.id)} ${record.status} by ${claimant?.name ?? 'operator'}`,
    `fence ${relative(world, record.fence)}`,
    `attempt ${record.attempts} open ${record.openAttempts}`,
    `expires ${relative(world, record.expiresAtSeconds * 1000)}`,
  ];
  if (record.leaseEndsAtMs !== undefined) parts.push(`lease until ${relative(world, record.leaseEndsAtMs)}`);
  if (value !== undefined) parts.push(`'${value}'`);
  if (record.steps.size > 0) parts.push(`steps ${[...record.steps.keys()].join(' ')}`);
  return `[${parts.join(', ')}]`;
}
