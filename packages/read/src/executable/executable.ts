/**
 * Sections of executables (ELF, PE, Mach-O and universal Mach-O): only where they are, which is what it takes to
 * find the build information that compilers leave in them. Nothing that lies outside of the file is followed.
 */

export interface Section {
  readonly name: string;
  /** Virtual address when loaded. */
  readonly address: number;
  /** In the file. */
  readonly offset: number;
  readonly size: number;
  /** Holds data that the program may change: where Go keeps its build information. */
  readonly writable: boolean;
}

export class Executable {
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  readonly sections: readonly Section[];

  constructor(bytes: Uint8Array, littleEndian: boolean, sections: readonly Section[]) {
    this.bytes = bytes;
    this.littleEndian = littleEndian;
    this.sections = sections;
  }

  /** What is in the file of the first section of that name. */
  section(name: string): Uint8Array | undefined {
    const found = this.sections.find((s) => s.name === name);
    return found === undefined ? undefined : this.contentOf(found);
  }

  contentOf(section: Section): Uint8Array {
    return this.bytes.subarray(section.offset, section.offset + section.size);
  }

  /** `length` bytes at a virtual address; undefined when no section holds them all. */
  at(address: number, length: number): Uint8Array | undefined {
    // What is loaded counts before what a table of sections says.
    for (const section of [...this.sections].sort((a, b) => a.name.length - b.name.length)) {
      const start = address - section.address;
      if (section.address === 0 || start < 0 || start + length > section.size) continue;
      const found = this.bytes.subarray(section.offset + start, section.offset + start + length);
      if (found.length === length) return found;
    }
    return undefined;
  }
}

const MAX_SECTIONS = 10_000;

/** The programs in a file: one, or one per architecture for universal Mach-O; none when it is not an executable. */
export function readExecutables(bytes: Uint8Array): Executable[] {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const magic = view.getUint32(0);
    if (magic === 0x7f454c46) return [readElf(bytes, view)];
    if (magic >>> 16 === 0x4d5a) return [readPe(bytes, view)];
    if (MACH_O.has(magic)) return [readMachO(bytes, view)];
    if (magic === 0xcafebabf) return readUniversal(bytes, view, true);
    return magic === 0xcafebabe ? readUniversal(bytes, view, false) : [];
  } catch (error) {
    // A header that points past the end: no executable that any system would load.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** The loader needs the segments alone: sections may be stripped, or lie. Each table is read as far as it goes. */
function readElf(bytes: Uint8Array, view: DataView): Executable {
  const wide = view.getUint8(4) === 2;
  const little = view.getUint8(5) === 1;
  const elf: Elf = {
    bytes,
    view,
    wide,
    little,
    word: (at) => (wide ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little)),
  };
  // Of the shorter header, all that is read below.
  elf.word(wide ? 0x38 : 0x30);
  return new Executable(bytes, little, [...untilEnd(elfSections(elf)), ...untilEnd(elfSegments(elf))]);
}

interface Elf {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly wide: boolean;
  readonly little: boolean;
  readonly word: (at: number) => number;
}

/** What comes before an entry that lies outside of the file. */
function untilEnd(sections: Iterable<Section>): Section[] {
  const found: Section[] = [];
  try {
    for (const section of sections) found.push(section);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

/** The number of sections, or of names' section, does not fit: it is in the first entry (gABI, e_shnum). */
const IN_FIRST_ENTRY = [0, 0xffff];

function* elfSections({ bytes, view, wide, little, word }: Elf): Generator<Section> {
  const table = word(wide ? 0x28 : 0x20);
  if (table === 0) return;
  const entrySize = view.getUint16(wide ? 0x3a : 0x2e, little);
  const [ownCount, ownNames] = [
    view.getUint16(wide ? 0x3c : 0x30, little),
    view.getUint16(wide ? 0x3e : 0x32, little),
  ];
  const count = Math.min(ownCount === 0 ? word(table + (wide ? 0x20 : 0x14)) : ownCount, MAX_SECTIONS);
  const names = IN_FIRST_ENTRY.includes(ownNames)
    ? view.getUint32(table + (wide ? 0x28 : 0x18), little)
    : ownNames;
  const nameTable = word(table + names * entrySize + (wide ? 0x18 : 0x10));
  for (let index = 0; index < count; index += 1) {
    const at = table + index * entrySize;
    const type = view.getUint32(at + 4, little);
    // Sections without bytes in the file (SHT_NULL, SHT_NOBITS).
    if (type === 0 || type === 8) continue;
    const flags = word(at + 8);
    yield {
      name: textAt(bytes, nameTable + view.getUint32(at, little), 64),
      address: word(at + (wide ? 0x10 : 0x0c)),
      offset: word(at + (wide ? 0x18 : 0x10)),
      size: word(at + (wide ? 0x20 : 0x14)),
      writable: flags % 2 === 1,
    };
  }
}

function* elfSegments({ view, wide, little, word }: Elf): Generator<Section> {
  const segments = word(wide ? 0x20 : 0x1c);
  const size = view.getUint16(wide ? 0x36 : 0x2a, little);
  const count = Math.min(view.getUint16(wide ? 0x38 : 0x2c, little), MAX_SECTIONS);
  for (let index = 0; index < count; index += 1) {
    const at = segments + index * size;
    if (view.getUint32(at, little) !== 1) continue;
    const flags = view.getUint32(at + (wide ? 4 : 0x18), little);
    yield {
      name: '',
      address: word(at + (wide ? 0x10 : 0x08)),
      offset: word(at + (wide ? 0x08 : 0x04)),
      size: word(at + (wide ? 0x20 : 0x10)),
      writable: (flags & 2) !== 0,
    };
  }
}

function readPe(bytes: Uint8Array, view: DataView): Executable {
  const header = view.getUint32(0x3c, true);
  if (view.getUint32(header) !== 0x50450000) return new Executable(bytes, true, []);
  const count = Math.min(view.getUint16(header + 6, true), MAX_SECTIONS);
  const optional = header + 24;
  const optionalSize = view.getUint16(header + 20, true);
  const wide = optionalSize > 0 && view.getUint16(optional, true) === 0x20b;
  const base = wide
    ? Number(view.getBigUint64(optional + 24, true))
    : optionalSize > 32
      ? view.getUint32(optional + 28, true)
      : 0;
  const sections: Section[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = optional + optionalSize + index * 40;
    // A table that leads out of the file: what comes before is kept.
    if (at + 40 > bytes.length) break;
    sections.push({
      name: textAt(bytes, at, 8),
      address: base + view.getUint32(at + 12, true),
      offset: view.getUint32(at + 20, true),
      size: view.getUint32(at + 16, true),
      writable: view.getUint32(at + 36, true) >>> 31 === 1,
    });
  }
  return new Executable(bytes, true, sections);
}

/** 32 and 64 bits, both byte orders, as the first four bytes read big-endian. */
const MACH_O: ReadonlySet<number> = new Set([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe]);

function readMachO(bytes: Uint8Array, view: DataView): Executable {
  const magic = view.getUint32(0);
  const little = magic === 0xcefaedfe || magic === 0xcffaedfe;
  const wide = magic === 0xfeedfacf || magic === 0xcffaedfe;
  const word = (at: number): number =>
    wide ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little);
  const commands = Math.min(view.getUint32(16, little), MAX_SECTIONS);
  const sections: Section[] = [];
  let at = wide ? 32 : 28;
  for (let index = 0; index < commands; index += 1) {
    if (at + (wide ? 72 : 56) > bytes.length) break;
    const command = view.getUint32(at, little);
    const size = view.getUint32(at + 4, little);
    if (size < 8) break;
    // LC_SEGMENT and LC_SEGMENT_64.
    if (command === (wide ? 0x19 : 0x1)) {
      const writable = textAt(bytes, at + 8, 16).startsWith('__DATA');
      sections.push({
        name: '',
        address: word(at + 24),
        offset: word(at + (wide ? 40 : 32)),
        size: word(at + (wide ? 48 : 36)),
        writable,
      });
      const count = view.getUint32(at + (wide ? 64 : 48), little);
      const each = wide ? 80 : 68;
      for (let section = 0; section < Math.min(count, MAX_SECTIONS); section += 1) {
        const start = at + (wide ? 72 : 56) + section * each;
        if (start + each > Math.min(at + size, bytes.length) || sections.length >= MAX_SECTIONS) break;
        sections.push({
          name: textAt(bytes, start, 16),
          address: word(start + 32),
          offset: view.getUint32(start + (wide ? 48 : 40), little),
          size: word(start + (wide ? 40 : 36)),
          writable,
        });
      }
    }
    at += size;
  }
  return new Executable(bytes, little, sections);
}

/** Java classes begin with the same four bytes; their version is where the number of programs would. */
function readUniversal(bytes: Uint8Array, view: DataView, wide: boolean): Executable[] {
  const count = view.getUint32(4);
  if (count > 20) return [];
  const found: Executable[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = 8 + index * (wide ? 32 : 20) + 8;
    if (at + (wide ? 16 : 8) > bytes.length) break;
    const offset = wide ? Number(view.getBigUint64(at)) : view.getUint32(at);
    const size = wide ? Number(view.getBigUint64(at + 8)) : view.getUint32(at + 4);
    const slice = bytes.subarray(offset, offset + size);
    if (slice.length >= 32 && !isUniversal(slice)) for (const one of readExecutables(slice)) found.push(one);
  }
  return found;
}

const isUniversal = (bytes: Uint8Array): boolean => bytes[0] === 0xca && bytes[1] === 0xfe;

/** Up to the first NUL. */
function textAt(bytes: Uint8Array, start: number, length: number): string {
  const slice = bytes.subarray(start, start + length);
  const end = slice.indexOf(0);
  return Buffer.from(slice.subarray(0, end < 0 ? slice.length : end)).toString('latin1');
}
