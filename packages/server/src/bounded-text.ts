/** Answers of other servers: read as far as one of the kind is long, and no further. */

/** @param most bytes; @throws RangeError for a longer one */
export async function boundedText(answer: Response, most: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > most) throw new RangeError('the answer is too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
