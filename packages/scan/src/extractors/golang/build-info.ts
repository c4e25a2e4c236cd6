/**
 * Build information that the Go linker leaves in programs: the release of Go and the modules that were linked.
 * Layout as in Go's own `debug/buildinfo`: 32 bytes of header, then (since 1.18) two strings with their length before
 * them, or (before) two pointers to string headers.
 */
import type { Executable } from '@theriac/read/executable';

export interface GoModuleInfo {
  readonly path: string;
  readonly version: string;
  /** `h1:…`; empty when unknown. */
  readonly sum: string;
}

export interface GoBuildInfo {
  /** `go1.21.3`. */
  readonly release: string;
  readonly main: GoModuleInfo | null;
  /** With replacements in place. */
  readonly modules: readonly GoModuleInfo[];
}

const MAGIC = Buffer.from('\u00ff Go buildinf:', 'latin1');
const HEADER = 32;
const ALIGNED = 16;
const MAX_STRING = 32 * 1024 * 1024;

/** Whether the mark of the build information is anywhere in a file. */
export function hasGoMark(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(MAGIC);
}

/** Null when the program was not made by Go. `incomplete` when it was, but what it says cannot be read. */
export function readGoBuildInfo(program: Executable): GoBuildInfo | 'incomplete' | null {
  const own = program.sections.filter((s) => OWN.has(s.name));
  const writable = program.sections.filter((s) => s.writable && !own.includes(s));
  let isGo = program.sections.some((s) => PC_TABLES.has(s.name)) || own.length > 0;
  // Where tables are stripped or lie, the mark is found in the file itself.
  for (const content of [...[...own, ...writable].map((s) => program.contentOf(s)), program.bytes]) {
    const data = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    for (
      let at = data.indexOf(MAGIC), tries = 0;
      at >= 0 && tries < MAX_MARKS;
      at = data.indexOf(MAGIC, at + 1)
    ) {
      if (at % ALIGNED !== 0) continue;
      tries += 1;
      isGo = true;
      const strings = data[at + 15] === undefined ? null : stringsAt(program, data, at);
      if (strings !== null) return parse(...strings);
    }
  }
  return isGo ? 'incomplete' : null;
}

const OWN: ReadonlySet<string> = new Set(['.go.buildinfo', '__go_buildinfo']);
const PC_TABLES: ReadonlySet<string> = new Set(['.gopclntab', '__gopclntab']);
/** Programs that look for the mark in others have it among their texts. */
const MAX_MARKS = 16;

function stringsAt(program: Executable, data: Buffer, at: number): [string, string] | null {
  const pointerSize = data[at + 14] ?? 0;
  const flags = data[at + 15] ?? 0;
  if ((flags & 2) !== 0) {
    const release = inlineString(data, at + HEADER);
    const modules = release === null ? null : inlineString(data, release.end);
    return release === null || modules === null ? null : [release.text, modules.text];
  }
  if (pointerSize !== 4 && pointerSize !== 8) return null;
  const little = (flags & 1) === 0;
  const pointer = (bytes: Uint8Array, offset: number): number => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return pointerSize === 8 ? Number(view.getBigUint64(offset, little)) : view.getUint32(offset, little);
  };
  const text = (offset: number): string | null => {
    const field = data.subarray(offset, offset + pointerSize);
    if (field.length < pointerSize) return null;
    const header = program.at(pointer(field, 0), pointerSize * 2);
    if (header === undefined) return null;
    const length = pointer(header, pointerSize);
    const content = length > MAX_STRING ? undefined : program.at(pointer(header, 0), length);
    return content === undefined ? null : Buffer.from(content).toString('utf8');
  };
  const release = text(at + 16);
  return release === null ? null : [release, text(at + 16 + pointerSize) ?? ''];
}

/** A length in base 128, then that many bytes. */
function inlineString(data: Buffer, start: number): { text: string; end: number } | null {
  let length = 0;
  let at = start;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = data[at];
    if (byte === undefined) return null;
    at += 1;
    length += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) {
      if (length > MAX_STRING || at + length > data.length) return null;
      // The module list is framed by 16 bytes that are not text; latin1 keeps their number.
      return { text: data.toString('latin1', at, at + length), end: at + length };
    }
  }
  return null;
}

/** Lines of words apart by tabs, framed by two marks of 16 bytes. */
function parse(release: string, framed: string): GoBuildInfo {
  const text = framed.length >= 33 && framed.at(-17) === '\n' ? framed.slice(16, -16) : '';
  let main: GoModuleInfo | null = null;
  const modules: GoModuleInfo[] = [];
  for (const line of text.split('\n')) {
    const [word, path = '', version = '', sum = ''] = line.split('\t');
    const module = { path, version, sum };
    if (path === '') continue;
    if (word === 'mod') main = module;
    else if (word === 'dep') modules.push(module);
    // A replacement follows what it replaces.
    else if (word === '=>') {
      const replaced: GoModuleInfo | null = modules.at(-1) ?? main;
      // A folder has no version; the module keeps its name.
      const actual: GoModuleInfo =
        version === '' && replaced !== null ? { path: replaced.path, version: '', sum: '' } : module;
      if (modules.length > 0) modules[modules.length - 1] = actual;
      else if (main !== null) main = actual;
    }
  }
  return { release, main, modules };
}
