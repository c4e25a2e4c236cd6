/** The instructions of a Dockerfile, one by one: continuations, here-documents, parser directives. */

export interface Instruction {
  /** Upper case. */
  readonly name: string;
  readonly rest: string;
  /** 1-based line where it starts. */
  readonly line: number;
  /** Where in {@link rest} each of its lines begins, in order; the first at 0. */
  readonly lines: readonly LineStart[];
  /** Lines of its here-documents; the first one follows the line where the instruction ends. */
  readonly body?: readonly string[];
}

export interface LineStart {
  /** Index in the text. */
  readonly at: number;
  /** 1-based. */
  readonly line: number;
}

/** Whole instructions with the line that each starts on. */
export function* instructionsOf(text: string): Iterable<Instruction> {
  const lines = text.split('\n');
  const continuation = /^#\s*escape\s*=\s*`\s*$/im.test(lines.slice(0, 5).join('\n')) ? '`' : '\\';
  let parts: Part[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim();
    // Comments and empty lines may be between the lines of one instruction.
    if (line.startsWith('#') || line === '') continue;
    if (line.endsWith(continuation)) {
      parts.push({ text: line.slice(0, -1), line: at + 1 });
      continue;
    }
    parts.push({ text: line, line: at + 1 });
    const instruction = instructionOf(parts);
    parts = [];
    if (instruction === null) continue;
    const body: string[] = [];
    if (HERE_DOCUMENTS.has(instruction.name)) {
      for (const word of hereDocuments(instruction.rest)) {
        while (at + 1 < lines.length && (lines[at + 1] ?? '').trim() !== word) {
          at += 1;
          body.push(lines[at] ?? '');
        }
        at += 1;
      }
    }
    yield body.length === 0 ? instruction : { ...instruction, body };
  }
  const last = instructionOf(parts);
  if (last !== null) yield last;
}

/** One line of an instruction without its continuation. */
interface Part {
  readonly text: string;
  readonly line: number;
}

const HERE_DOCUMENTS = new Set(['RUN', 'COPY', 'ADD']);

function instructionOf(parts: readonly Part[]): Instruction | null {
  const whole = parts
    .map(({ text }) => text)
    .join(' ')
    .trimEnd();
  // ONBUILD must not be nested, so one level is all there is.
  const name = /^(?:ONBUILD\s+)?([A-Za-z]+)(?=\s)/i.exec(whole);
  if (name?.[1] === undefined) return null;
  const rest = whole.slice(name[0].length).trimStart();
  // Of several lines that begin before the rest, it is in the last one.
  const before = whole.length - rest.length;
  const starts = new Map<number, number>();
  let at = 0;
  for (const { text, line } of parts) {
    starts.set(Math.max(0, at - before), line);
    at += text.length + 1;
  }
  const lines = [...starts]
    .filter(([start]) => start < rest.length || start === 0)
    .map(([start, line]) => ({ at: start, line }));
  return { name: name[1].toUpperCase(), rest, line: parts[0]?.line ?? 1, lines };
}

/** `<<EOF`, `<<-"EOF"`: the words that end here-documents, in order. */
function hereDocuments(rest: string): string[] {
  return [...rest.matchAll(/<<-?(["']?)([A-Za-z_]\w*)\1/g)].map((match) => match[2] ?? '');
}
