import { describeTwoCopies } from './two-copies-suite.js';

describeTwoCopies();
