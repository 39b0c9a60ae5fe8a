import { MessageChannel } from 'node:worker_threads';

const TURNS = 5;

/** Lets everything happen that needs no time. Test runners that fake timers leave messages alone. */
export async function letEverythingHappen(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await nextTurn();
}

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.once('message', () => {
      port1.close();
      resolve();
    });
    port2.postMessage(undefined);
  });
