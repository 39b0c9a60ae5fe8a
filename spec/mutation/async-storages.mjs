import asyncHooks, { AsyncLocalStorage } from 'node:async_hooks';

const made = [];

/** Node 20 visits, at each new promise, every storage that was ever used. */
asyncHooks.AsyncLocalStorage = class extends AsyncLocalStorage {
  constructor(...args) {
    super(...args);
    made.push(this);
  }
};

/** Ends the storages made since the last time. */
export function endStorages() {
  for (const storage of made.splice(0)) storage.disable();
}
