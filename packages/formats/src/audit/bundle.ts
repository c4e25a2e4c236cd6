/**
 * An audit trail as a file that is verified without the server: JSON values, one a line. First what it is, then the keys,
 * the checkpoints, the events in canonical form, and a last line without which the file is not whole.
 */

export interface BundleHeader {
  readonly organisation: string;
  readonly origin: string;
  readonly events: number;
  readonly exportedAt: string;
}

const BUNDLE_VERSION = 1;

export function headerLine(header: BundleHeader): string {
  return `${JSON.stringify({ theriacAuditBundle: BUNDLE_VERSION, ...header })}\n`;
}

/** @param key as `noteKeyText` has it */
export function keyLine(key: string): string {
  return `${JSON.stringify({ key })}\n`;
}

export function checkpointLine(checkpoint: string): string {
  return `${JSON.stringify({ checkpoint })}\n`;
}

export interface StoredEvent {
  /** In canonical form. */
  readonly body: string;
  /** Hexadecimal. */
  readonly hash: string;
  readonly prevHash: string;
}

/** The only form that an event may have: a verifier compares it byte by byte. */
export function eventLine({ body, hash, prevHash }: StoredEvent): string {
  return `{"event":${body},"hash":"${hash}","prevHash":"${prevHash}"}\n`;
}

export function endLine(events: number): string {
  return `${JSON.stringify({ end: events })}\n`;
}

/** No event of ours comes near. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;

/** A line that is longer, or not UTF-8, is given as undefined, and is the last. */
export async function* bundleLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const textOf = (bytes: Uint8Array): string | undefined => {
    try {
      return decoder.decode(bytes);
    } catch {
      return undefined;
    }
  };
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      parts.push(chunk.subarray(from, at));
      const text = held + at - from > MAX_LINE_BYTES ? undefined : textOf(Buffer.concat(parts));
      yield text;
      if (text === undefined) return;
      parts = [];
      held = 0;
      from = at + 1;
    }
    if (from < chunk.length) {
      parts.push(chunk.subarray(from));
      held += chunk.length - from;
    }
    if (held > MAX_LINE_BYTES) {
      yield undefined;
      return;
    }
  }
  if (held > 0) yield textOf(Buffer.concat(parts));
}

const NEWLINE = 0x0a;
