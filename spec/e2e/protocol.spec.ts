import { startDynalite } from '../engines/dynalite.js';
import { describeProtocol } from './protocol-suite.js';

jest.setTimeout(30_000);

describeProtocol('dynalite', startDynalite, false);
