import { UnusableKeyValue } from '../key/unusable-key-value.js';
import type { PayloadKey } from './content-key.js';
import { identifierAt } from './identifier.js';
import { refuseUnusable } from './usable-value.js';

/** What the presets read of the context object of AWS Step Functions. */
export interface StepFunctionsContext {
  readonly Execution: { readonly Id: string };
  readonly State: { readonly Name: string; readonly EnteredTime: string };
  /** Inside a Map state. */
  readonly Map?: { readonly Item: { readonly Index: number; readonly Value?: unknown } } | undefined;
}

/** The payload of a task whose state machine hands the context object over in the member `context`. */
export interface StepFunctionsPayload {
  readonly context: StepFunctionsContext;
}

const executionId = identifierAt('context.Execution.Id');
const stateName = identifierAt('context.State.Name');
const enteredTime = identifierAt('context.State.EnteredTime');

/** The item of the Map state around, if any. */
function mapItem({ context: { Map: map } }: StepFunctionsPayload): unknown {
  if (map === undefined) return null;
  if (typeof map?.Item?.Index !== 'number') throw new UnusableKeyValue('context.Map.Item.Index', 'has no value');
  refuseUnusable(map.Item, 'context.Map.Item');
  return map.Item;
}

/**
 * Keys for a method that a task state of AWS Step Functions calls. The state machine has to hand its context object
 * over: `"context.$": "$$"` among the task's parameters, or `"context": "{% $states.context %}"` in JSONata.
 */
export const stepFunctions: {
  /** The execution: the same in all its states, and in retries and redrives. */
  execution(): PayloadKey<StepFunctionsPayload>;
  /**
   * The execution, the state, when it was entered, and inside a Map state the item: the same in all retries of one
   * visit of the state; another one when a loop comes back to it.
   *
   * @example
   * ```ts
   * @Idempotent({ key: stepFunctions.state(), ttl: '14d' })
   * async charge(payload: StepFunctionsPayload & { readonly order: Order }): Promise<Receipt> {}
   * ```
   */
  state(): PayloadKey<StepFunctionsPayload>;
} = {
  execution: () => executionId,
  state: () => (payload) => [executionId(payload), stateName(payload), enteredTime(payload), mapItem(payload)],
};
