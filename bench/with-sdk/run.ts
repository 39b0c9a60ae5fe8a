import { interleave, mediansAcross, type Medians } from '../measure/interleave.js';
import { withSides, type SideProcess } from '../measure/side-process.js';
import { everywhere, onThisMachine, type Report, type Row, type Target } from '../report/report.js';
import { startInstantEndpoint, type InstantEndpoint } from './instant-endpoint.js';
import type { Request } from './side.js';

const PROGRAM = 'with-sdk/side.js';
const SIDES = ['ours', 'powertools', 'floor'] as const;
type Name = (typeof SIDES)[number];

type Sides = Readonly<Record<Name, SideProcess>>;

interface Processes extends Sides {
  /** Ours, with a client that is given: apart, since what one client compiles and keeps would weigh on the other. */
  readonly given: SideProcess;
}

type Measured = Medians<keyof Processes, string>;
type Generation = Record<'single' | 'many', Measured>;

const CALLS = 100;
const SAMPLES = 5;
/** It takes a new process a thousand calls of each kind until V8 has compiled its way through the SDK for good. */
const WARM_UP_ROUNDS = 12;
const WARM_ALREADY = 2;
/** Of all processes anew: what one compiles, and where, makes a tenth of difference for all its time. */
const GENERATIONS = 3;
const MANY = 10;

/** With the SDK, against an endpoint that answers at once: requests, and what a call costs this process. */
export async function run(): Promise<Report> {
  const endpoint = await startInstantEndpoint();
  try {
    const requests = await withSides(PROGRAM, SIDES, (sides) => countedRequests(endpoint, sides));
    const medians = await mediansAcross(GENERATIONS, () =>
      withSides(PROGRAM, SIDES, (sides) =>
        withSides(PROGRAM, ['ours'], ({ ours }) => generation(endpoint, { ...sides, given: ours })),
      ),
    );
    return {
      title: 'With the SDK, against an endpoint that answers at once, per call',
      sameWork: 'every order ran once on each side, duplicates got the receipts, failures reached the caller',
      rows: [...requests, ...rowsOf('one at a time', medians.single), ...rowsOf(`${MANY} at a time`, medians.many)],
    };
  } finally {
    await endpoint.stop();
  }
}

async function generation({ address }: InstantEndpoint, sides: Processes): Promise<Generation> {
  const measured = (atATime: number, warmUpRounds: number): Promise<Measured> => {
    const request = { endpoint: address, calls: CALLS, atATime } satisfies Request;
    const asked = {
      ours: () => sides.ours.ask({ ...request, ownClient: true } satisfies Request),
      given: () => sides.given.ask(request),
      powertools: () => sides.powertools.ask(request),
      floor: () => sides.floor.ask(request),
    };
    return interleave(asked, SAMPLES, warmUpRounds);
  };
  return { single: await measured(1, WARM_UP_ROUNDS), many: await measured(MANY, WARM_ALREADY) };
}

function rowsOf(when: string, { given, ...medians }: Measured): Row[] {
  const withGiven = { ...medians, ours: given };
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
async function countedRequests(endpoint: InstantEndpoint, sides: Sides): Promise<Row[]> {
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
