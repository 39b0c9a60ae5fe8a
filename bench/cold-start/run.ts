import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { interleave } from '../measure/interleave.js';
import { assertSame } from '../measure/same.js';
import { everywhere, onThisMachine, type Report, type Row } from '../report/report.js';
import { startInstantEndpoint } from '../with-sdk/instant-endpoint.js';
import { emptyFolder, FORMS, program, type Form, type Program } from './forms.js';

const SAMPLES = 9;

/** From a fresh process to the first answer: loading, and one call against an endpoint that answers at once. */
export async function run(): Promise<Report> {
  const endpoint = await startInstantEndpoint();
  emptyFolder();
  const rows: Row[] = [];
  try {
    for (const form of FORMS) {
      const ours = await program('ours', form);
      const powertools = await program('powertools', form);
      rows.push(...(await started(form, ours, powertools, endpoint.address)));
      if (form === 'bundle, SDK outside') rows.push(...sizes(ours, powertools));
    }
  } finally {
    await endpoint.stop();
  }
  return {
    title: 'Cold start: import and first call, in a fresh process',
    sameWork: 'each process answered its first order with the same receipt',
    rows,
  };
}

async function started(form: Form, ours: Program, powertools: Program, endpoint: string): Promise<Row[]> {
  const medians = await interleave(
    { ours: () => firstCall(ours, endpoint), powertools: () => firstCall(powertools, endpoint) },
    SAMPLES,
    1,
  );
  const row = (figure: 'cpuMs' | 'wallMs', unit: string): Row => ({
    label: `${form}, import and first call`,
    unit,
    figures: { ours: medians.ours[figure], powertools: medians.powertools[figure] },
    base: 'powertools',
    target: onThisMachine(1),
  });
  return [row('cpuMs', 'ms of CPU'), row('wallMs', 'ms')];
}

const sizes = (ours: Program, powertools: Program): Row[] => [
  {
    label: 'bundle without the SDK, minified',
    unit: 'bytes',
    figures: { ours: ours.minifiedBytes, powertools: powertools.minifiedBytes },
    base: 'powertools',
  },
  {
    label: 'bundle without the SDK, minified and gzipped',
    unit: 'bytes',
    figures: { ours: ours.gzippedBytes, powertools: powertools.gzippedBytes },
    base: 'powertools',
    target: everywhere(1),
  },
];

let orders = 0;

async function firstCall({ file }: Program, endpoint: string): Promise<{ cpuMs: number; wallMs: number }> {
  orders += 1;
  const orderId = `order-${orders}`;
  const { stdout } = await promisify(execFile)(process.execPath, [file, orderId], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  });
  // program.ts prints it.
  const { cpuMs, wallMs, reply } = JSON.parse(stdout) as { cpuMs: number; wallMs: number; reply: unknown };
  assertSame('the first reply', reply, { orderId, status: 'charged' });
  return { cpuMs, wallMs };
}
