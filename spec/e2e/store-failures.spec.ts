import { startDynalite } from '../engines/dynalite.js';
import { describeStoreFailures } from './store-failures-suite.js';

jest.setTimeout(30_000);

describeStoreFailures('dynalite', startDynalite);
