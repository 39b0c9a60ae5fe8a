import { answer } from './imported-by-program.js';

enum Kind {
  Script = 'script',
}

const library = require.resolve('idempotent-handlers');
console.log(JSON.stringify({ kind: Kind.Script, answer: answer(), args: process.argv.slice(2), library }));
