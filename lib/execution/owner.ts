import { randomFillSync } from 'node:crypto';

const OWNER_BYTES = 16;
/** Asking for random bytes costs ten times what an owner id does otherwise, however few are asked for. */
const OWNERS_PER_DRAW = 64;
/** Bytes kept for longer could be in the image of a process that is restored twice: two calls would share an id. */
const KEPT_FOR_MS = 1_000;

const bytes = Buffer.alloc(OWNERS_PER_DRAW * OWNER_BYTES);
let used = bytes.length;
let drawnAtMs = 0;

/** 128 random bits: no two calls ever share an owner id. */
export function newOwner(): string {
  const ageMs = Date.now() - drawnAtMs;
  if (used === bytes.length || ageMs < 0 || ageMs >= KEPT_FOR_MS) draw();
  used += OWNER_BYTES;
  return bytes.toString('base64url', used - OWNER_BYTES, used);
}

function draw(): void {
  randomFillSync(bytes);
  used = 0;
  drawnAtMs = Date.now();
}
