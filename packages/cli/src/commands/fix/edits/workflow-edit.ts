/** Workflows: each reference to an action gets the new version; the comment that named the old one goes. */

/** @param text `uses: owner/name@version` */
export function editWorkflow(before: string, text: string): string | undefined {
  const [, name = '', version = ''] = /^uses: ([^\s@]+)@(\S+)$/.exec(text) ?? [];
  if (name === '' || /[<>]/.test(version)) return undefined;
  let found = false;
  const lines = before.split('\n').map((line) => {
    const [head = '', own = '', , quote = ''] =
      /^(?:\s*-)?\s*uses:\s*(["']?([^\s"'@#]+)@[^\s"'#]+(["']?))/.exec(line) ?? [];
    if (own.replace(/^["']/, '').split('@')[0] !== name) return line;
    found = true;
    return `${head.slice(0, head.length - own.length)}${quote}${name}@${version}${quote}${line.endsWith('\r') ? '\r' : ''}`;
  });
  return found ? lines.join('\n') : undefined;
}
