'use strict';

/** A decorated class in a project that has a reflect-metadata of its own: what each finds of what was noted. */
const [, , reflectMetadata, first] = process.argv;
if (first === 'theirs') require(reflectMetadata);
const { Idempotent, InMemoryRepository, UseRepository } = require('idempotent-handlers');
if (first === 'ours') require(reflectMetadata);

class OrderHandler {
  runs = 0;

  async onOrder(event) {
    this.runs += 1;
    return `${event.detail.orderId}, attempt 1`;
  }
}

/** As compilers do. */
const decorate = (decorators, ...target) => Reflect.decorate(decorators, ...target);

const method = Object.getOwnPropertyDescriptor(OrderHandler.prototype, 'onOrder');
const decorators = [Idempotent({ key: 'detail.orderId' }), Reflect.metadata('design:paramtypes', ['OrderPlaced'])];
Object.defineProperty(
  OrderHandler.prototype,
  'onOrder',
  decorate(decorators, OrderHandler.prototype, 'onOrder', method),
);
const Decorated = decorate([UseRepository(new InMemoryRepository()), Reflect.metadata('role', 'handler')], OrderHandler);

async function main() {
  const handler = new Decorated();
  const order = (orderId) => handler.onOrder({ detail: { orderId } });
  const answers = [await order('a'), await order('a'), await order('b')];
  const noted = [
    Reflect.getMetadata('role', Decorated),
    Reflect.getMetadata('design:paramtypes', Decorated.prototype, 'onOrder'),
  ];
  console.log(JSON.stringify({ runs: handler.runs, answers, noted }));
}

void main();
