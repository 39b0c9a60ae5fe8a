import { execution, Idempotent } from 'idempotent-handlers';
import type { TokenService } from './token-service.js';

export interface BuildOrdered {
  readonly buildId: string;
  readonly minutes: number;
}

/** The services a build needs. With the real ones, each token goes where the comment says. */
export interface Services {
  /** `stripe.charges.create(parameters, { idempotencyKey: token })` */
  readonly stripe: TokenService<{ readonly amountCents: number }>;
  /** `new RunInstancesCommand({ ...parameters, ClientToken: token })` */
  readonly ec2: TokenService<{ readonly InstanceType: string }>;
  /** `new SendMessageCommand({ ...parameters, MessageDeduplicationId: token })` */
  readonly sqsFifo: TokenService<{ readonly MessageBody: string }>;
  /** `new StartExecutionCommand({ ...parameters, name: token })` */
  readonly stepFunctions: TokenService<{ readonly input: string }>;
}

/** Four services, one label each: every attempt of one build hands each of them the same token. */
export class BuildHandler {
  constructor(private readonly services: Services) {}

  @Idempotent({ key: 'buildId', operation: 'build', ttl: '7d' })
  async onBuild({ buildId, minutes }: BuildOrdered) {
    const { childKey } = execution();
    const { stripe, ec2, sqsFifo, stepFunctions } = this.services;
    const charge = await stripe.request(childKey('charge'), { amountCents: minutes * 2 });
    const instance = await ec2.request(childKey('instance'), { InstanceType: 'c7g.large' });
    const message = await sqsFifo.request(childKey('announce'), { MessageBody: buildId });
    const workflow = await stepFunctions.request(childKey('workflow'), { input: JSON.stringify({ buildId }) });
    return [charge.id, instance.id, message.id, workflow.id];
  }
}
