/** One file of the target with all that is packed in it: which reader each part goes to. */
import { type TargetFile, TheriacError } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { ARCHIVE, LARGEST_PART, readArchive } from './containers/archives.ts';
import { Content } from './containers/content.ts';
import { OFFICE, readOffice } from './containers/office.ts';
import { readSqlite } from './containers/sqlite-tables.ts';
import { unreadKindOf } from './containers/unread-kinds.ts';
import { readBinary, readText } from './read-file.ts';

/** Git keeps large files elsewhere and this in their place. */
const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n/;
const DATA =
  /\.(?:csv|tsv|psv|sql|dump|bak|json|ndjson|jsonl|xml|hl7|x12|edi|txt|log|db|sqlite3?|dcm|dicom|zip|gz|tgz|zst|tar|xls[xmb]?|doc[xm]?|od[ts]|pdf|mdb|accdb|parquet|avro|orc|sas7bdat|sav|dta|rds|rdata)$/i;
const ZIP = [0x50, 0x4b];
const SQLITE = 'SQLite format 3\0';
const PROBE = 1024;

export async function readContent(file: TargetFile): Promise<Content> {
  const content = new Content();
  await readPart(file, 0, content);
  return content;
}

async function readPart(file: TargetFile, depth: number, content: Content): Promise<void> {
  const { path } = file;
  const bytes = file.bytes();
  const kind = unreadKindOf(path, bytes);
  if (kind !== undefined) {
    content.unread.push(kind);
    return;
  }
  if (depth > 0 && bytes.length > LARGEST_PART && !/\.tar$/i.test(path)) {
    content.gap('too-large', 'a part of an archive is larger than 32 MiB: not read');
    return;
  }
  const isZip = ZIP.every((byte, i) => bytes[i] === byte);
  if (OFFICE.test(path) && (isZip || isBinary(bytes))) {
    if (isZip) await readOffice(path, bytes, content);
    else content.gap('unparseable', 'named as an Office document, and is none');
  } else if (Buffer.from(bytes.subarray(0, SQLITE.length)).toString('latin1') === SQLITE)
    readSqlite(path, bytes, content);
  else if (ARCHIVE.test(path) && !isPointer(bytes))
    await readArchive(path, bytes, depth, content, (inner, inside, deeper) =>
      readPart(new MemoryFile(inner, inside), deeper, content),
    );
  else if (isBinary(bytes)) content.add(path, '', readBinary(path, bytes));
  else if (isPointer(bytes)) {
    if (DATA.test(path)) content.unread.push('pointer of Git LFS');
  } else {
    const text = textOf(file);
    content.add(path, text, readText(path, text));
  }
}

const isPointer = (bytes: Uint8Array): boolean =>
  POINTER.test(Buffer.from(bytes.subarray(0, 60)).toString('latin1'));

function isBinary(bytes: Uint8Array): boolean {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return bytes.subarray(0, PROBE).includes(0) && !isUtf16;
}

/** Bytes that are no UTF-8 are taken one by one: a name in such a file is a name. */
function textOf(file: TargetFile): string {
  try {
    return file.text();
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    return Buffer.from(file.bytes()).toString('latin1').replace(/\r\n?/g, '\n');
  }
}
