/** Whether a file is a text, by its beginning. */
import { encodingOf } from '@theriac/read/text';

/** How much of a file is asked for. */
export const TEXT_PROBE_BYTES = 1024;

/** Texts have no zero bytes, but for those in UTF-16 and UTF-32, and strays. */
export function beginsAsText(head: Uint8Array): boolean {
  if (encodingOf(head) !== 'utf-8') return true;
  return head.includes(0) ? isTextWithZeros(head) : !isNoise(head);
}

/** Of a hundred bytes of a text, so many may be none of a text: a stray zero byte hides no file. */
const MOST_STRAY = 2;
const FEWEST_BYTES = 8;

function isTextWithZeros(head: Uint8Array): boolean {
  let stray = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32) || byte > 126) stray += 1;
  return head.length >= FEWEST_BYTES && stray * 100 <= Math.max(100, head.length * MOST_STRAY);
}

/** So many control characters are in no text, however it is encoded; of random bytes they are 7 of a hundred. */
const MOST_CONTROLS = 4;
const FEWEST_CONTROLS = 8;

/**
 * Compressed and encrypted content without a zero byte at its beginning. Separators of EDIFACT, X12 and NCPDP (1C to 1F),
 * escapes of ISO 2022 (0E, 0F, 1B), bells, backspaces and white space are part of texts.
 */
function isNoise(head: Uint8Array): boolean {
  let controls = 0;
  for (const byte of head) if (byte < 7 || (byte > 15 && byte < 27)) controls += 1;
  return controls >= FEWEST_CONTROLS && controls * 100 > head.length * MOST_CONTROLS;
}
