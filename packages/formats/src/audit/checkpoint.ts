/** The text of a checkpoint (C2SP tlog-checkpoint): whose list, how many entries, and the root of the tree over them. */

export interface Checkpoint {
  /** Names the list; also the name of the key that signs. */
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

const SIZE = /^(?:0|[1-9]\d{0,15})$/;
const ROOT = /^[A-Za-z0-9+/]{43}=$/;

/** Lines that extend a checkpoint are passed over. @returns undefined where the text is no checkpoint */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = '', size = '', root = ''] = text.split('\n');
  if (origin === '' || !SIZE.test(size) || !ROOT.test(root) || !Number.isSafeInteger(Number(size)))
    return undefined;
  const bytes = Buffer.from(root, 'base64');
  return bytes.toString('base64') === root ? { origin, size: Number(size), root: bytes } : undefined;
}
