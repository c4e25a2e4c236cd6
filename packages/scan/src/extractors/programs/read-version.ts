/** Searches a program for the text that states its release: piece by piece, so that its size does not matter. */
import type { TargetFile } from '@theriac/core';
import type { Program } from './program.ts';

/** ELF, PE, Mach-O in 64 bits and universal. */
const PROGRAMS: readonly string[] = ['7f454c46', '4d5a', 'cffaedfe', 'cafebabe'];
/** More than any text of the tables. */
const OVERLAP = 1024;
const LARGEST_TEXT = 1024 * 1024;
const MOST_CANDIDATES = 200;

/** @returns undefined when the file is another one, or says nothing */
export function versionIn(file: TargetFile, program: Program): string | undefined {
  if (program.content === 'text')
    return file.size > LARGEST_TEXT ? undefined : firstGroup(program.version, file.text());
  const line = program.line?.exec(file.path.split('/').at(-1) ?? '')?.[1];
  const found = new Set<string>();
  const longer = new Set<string>();
  let [tail, isFirst, hasAlso] = ['', true, program.also === undefined];
  for (const chunk of file.chunks()) {
    const text = tail + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    if (isFirst && !PROGRAMS.some((magic) => text.startsWith(Buffer.from(magic, 'hex').toString('latin1'))))
      return undefined;
    isFirst = false;
    hasAlso ||= program.also?.test(text) === true;
    collect(program.version, text, found);
    if (program.longer !== undefined) collect(program.longer, text, longer);
    tail = text.slice(-OVERLAP);
  }
  if (!hasAlso) return undefined;
  const fitting = [...found].filter(
    (one) =>
      (line === undefined || one.startsWith(`${line}.`)) &&
      (program.longer === undefined ||
        [...longer].some((text) => text.startsWith(one) && text.length > one.length)),
  );
  // Of numbers of which one begins the other, the longer one is meant; several others are no statement.
  const [first, ...others] = fitting.toSorted((a, b) => b.length - a.length);
  return others.every((one) => first?.startsWith(one)) ? first : undefined;
}

function collect(pattern: RegExp, text: string, into: Set<string>): void {
  for (const match of text.matchAll(pattern)) {
    if (into.size >= MOST_CANDIDATES) return;
    if (match[1] !== undefined) into.add(match[1]);
  }
}

function firstGroup(pattern: RegExp, text: string): string | undefined {
  for (const match of text.matchAll(pattern)) return match[1];
  return undefined;
}
