import type { Execution } from '../../lib/execution/execution.js';
import type { CallRun } from './call-run.js';
import { ErrorOfMethod } from './error-of-method.js';
import type { Payload } from './guarded-call.js';
import type { Action } from './scenario.js';
import type { World } from './world.js';

/** The method of one call: does what its plan says. */
export async function runMethod(world: World, call: CallRun, payload: Payload): Promise<string> {
  const execution = world.subject.execution();
  call.phase = 'running';
  world.happens({ kind: 'starts', call, attempt: execution.attempt, fence: execution.fence });
  watchLoss(world, call, execution);
  try {
    for (const action of call.plan.method.actions) {
      await perform(world, call, execution, payload, action);
      if (call.plan.method.heedsLoss) execution.signal.throwIfAborted();
    }
    return finish(world, call);
  } catch (error) {
    world.happens({ kind: 'throws', call, error });
    call.thrown = error;
    throw error;
  }
}

function watchLoss(world: World, call: CallRun, { signal }: Execution): void {
  signal.addEventListener('abort', () => world.happens({ kind: 'is-told-of-loss', call }), { once: true });
}

async function perform(
  world: World,
  call: CallRun,
  execution: Execution,
  payload: Payload,
  action: Action,
): Promise<void> {
  switch (action.does) {
    case 'work':
      return pause(call, action.ms);
    case 'effect':
      return world.happens({ kind: 'effect', call });
    case 'stage':
      execution.stage({ Put: { TableName: 'orders', Item: { id: call.name } } });
      return world.happens({ kind: 'stages', call });
    case 'change-payload':
      payload.key = 'changed';
      return;
    case 'step':
      return step(world, call, execution, action.name, action.ms);
  }
}

async function step(world: World, call: CallRun, execution: Execution, name: string, ms: number): Promise<void> {
  let ran = false;
  const once = async (): Promise<string> => {
    ran = true;
    await pause(call, ms);
    return `${name} of ${call.name}`;
  };
  try {
    const value = await execution.step(name, once);
    world.happens({ kind: 'steps', call, name, value, ran });
  } catch (error) {
    if (call.plan.method.heedsLoss || !world.subject.isIdempotencyError(error, 'IDEMPOTENCY_LEASE_LOST')) throw error;
  }
}

function finish(world: World, call: CallRun): string {
  const { ends } = call.plan.method;
  if (ends === 'returning') {
    call.produced = `result of ${call.name}`;
    world.happens({ kind: 'returns', call, value: call.produced });
    return call.produced;
  }
  const message = `error of ${call.name}`;
  if (ends === 'throwing-replayed') call.produced = message;
  throw new ErrorOfMethod(message, ends === 'throwing-replayed');
}

const pause = (call: CallRun, ms: number): Promise<void> =>
  new Promise((resolve) => {
    call.process.in(ms, resolve);
  });
