import { interleave } from '../measure/interleave.js';
import { withSides } from '../measure/side-process.js';
import type { Report, Row } from '../report/report.js';
import { growth } from './growth.js';
import type { Request } from './side.js';

const DELIVERIES = 100_000;
const SAMPLES = 7;
const AT_A_TIME = [1, 200];

const FIGURES = [
  { figure: 'cpu', unit: 'us of CPU' },
  { figure: 'perSecond', unit: 'calls a second' },
  { figure: 'p50', unit: 'us, p50' },
  { figure: 'p99', unit: 'us, p99' },
  { figure: 'megabytes', unit: 'MB of heap at the end' },
];

/** Many deliveries, three of ten of them duplicates, over stores in memory; and what steps and results add. */
export const run = (): Promise<Report> =>
  withSides('scale/side.js', ['ours', 'powertools'], async (sides) => {
    const rows: Row[] = [];
    for (const atATime of AT_A_TIME) {
      const request: Request = { deliveries: DELIVERIES, atATime };
      const ask = (side: 'ours' | 'powertools') => () => sides[side].ask(request);
      const medians = await interleave({ ours: ask('ours'), powertools: ask('powertools') }, SAMPLES, 0);
      for (const { figure, unit } of FIGURES) {
        const figures = { ours: medians.ours[figure], powertools: medians.powertools[figure] };
        rows.push({ label: `100,000 deliveries, ${atATime} at a time`, unit, figures, base: 'powertools' });
      }
    }
    return {
      title: '100,000 deliveries, 30 % of them duplicates, over stores in memory',
      sameWork: 'every order ran once on each side',
      rows: [...rows, ...(await growth())],
    };
  });
