declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    /** How long a table stays CREATING, in milliseconds. */
    createTableMs?: number;
    /** How long a table stays DELETING, in milliseconds. */
    deleteTableMs?: number;
    /** How long a table stays UPDATING, in milliseconds. */
    updateTableMs?: number;
  }

  /** An HTTP server that is not listening yet; all data in memory. */
  function dynalite(options?: DynaliteOptions): Server;
  export = dynalite;
}
