/** The instructions of a Dockerfile, one by one: continuations, here-documents, parser directives. */

export interface Instruction {
  /** Upper case. */
  readonly name: string;
  readonly rest: string;
  /** 1-based line where it starts. */
  readonly line: number;
  /** Lines of its here-documents; the first one follows the line where the instruction ends. */
  readonly body?: readonly string[];
}

/** Whole instructions with the line that each starts on. */
export function* instructionsOf(text: string): Iterable<Instruction> {
  const lines = text.split('\n');
  const continuation = /^#\s*escape\s*=\s*`\s*$/im.test(lines.slice(0, 5).join('\n')) ? '`' : '\\';
  let parts: string[] = [];
  let start = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim();
    // Comments and empty lines may be between the lines of one instruction.
    if (line.startsWith('#') || (line === '' && parts.length === 0)) continue;
    if (parts.length === 0) start = at + 1;
    if (line.endsWith(continuation)) {
      parts.push(line.slice(0, -1));
      continue;
    }
    if (line !== '') parts.push(line);
    const whole = parts.join(' ').trim();
    parts = [];
    // ONBUILD must not be nested, so one level is all there is.
    const instruction = instructionOf(whole.replace(/^ONBUILD\s+/i, ''), start);
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
  const last = instructionOf(parts.join(' ').trim(), start);
  if (last !== null) yield last;
}

const HERE_DOCUMENTS = new Set(['RUN', 'COPY', 'ADD']);

function instructionOf(whole: string, line: number): Instruction | null {
  const name = /^[A-Za-z]+(?=\s)/.exec(whole)?.[0];
  if (name === undefined) return null;
  const rest = whole.slice(name.length).trim();
  return { name: name.toUpperCase(), rest, line };
}

/** `<<EOF`, `<<-"EOF"`: the words that end here-documents, in order. */
function hereDocuments(rest: string): string[] {
  return [...rest.matchAll(/<<-?(["']?)([A-Za-z_]\w*)\1/g)].map((match) => match[2] ?? '');
}
