import { textChecksum } from './checksum.js';

/** What a stored text holds, by its first letter. */
export type TextLetter =
  /** value */
  | 'v'
  /** error */
  | 'e'
  /** nothing */
  | 'n'
  /** unavailable */
  | 'u'
  /** manifest of parts */
  | 'm';

/** Increased when older versions could not read a new form. */
export const FORM_VERSION = '1';

/** Letter, version, colon, eight hexadecimal digits, colon. */
export const TEXT_HEADER_LENGTH = 12;

const CHECKSUM_START = 3;
const CHECKSUM_DIGITS = 8;

/**
 * The stored form that an operator can read: `v1:5f0c3a91:{"total":12.5}`. The checksum covers letter and text.
 */
export const writeText = (letter: TextLetter, text: string): string =>
  `${letter}${FORM_VERSION}:${digits(textChecksum(letter.charCodeAt(0), text))}:${text}`;

/** The text of a stored form whose letter and version were read already; undefined: damaged. */
export function readText(stored: string): string | undefined {
  const checksum = textChecksum(stored.charCodeAt(0), stored, TEXT_HEADER_LENGTH);
  const isWhole = stored[CHECKSUM_START - 1] === ':' && stored.startsWith(`${digits(checksum)}:`, CHECKSUM_START);
  return isWhole ? stored.slice(TEXT_HEADER_LENGTH) : undefined;
}

const digits = (checksum: number): string => checksum.toString(16).padStart(CHECKSUM_DIGITS, '0');
