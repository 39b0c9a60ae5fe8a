// node build/run-ts.mjs examples/downstream/main.ts
// One build, delivered until it went through: its worker crashes after the effects, is killed, and gets it twice.
import { deliveries } from 'idempotent-handlers/testing';
import { BuildHandler, type BuildOrdered } from './build-handler.js';
import { TokenService } from './token-service.js';

async function main(): Promise<void> {
  const services = {
    stripe: new TokenService<{ readonly amountCents: number }>('stripe'),
    ec2: new TokenService<{ readonly InstanceType: string }>('ec2'),
    sqsFifo: new TokenService<{ readonly MessageBody: string }>('sqsFifo'),
    stepFunctions: new TokenService<{ readonly input: string }>('stepFunctions'),
  };
  const handler = new BuildHandler(services);
  const delivered = deliveries((event: BuildOrdered) => handler.onBuild(event));
  const build = { buildId: 'b-17', minutes: 12 };

  const [crashed] = await delivered.onceWith({ complete: 'worker-dies' }, build);
  await delivered.leaseLapses();
  const all = [crashed, ...(await delivered.afterTimeout(build)), ...(await delivered.twice(build))];

  for (const [index, { end, ran, answer }] of all.entries()) {
    const ids = answer ? `: ${answer.join(' ')}` : '';
    console.log(`delivery ${index + 1}: ${end}, ${ran ? 'ran' : 'did not run'}${ids}`);
  }
  for (const [name, { effects }] of Object.entries(services)) console.log(`${name}: took effect ${effects} time(s)`);
  if (Object.values(services).some(({ effects }) => effects !== 1)) process.exitCode = 1;
}

void main();
