import { describeRepositoryResolution } from './repository-resolution-suite.js';

describeRepositoryResolution();
