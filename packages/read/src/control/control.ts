/** Paragraphs of `Name: value` fields, as Debian control files, opkg, vcpkg and R write them (deb822). */

export interface Paragraph {
  /** Of the first field; fields start in column 1. */
  readonly line: number;
  /** By lower-case name; continuation lines joined with line breaks. The last of a name counts. */
  readonly fields: ReadonlyMap<string, string>;
  /** Names of fields that stand twice: a blank line between two paragraphs is missing. */
  readonly twice: readonly string[];
}

const FIELD = /^([!-9;-~]+):[ \t]*(.*)$/s;

/** In the order of the text; lines that are not fields are skipped. */
export function* paragraphsOf(text: string): Generator<Paragraph> {
  let fields = new Map<string, string>();
  let twice: string[] = [];
  let start = 0;
  let last = '';
  let line = 0;
  for (const row of linesOf(text)) {
    line += 1;
    if (row.trim() === '') {
      if (fields.size > 0) yield { line: start, fields, twice };
      fields = new Map();
      twice = [];
      continue;
    }
    if (row.startsWith(' ') || row.startsWith('\t')) {
      if (last !== '' && fields.has(last)) fields.set(last, `${fields.get(last)}\n${row.trim()}`);
      continue;
    }
    const field = FIELD.exec(row);
    if (field === null) continue;
    if (fields.size === 0) start = line;
    last = (field[1] ?? '').toLowerCase();
    if (fields.has(last)) twice.push(last);
    fields.set(last, (field[2] ?? '').trimEnd());
  }
  if (fields.size > 0) yield { line: start, fields, twice };
}

function* linesOf(text: string): Generator<string> {
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    if (end < 0) {
      yield text.slice(at);
      return;
    }
    yield text.slice(at, end);
    at = end + 1;
  }
}
