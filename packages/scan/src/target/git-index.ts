/** The index of a working copy (https://git-scm.com/docs/index-format): what git tracks, whatever .gitignore says. */

/** Mode of an entry that is a commit of another repository. */
const GITLINK = 0o160000;
const MODES: ReadonlySet<number> = new Set([0o100644, 0o100755, 0o120000, 0o040000, GITLINK]);
const HEADER = 12;
/** Times, device, mode, owner, size; then the object id and two bytes of flags. */
const STATUS = 40;
/** Bytes of an object id: SHA-1 and SHA-256. */
const ID_LENGTHS = [20, 32];
/** Of the flags, how long the path is; longer ones have all bits set. */
const PATH_LENGTH = 0xfff;
const EXTENDED = 0x4000;
/** Bytes; git itself takes no longer ones. */
const MAX_PATH = 65_536;
/** The extension that names a shared index. */
const LINK = 'link';

/** Path → commit of the submodule there; empty for an index that is not understood. */
export function submoduleCommits(bytes: Uint8Array): ReadonlyMap<string, string> {
  return new Map(
    [...readGitIndex(bytes)].flatMap(([path, { commit }]) => (commit === undefined ? [] : [[path, commit]])),
  );
}

interface TrackedFile {
  /** Of a submodule. */
  readonly commit?: string;
}

const PLAIN: TrackedFile = {};

/** Tracked files by path; empty for an index that is not understood. Versions 2 to 4. */
export function readGitIndex(bytes: Uint8Array): ReadonlyMap<string, TrackedFile> {
  return indexOf(bytes).tracked;
}

/** The id of the shared index that holds the entries which this one does not; undefined for a whole index. */
export function sharedIndexOf(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { end, idLength } = indexOf(bytes);
  for (let at = end; at + 8 + idLength <= buffer.length; at += 8 + buffer.readUInt32BE(at + 4)) {
    if (buffer.toString('latin1', at, at + 4) !== LINK) continue;
    const id = buffer.toString('hex', at + 8, at + 8 + idLength);
    return /^0*$/.test(id) ? undefined : id;
  }
  return undefined;
}

/** An index with submodules and nothing else, as git writes it. */
export function gitIndexOf(commits: ReadonlyMap<string, string>): Uint8Array {
  const head = Buffer.alloc(HEADER);
  head.write('DIRC', 0, 'latin1');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(commits.size, 8);
  const entries = [...commits].map(([path, commit]) => {
    const name = Buffer.from(path);
    const fixed = STATUS + commit.length / 2 + 2;
    const entry = Buffer.alloc(Math.floor((fixed + name.length + 8) / 8) * 8);
    entry.writeUInt32BE(GITLINK, 24);
    entry.write(commit, STATUS, 'hex');
    entry.writeUInt16BE(Math.min(name.length, PATH_LENGTH), fixed - 2);
    name.copy(entry, fixed);
    return entry;
  });
  return Buffer.concat([head, ...entries]);
}

interface ReadIndex {
  readonly tracked: ReadonlyMap<string, TrackedFile>;
  /** Where the entries end. */
  readonly end: number;
  readonly idLength: number;
}

function indexOf(bytes: Uint8Array): ReadIndex {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = ID_LENGTHS.flatMap((idLength) => {
    const read = entriesOf(buffer, idLength);
    return read === null ? [] : [{ ...read, idLength }];
  });
  // With ids of the wrong length, what is read has no names. A split index may have none either.
  return (
    found.find(({ tracked }) => tracked.size > 0) ??
    found[0] ?? { tracked: new Map(), end: buffer.length, idLength: 20 }
  );
}

function entriesOf(buffer: Buffer, idLength: number): Omit<ReadIndex, 'idLength'> | null {
  const tracked = new Map<string, TrackedFile>();
  const fixed = STATUS + idLength + 2;
  if (buffer.length < HEADER || buffer.toString('latin1', 0, 4) !== 'DIRC') return null;
  const version = buffer.readUInt32BE(4);
  const count = buffer.readUInt32BE(8);
  if (version < 2 || version > 4) return null;
  let at = HEADER;
  let path: Uint8Array = new Uint8Array();
  for (let entry = 0; entry < count; entry += 1) {
    if (at + fixed > buffer.length) return null;
    const mode = buffer.readUInt32BE(at + 24);
    // Anything else is an index with other object ids, or a damaged one.
    if (!MODES.has(mode)) return null;
    const flags = buffer.readUInt16BE(at + fixed - 2);
    const isExtended = version > 2 && (flags & EXTENDED) !== 0;
    let begin = at + fixed + (isExtended ? 2 : 0);
    let kept = 0;
    if (version === 4) {
      // How much of the path before is dropped, as a number of variable length.
      let dropped = 0;
      for (let byte = 0x80, first = true; (byte & 0x80) !== 0; first = false) {
        if (begin >= buffer.length) return null;
        byte = buffer[begin] ?? 0;
        begin += 1;
        dropped = first ? byte & 0x7f : (dropped + 1) * 128 + (byte & 0x7f);
      }
      kept = path.length - dropped;
      if (kept < 0) return null;
    }
    const end = buffer.indexOf(0, begin);
    if (end < 0) return null;
    if (kept + end - begin > MAX_PATH) return null;
    const rest = buffer.subarray(begin, end);
    path = kept === 0 ? rest : Buffer.concat([path.subarray(0, kept), rest]);
    const isLength = Math.min(path.length, PATH_LENGTH) === (flags & PATH_LENGTH);
    // A split index replaces entries of the shared one by place, without their names.
    if (!isLength) return null;
    const name = Buffer.from(path).toString('utf8');
    if (name !== '')
      tracked.set(
        name,
        mode === GITLINK ? { commit: buffer.toString('hex', at + STATUS, at + STATUS + idLength) } : PLAIN,
      );
    at = version === 4 ? end + 1 : at + Math.floor((end - at + 8) / 8) * 8;
  }
  return { tracked, end: at };
}
