import type { Scenario } from '../scenario.js';

/** Histories written by hand: long ones that random decisions meet too seldom. */
export const DIRECTED: readonly Scenario[] = [];
