import { describeDefaultOperations } from './default-operation-suite.js';

describeDefaultOperations();
