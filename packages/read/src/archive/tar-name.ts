/** Under which name an entry of a tar archive is unpacked. */

const MAX_NAME = 4096;

/** `a/./b` → `a/b`; null for what leads outside or cannot be a name. */
export function cleanName(raw: string): string | null {
  const name = raw.replaceAll('\\', '/');
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name) || !isName(name)) return null;
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? null : parts.join('/');
}

/**
 * As npm does it: the first part of a name is taken off whatever it is (`package`, `..`, nothing before a slash), and so
 * is a root after it. Empty for a file in no folder, which npm leaves out and others unpack. A backslash is part of a
 * name, as it is everywhere but on Windows.
 */
export function npmName(raw: string): string | null {
  if (!isName(raw)) return null;
  const slash = raw.indexOf('/');
  if (slash < 0) return '';
  let rest = raw.slice(slash + 1);
  for (let root = ROOT.exec(rest); root !== null; root = ROOT.exec(rest)) rest = rest.slice(root[0].length);
  if (cleanName(rest) === null) return null;
  return rest
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

const ROOT = /^(?:[/\\]|[A-Za-z]:[/\\]?)/;

function isName(name: string): boolean {
  return name.length <= MAX_NAME && !name.includes('\u0000');
}
