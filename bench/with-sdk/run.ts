import { interleave, type Medians } from '../measure/interleave.js';
import { withSides, type SideProcess } from '../measure/side-process.js';
import { everywhere, onThisMachine, type Report, type Row, type Target } from '../report/report.js';
import { startInstantEndpoint, type InstantEndpoint } from './instant-endpoint.js';
import type { Request } from './side.js';

const SIDES = ['ours', 'powertools', 'floor'] as const;
type Name = (typeof SIDES)[number];
type Processes = Record<Name, SideProcess>;

const CALLS = 250;

/** With the SDK, against an endpoint that answers at once: requests, and what a call costs this process. */
export async function run(): Promise<Report> {
  const endpoint = await startInstantEndpoint();
  try {
    return await withSides('with-sdk/side.js', SIDES, async (sides) => {
      const requests = await countedRequests(endpoint, sides);
      const single = await measured(endpoint, sides, 1);
      const many = await measured(endpoint, sides, 10);
      return {
        title: 'With the SDK, against an endpoint that answers at once, per call',
        sameWork: 'every order ran once on each side, duplicates got the receipts, failures reached the caller',
        rows: [...requests, ...single, ...many],
      };
    });
  } finally {
    await endpoint.stop();
  }
}

async function measured({ address }: InstantEndpoint, sides: Processes, atATime: number): Promise<Row[]> {
  const request = { endpoint: address, calls: CALLS, atATime } satisfies Request;
  const { given, ...medians } = await interleave({
    ours: () => sides.ours.ask({ ...request, ownClient: true } satisfies Request),
    given: () => sides.ours.ask(request),
    powertools: () => sides.powertools.ask(request),
    floor: () => sides.floor.ask(request),
  });
  const withGiven = { ...medians, ours: given };
  const when = atATime === 1 ? 'one at a time' : `${atATime} at a time`;
  return [
    row(`fresh, ${when}`, 'us of CPU', medians, 'freshCpu', onThisMachine(1.03)),
    row(`duplicate, ${when}`, 'us of CPU', medians, 'duplicateCpu', onThisMachine(1.05)),
    row(`failed, ${when}`, 'us of CPU', medians, 'failedCpu'),
    row(`fresh, ${when}, client given`, 'us of CPU', withGiven, 'freshCpu'),
    row(`duplicate, ${when}, client given`, 'us of CPU', withGiven, 'duplicateCpu'),
    row(`fresh, ${when}`, 'calls a second', medians, 'freshPerSecond'),
    row(`duplicate, ${when}`, 'calls a second', medians, 'duplicatePerSecond'),
  ];
}

const row = (label: string, unit: string, of: Medians<Name, string>, figure: string, target?: Target): Row => ({
  label,
  unit,
  figures: { ours: of.ours[figure], powertools: of.powertools[figure], floor: of.floor[figure] },
  base: 'floor',
  target,
});

/** Two requests for each first call and each failure, one for each duplicate and for the one that is looked at. */
async function countedRequests(endpoint: InstantEndpoint, sides: Processes): Promise<Row[]> {
  const calls = 10;
  const counted: Partial<Record<Name, number>> = {};
  for (const side of SIDES) {
    const before = await total(endpoint);
    const request: Request = { endpoint: endpoint.address, calls, atATime: 1, ownClient: side === 'ours' };
    await sides[side].ask(request);
    counted[side] = (await total(endpoint)) - before;
  }
  const label = 'ten orders, delivered twice, and ten that fail';
  return [{ label, unit: 'requests', figures: counted, base: 'floor', target: everywhere(1) }];
}

const total = async (endpoint: InstantEndpoint): Promise<number> =>
  Object.values(await endpoint.requests()).reduce((sum, count) => sum + count, 0);
