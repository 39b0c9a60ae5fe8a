/*
 * FNV-1a, 32 bits: tells damaged bytes and texts from whole ones. For the short texts that most results are, this loop
 * costs less than any call into the engine, and `zlib.crc32` is missing in the first versions of Node 20. It is no
 * protection against somebody who may write to the table; nothing without a secret is.
 */
const { imul } = Math;

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** The checksum of a text's code units from `start` on, under a label that is part of what is checked. */
export function textChecksum(label: number, text: string, start = 0): number {
  let hash = imul(OFFSET_BASIS ^ label, PRIME);
  for (let i = start; i < text.length; i++) hash = imul(hash ^ text.charCodeAt(i), PRIME);
  return hash >>> 0;
}

/** The checksum of bytes from `start` on, under a label that is part of what is checked. */
export function bytesChecksum(label: number, bytes: Uint8Array, start = 0): number {
  let hash = imul(OFFSET_BASIS ^ label, PRIME);
  // Within bounds, as the loop's condition says.
  for (let i = start; i < bytes.length; i++) hash = imul(hash ^ (bytes[i] as number), PRIME);
  return hash >>> 0;
}
