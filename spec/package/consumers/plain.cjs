'use strict';
const { InMemoryRepository, idempotent } = require('idempotent-handlers');
const { run } = require('./run-order.cjs');

run({ InMemoryRepository, idempotent }).then((outcome) => console.log(JSON.stringify(outcome)));
