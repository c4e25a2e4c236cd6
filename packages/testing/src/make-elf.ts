/** Writes a small 64-bit little-endian ELF for tests: named sections at addresses, and nothing that could run. */

export interface ElfSection {
  readonly name: string;
  readonly content: Uint8Array;
  readonly address?: number;
  readonly writable?: boolean;
}

export function makeElf(sections: readonly ElfSection[]): Buffer {
  const named = [
    { name: '', content: Buffer.alloc(0) },
    ...sections,
    { name: '.shstrtab', content: Buffer.alloc(0) },
  ];
  const names = Buffer.from(named.map((s) => `${s.name}\u0000`).join(''));
  const header = Buffer.alloc(64);
  header.write('7f454c46020101', 0, 'hex');
  const contents: Buffer[] = [header];
  const table: Buffer[] = [];
  let offset = header.length;
  let nameAt = 0;
  for (const [index, section] of named.entries()) {
    const last = index === named.length - 1;
    const content = Buffer.from(last ? names : section.content);
    const entry = Buffer.alloc(64);
    entry.writeUInt32LE(nameAt, 0);
    entry.writeUInt32LE(index === 0 ? 0 : last ? 3 : 1, 4);
    entry.writeBigUInt64LE('writable' in section && section.writable ? 3n : 2n, 8);
    entry.writeBigUInt64LE(BigInt(('address' in section && section.address) || 0), 0x10);
    entry.writeBigUInt64LE(BigInt(offset), 0x18);
    entry.writeBigUInt64LE(BigInt(content.length), 0x20);
    table.push(entry);
    contents.push(content);
    offset += content.length;
    nameAt += section.name.length + 1;
  }
  header.writeBigUInt64LE(BigInt(offset), 0x28);
  header.writeUInt16LE(64, 0x3a);
  header.writeUInt16LE(named.length, 0x3c);
  header.writeUInt16LE(named.length - 1, 0x3e);
  return Buffer.concat([...contents, ...table]);
}
