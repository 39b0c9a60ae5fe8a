import { idempotent, InMemoryRepository } from '../../../lib/index.js';

/**
 * A process that has nothing to do but one guarded call: it must end when that has ended, or has nothing left to wait
 * for, whatever its lease is.
 */
const ends = process.argv[2];

const guarded = idempotent(
  async function onOrder(_: { id: string }) {
    if (ends === 'never') await new Promise(() => undefined);
    if (ends === 'throws') throw new Error('no stock');
    return 'done';
  },
  { repository: new InMemoryRepository(), lease: '30s' },
);

guarded({ id: 'a' }).then(
  (answer) => console.log(answer),
  ({ message }: Error) => console.log(message),
);
