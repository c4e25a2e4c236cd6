/** yarn.lock of Yarn 1: entries are deleted, so that the next install resolves them again. */
const DELETE = 'delete the entry ';

/** @param text `delete the entry NAME@RANGE` for each line */
export function editYarnLock(before: string, text: string): string | undefined {
  const lines = text.split('\n');
  if (!lines.every((line) => line.startsWith(DELETE))) return undefined;
  const doomed = new Set(lines.map((line) => line.slice(DELETE.length).trim()));
  return before
    .split(/\n(?=\S)/)
    .filter((block) => !keysOf(block.slice(0, block.indexOf('\n'))).some((key) => doomed.has(key)))
    .join('\n');
}

/** `"a@^1", a@1.x:` */
function keysOf(head: string): string[] {
  return head
    .replace(/:\s*$/, '')
    .split(',')
    .map((key) => key.trim().replace(/^"|"$/g, ''));
}
