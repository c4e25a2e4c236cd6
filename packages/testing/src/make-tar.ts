/** Tar archives for tests: names and types that no honest tool writes included. */

export interface MadeEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Type flag; `0` is a file. */
  readonly type?: string;
  readonly target?: string;
  /** How a name of more than 100 bytes is written. */
  readonly longBy?: 'gnu' | 'pax';
  /** Permission bits. */
  readonly mode?: number;
}

const BLOCK = 512;

export function makeTar(entries: readonly MadeEntry[]): Buffer {
  const blocks: Buffer[] = [];
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const needsMore = name.length > 100 || /[^\u0000-\u007f]/.test(entry.name);
    if (needsMore && entry.longBy === 'gnu') {
      blocks.push(
        header('././@LongLink', name.length + 1, 'L'),
        padded(Buffer.concat([name, Buffer.alloc(1)])),
      );
    } else if (needsMore) {
      const record = paxRecord('path', entry.name);
      blocks.push(header('PaxHeader', record.length, 'x'), padded(record));
    }
    const content = Buffer.from(entry.content);
    blocks.push(
      header(
        entry.name.slice(0, needsMore ? 20 : 100),
        content.length,
        entry.type ?? '0',
        entry.target,
        entry.mode,
      ),
      padded(content),
    );
  }
  return Buffer.concat([...blocks, Buffer.alloc(BLOCK * 2)]);
}

function header(name: string, size: number, type: string, target = '', mode = 0o644): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100, 'utf8');
  block.write(`${mode.toString(8).padStart(7, '0')}\u0000`, 100, 'latin1');
  block.write(`${size.toString(8).padStart(11, '0')}\u0000`, 124, 'latin1');
  block.write(' '.repeat(8), 148, 'latin1');
  block.write(type, 156, 'latin1');
  block.write(target, 157, 100, 'utf8');
  block.write('ustar\u000000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148, 'latin1');
  return block;
}

function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length += 1;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

function padded(content: Buffer): Buffer {
  return Buffer.concat([content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)]);
}
