import { describeGuardedClasses } from './guarded-class-suite.js';

describeGuardedClasses('legacy');
