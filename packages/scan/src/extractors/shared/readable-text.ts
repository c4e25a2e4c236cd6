/** Texts of files that may not be readable. Whoever reads such a file for itself reports it. */
import { type ExtractContext, type TargetFile, TheriacError } from '@theriac/core';

/** A neighbour of the file in hand; undefined when it is not there, too large or not text. */
export function textAt(path: string, context: ExtractContext): string | undefined {
  return unlessRefused(() => context.file(path)?.text());
}

/** What is looked for is ASCII: a file in another encoding can be searched for it all the same. */
export function searchableText(file: TargetFile): string {
  return unlessRefused(() => file.text()) ?? Buffer.from(file.bytes()).toString('latin1');
}

function unlessRefused(read: () => string | undefined): string | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TheriacError) return undefined;
    throw error;
  }
}
