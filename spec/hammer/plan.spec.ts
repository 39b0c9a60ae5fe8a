import { Random } from '../simulation/random.js';
import { planHammer } from './plan.js';

const SIZE = { keys: 50, deliveriesPerKey: 10, kills: 20, processes: 4 };

describe('the plan of a hammer run', () => {
  test('is the same for the same seed, and another one for another', () => {
    expect(planHammer(SIZE, new Random(3))).toEqual(planHammer(SIZE, new Random(3)));
    expect(planHammer(SIZE, new Random(3)).deliveries).not.toEqual(planHammer(SIZE, new Random(4)).deliveries);
  });

  test('delivers every key as often as asked for, and mixes them', () => {
    const { keys, deliveries } = planHammer(SIZE, new Random(5));
    for (const key of keys) expect(deliveries.filter((each) => each === key)).toHaveLength(SIZE.deliveriesPerKey);
    const changes = deliveries.filter((key, at) => key !== deliveries[at + 1]).length;
    expect(changes).toBeGreaterThan(SIZE.keys * 2);
  });

  test('kills processes that there are, at deliveries that there are, each time at another one', () => {
    const { kills } = planHammer(SIZE, new Random(6));
    expect(kills.size).toBe(SIZE.kills);
    for (const [delivery, { process }] of kills) {
      expect([delivery, process]).toEqual([expect.any(Number), expect.any(Number)]);
      expect(delivery).toBeLessThan(SIZE.keys * SIZE.deliveriesPerKey);
      expect(process).toBeLessThan(SIZE.processes);
    }
  });
});
