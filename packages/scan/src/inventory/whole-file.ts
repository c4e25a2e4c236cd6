/** Whether a file is whole: what its extractor declares that its tool writes, checked before what it lists is believed. */
import type { Extractor, KnownUnknown, TargetFile, WholeFile } from '@theriac/core';
import { baseName } from '../target/paths.ts';
import { unfinishedCode } from './unfinished-code.ts';

/** Larger files are not checked for being blank. */
const BLANK_BYTES = 4096;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Whether nothing is left of a file that its tool never writes empty. */
export function isEmptied(file: TargetFile, extractor: Extractor): boolean {
  if (file.size > BLANK_BYTES || !declared(file, extractor).some((row) => row.neverEmpty)) return false;
  return /^(\s*|\s*\{\s*\}\s*)$/.test(file.text());
}

/** @returns what is missing at the end of the file, or undefined when it is whole as far as that can be told */
export function cutOff(file: TargetFile, extractor: Extractor): KnownUnknown | undefined {
  if (file.size === 0) return undefined;
  const told = (message: string, line: number): KnownUnknown => ({
    reason: 'unparseable',
    message: `${message}; regenerate it`,
    location: { path: file.path, line },
    losesComponents: true,
  });
  const rows = declared(file, extractor);
  const hole = rows.some(({ ends }) => ends !== undefined) ? lineOfHole(file) : undefined;
  if (hole !== undefined) return told('the file has zero bytes in its text: a block of it was lost', hole);
  for (const row of rows) {
    const missing = missingEnd(file, row) ?? missingLine(file, row);
    if (missing !== undefined) return told(`the file was cut off: ${missing}`, lineCount(file.bytes()));
  }
  return undefined;
}

/** Line of the first zero byte; a disk that lost a block of a file gives zeros in its place. */
function lineOfHole(file: TargetFile): number | undefined {
  const bytes = file.bytes();
  const at = isWide(bytes) ? -1 : bytes.indexOf(0);
  return at < 0 ? undefined : lineCount(bytes.subarray(0, at));
}

/** Text in UTF-16, which is full of zero bytes. */
function isWide(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function declared(file: TargetFile, { whole = [] }: Extractor): readonly WholeFile[] {
  const base = baseName(file.path);
  return whole.filter(({ names }) => names === undefined || names.some((name) => isNamed(base, name)));
}

/** @param name a base name, or the ending of one with its leading dot */
function isNamed(base: string, name: string): boolean {
  return base === name || (name.startsWith('.') && base.endsWith(name));
}

function missingEnd(file: TargetFile, { ends, comment = '#', lastLine }: WholeFile): string | undefined {
  if (ends === undefined) return undefined;
  if (ends === 'code' || ends === 'expression') return unfinishedCode(file.text(), comment, ends);
  const bytes = isWide(file.bytes()) ? Buffer.from(file.text()) : file.bytes();
  const last = bytes.at(-1);
  if (last !== LINE_FEED && last !== CARRIAGE_RETURN)
    return lastLine !== undefined && file.text().endsWith(`\n${lastLine}`)
      ? undefined
      : 'its last line does not end';
  if (ends === 'record' && !endsWithEmptyLine(bytes)) return 'no empty line follows its last record';
  return undefined;
}

function endsWithEmptyLine(bytes: Uint8Array): boolean {
  const end = Buffer.from(bytes.subarray(-4)).toString('latin1').replaceAll('\r\n', '\n');
  return end.endsWith('\n\n') || bytes.length < 2;
}

function missingLine(file: TargetFile, { has = [] }: WholeFile): string | undefined {
  const bytes = file.bytes();
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const missing = has.find((group) => !group.some((text) => hasLine(content, text)));
  return missing === undefined ? undefined : `it has no line \`${missing[0]}\``;
}

function hasLine(content: Buffer, text: string): boolean {
  return content.subarray(0, text.length).equals(Buffer.from(text)) || content.includes(`\n${text}`);
}

function lineCount(bytes: Uint8Array): number {
  let line = 1;
  for (const byte of bytes) if (byte === LINE_FEED) line += 1;
  return line;
}
