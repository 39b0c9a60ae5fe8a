/**
 * How deeply the members of a storable value may be nested. Far beyond what services answer with, and few enough
 * levels to be walked on any call stack.
 */
export const MAX_DEPTH = 500;
