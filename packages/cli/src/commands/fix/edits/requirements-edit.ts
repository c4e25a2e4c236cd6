/** requirements.txt: the line of a package is replaced and keeps its marker and comment, or the text is added. */
export function editRequirements(before: string, text: string): string | undefined {
  const wanted = nameOf(text);
  if (wanted === '') return undefined;
  const lines = before.split('\n');
  const at = lines.findIndex((line) => nameOf(line) === wanted);
  const end = before.includes('\r\n') ? '\r' : '';
  if (at < 0) return `${before.trimEnd()}${before.trim() === '' ? '' : `${end}\n`}${text}${end}\n`;
  const line = (lines[at] ?? '').replace(/\r$/, '');
  // Hashes are of the old version; only the tool that wrote them can write new ones.
  if (line.endsWith('\\') || line.includes('--hash')) return undefined;
  lines[at] = `${text}${restOf(line)}${end}`;
  return lines.join('\n');
}

/** Normalised as PyPI compares names. */
function nameOf(line: string): string {
  return (/^\s*([A-Za-z0-9][\w.-]*)/.exec(line)?.[1] ?? '').toLowerCase().replace(/[-_.]+/g, '-');
}

/** ` ; python_version < "3.9"  # why` */
function restOf(line: string): string {
  const marker = line.indexOf(';');
  const comment = line.indexOf(' #');
  const from = marker >= 0 && (comment < 0 || marker < comment) ? marker : comment;
  if (from < 0) return '';
  const rest = line.slice(from).trim();
  return rest.startsWith(';') ? ` ${rest}` : `  ${rest}`;
}
