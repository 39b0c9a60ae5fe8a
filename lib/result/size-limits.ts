/**
 * The longest text of one outcome, in bytes of UTF-8; longer ones are too large. A Lambda function answers with at most
 * 6 MB, which are 8 MB in base64, the largest text that its bytes can become.
 */
export const MAX_TEXT_BYTES = 10 * 1024 * 1024;

/**
 * The most bytes an outcome may take inside the record. An item may have 400 KB; the rest is for its other attributes,
 * whose steps may be large themselves.
 */
export const MAX_INLINE_BYTES = 350 * 1024;

/** The bytes of one part. An item may have 400 KB; the rest is for the key (3 KB at most) and attribute names. */
export const PART_BYTES = 390 * 1024;

/** More parts than this are never asked for: a text of the greatest length, should it not shrink at all. */
export const MAX_PARTS = Math.ceil(MAX_TEXT_BYTES / PART_BYTES) + 1;
