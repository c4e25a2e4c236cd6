/** Gemfile: the requirements of a gem are replaced; its other options stay. */

/** @param text `gem "name", "requirement", …` */
export function editGemfile(before: string, text: string): string | undefined {
  const [, name = '', requirements = ''] = /^gem "([^"]+)"(.*)$/s.exec(text) ?? [];
  if (name === '') return undefined;
  let found = false;
  const lines = before.split('\n').map((line) => {
    const [head = '', , own] = /^[ \t]*gem(?:[ \t]*\([ \t]*|[ \t]+)(["'])([^"']+)\1/.exec(line) ?? [];
    if (found || own !== name) return line;
    found = true;
    return `${head}${requirements}${afterRequirements(line.slice(head.length))}`;
  });
  return found ? lines.join('\n') : undefined;
}

/** What follows the strings of the requirements: `, require: false`. */
function afterRequirements(rest: string): string {
  let left = rest;
  for (;;) {
    const [whole] = /^\s*,\s*(?:"[^"]*"|'[^']*')/.exec(left) ?? [];
    // `"git" => "…"` is an option.
    if (whole === undefined || left.slice(whole.length).trimStart().startsWith('=>')) return left;
    left = left.slice(whole.length);
  }
}
