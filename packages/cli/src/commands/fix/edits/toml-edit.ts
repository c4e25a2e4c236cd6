/**
 * pyproject.toml and Cargo.toml, line by line so that their form stays: `[table]` with `key = value`, or a requirement
 * that is in a list already (`requests>=2.31.0`).
 */
export function editToml(before: string, text: string): string | undefined {
  const lines = before.split('\n');
  const given = text.split('\n').map((line) => line.trim());
  if (given.length === 1 && !/^\[/.test(text)) return withRequirement(lines, text);
  let table = '';
  for (const line of given) {
    if (/^\[[^\]]+\]$/.test(line)) table = line;
    else {
      const assigned = assignment(line);
      if (assigned === undefined) return undefined;
      setKey(lines, table, assigned);
    }
  }
  return lines.join('\n');
}

interface Assignment {
  readonly key: string;
  readonly value: string;
}

function assignment(line: string): Assignment | undefined {
  const at = line.indexOf('=');
  if (at <= 0) return undefined;
  return { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() };
}

const bare = (key: string): string => key.replace(/^["']|["']$/g, '');

function setKey(lines: string[], table: string, { key, value }: Assignment): void {
  let start = table === '' ? -1 : lines.findIndex((line) => headerOf(line) === table);
  if (start < 0 && table !== '') {
    while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
    lines.push('', table, '');
    start = lines.length - 2;
  }
  const next = lines.findIndex((line, at) => at > start && /^\s*\[/.test(line) && headerOf(line) !== '');
  const end = next < 0 ? lines.length : next;
  const at = lines.findIndex(
    (line, i) => i > start && i < end && bare(assignment(line)?.key ?? '') === bare(key),
  );
  if (at < 0) {
    lines.splice(start + 1, 0, `${key} = ${value}`);
    return;
  }
  const last = lastLineOf(lines, at, end);
  const whole = lines.slice(at, last + 1).join('\n');
  const old = assignment(whole)?.value ?? '';
  const head = whole.slice(0, whole.indexOf('=') + 1);
  lines.splice(at, last - at + 1, `${head} ${joined(old, value)}`);
}

/** `[tool.uv]` without its comment; the empty string for what is no header, such as a list that begins a line. */
function headerOf(line: string): string {
  return /^\s*(\[[A-Za-z0-9_."'-]+\])\s*(?:#.*)?$/.exec(line)?.[1] ?? '';
}

/** A list may span lines: up to the one where its brackets are balanced, outside of strings. */
function lastLineOf(lines: readonly string[], from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; at += 1) {
    depth += balanceOf(lines[at] ?? '');
    if (depth <= 0) return at;
  }
  return from;
}

function balanceOf(line: string): number {
  let balance = 0;
  let quote = '';
  for (const char of line) {
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '#') break;
    else if (char === '[' || char === '{') balance += 1;
    else if (char === ']' || char === '}') balance -= 1;
  }
  return balance;
}

/** An inline table keeps its other fields, a list its other items; an item for the same package is replaced. */
function joined(old: string, value: string): string {
  if (old.startsWith('[') && value.startsWith('[') && old.trimEnd().endsWith(']')) {
    const name = nameOf(value.slice(1).trim().replace(/^["']/, ''));
    const kept = itemsOf(old).filter((item) => nameOf(item.replace(/^["']/, '')) !== name);
    return `[${[...kept, value.slice(1, -1).trim()].join(', ')}]`;
  }
  if (old.startsWith('{') && value.startsWith('"'))
    return old.replace(/\bversion\s*=\s*"[^"]*"/, `version = ${value}`);
  return value;
}

function itemsOf(list: string): string[] {
  return [...list.matchAll(/"[^"]*"|'[^']*'/g)].map(([item]) => item);
}

/** Normalised as PyPI compares names. */
function nameOf(requirement: string): string {
  return (/^\s*([A-Za-z0-9][\w.-]*)/.exec(requirement)?.[1] ?? '').toLowerCase().replace(/[-_.]+/g, '-');
}

const STRING = /"([A-Za-z0-9][^"]*)"|'([A-Za-z0-9][^']*)'/g;

function withRequirement(lines: string[], text: string): string | undefined {
  const wanted = nameOf(text);
  if (wanted === '') return undefined;
  let found = false;
  const edited = lines.map((line) =>
    line.replace(STRING, (whole, double: string | undefined, single: string | undefined, at: number) => {
      const inner = double ?? single ?? '';
      // `name = "requests"` is no requirement.
      if (found || nameOf(inner) !== wanted || line.slice(0, at).trimEnd().endsWith('=')) return whole;
      found = true;
      const quote = double === undefined ? "'" : '"';
      const marker = inner.indexOf(';');
      return `${quote}${text}${marker < 0 ? '' : inner.slice(marker)}${quote}`;
    }),
  );
  return found ? edited.join('\n') : undefined;
}
