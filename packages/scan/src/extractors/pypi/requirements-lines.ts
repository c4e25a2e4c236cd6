/**
 * The grammar of pip's requirements files, apart from what the lines mean: continuation lines, comments, options,
 * and the `# via` comments of pip-compile and uv. https://pip.pypa.io/en/stable/reference/requirements-file-format/
 */

export interface RequirementsLine {
  /** 1-based line of the first physical line. */
  readonly line: number;
  /** The option and its value (`-r`, `--index-url`), for lines that are an option. */
  readonly option?: { readonly name: string; readonly value: string };
  /** The specifier, path or URL, for all others. */
  readonly specifier: string;
  /** `--hash` values. */
  readonly hashes: readonly string[];
  /** Names after `# via`: packages, or `-r base.in`. Null when there is no such comment. */
  readonly via: readonly string[] | null;
}

interface MutableLine {
  line: number;
  option?: { name: string; value: string };
  specifier: string;
  hashes: string[];
  via: string[] | null;
}

export function readRequirementsLines(text: string): RequirementsLine[] {
  const result: MutableLine[] = [];
  let last: MutableLine | undefined;
  let inVia = false;
  let joined = '';
  let start = 0;
  const physical = text.split('\n');
  for (const [index, raw] of physical.entries()) {
    const comment = commentOf(raw);
    if (comment !== null && raw.trimStart().startsWith('#') && joined === '') {
      inVia = last !== undefined && addVia(last, comment, inVia);
      continue;
    }
    if (joined === '') start = index + 1;
    const code = comment === null ? raw : raw.slice(0, raw.length - comment.length - 1);
    if (comment === null && code.endsWith('\\') && index < physical.length - 1) {
      joined += `${code.slice(0, -1)} `;
      continue;
    }
    joined += code;
    const logical = joined.replace(/\\$/, '').trim();
    joined = '';
    inVia = false;
    if (logical === '') {
      // A blank line ends what comments may belong to.
      if (comment === null) last = undefined;
      continue;
    }
    last = parseLine(logical, start);
    result.push(last);
    if (comment !== null) inVia = addVia(last, comment, false);
  }
  return result;
}

/** What follows a `#` that starts the line or is after a space; null when there is none. */
function commentOf(line: string): string | null {
  const at = line.search(/(?:^|\s)#/);
  if (at < 0) return null;
  return line.slice(line.indexOf('#', at) + 1);
}

/** Returns whether further comment lines continue the list. */
function addVia(line: MutableLine, comment: string, inVia: boolean): boolean {
  const text = comment.trim();
  if (text === 'via' || text.startsWith('via ')) {
    line.via ??= [];
    for (const one of names(text.slice(4))) line.via.push(one);
    return true;
  }
  if (!inVia || text === '') return false;
  for (const one of names(text)) line.via?.push(one);
  return true;
}

const names = (text: string): string[] =>
  text
    .split(',')
    .map((n) => n.trim())
    .filter((n) => n !== '');

function parseLine(logical: string, line: number): MutableLine {
  const option = /^(--?[A-Za-z][A-Za-z0-9-]*)(?:\s*=\s*|\s+|$)/.exec(logical);
  if (option?.[1] !== undefined) {
    const value = logical
      .slice(option[0].length)
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2');
    return { line, option: { name: option[1], value }, specifier: '', hashes: [], via: null };
  }
  // `-rbase.txt` is one word for pip.
  const short = /^-([rce])(\S.*)$/.exec(logical);
  if (short?.[1] !== undefined && short[2] !== undefined) {
    return { line, option: { name: `-${short[1]}`, value: short[2] }, specifier: '', hashes: [], via: null };
  }
  const options = logical.search(/\s(?:--[A-Za-z]|-[A-Za-z]\b)/);
  const specifier = options < 0 ? logical : logical.slice(0, options).trim();
  const tail = options < 0 ? '' : logical.slice(options);
  const hashes = [...tail.matchAll(/\s--hash[=\s]\s{0,8}(\S+)/g)].flatMap((m) => m[1] ?? []);
  return { line, specifier, hashes, via: null };
}
