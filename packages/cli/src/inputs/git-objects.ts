/** Sizes and contents of a list of git objects, each in one run of git. */
import { git } from './git-program.ts';

/** Sizes in bytes by object; undefined where git ends because a partial clone lacks one of them. */
export function sizesOf(
  folder: string,
  ids: readonly string[],
  objects: readonly string[],
): Map<string, number> | undefined {
  const sizes = new Map<string, number>();
  if (ids.length === 0) return sizes;
  const { output } = git(folder, ['cat-file', '--batch-check'], `${ids.join('\n')}\n`, objects);
  for (const line of output?.toString('latin1').split('\n') ?? []) {
    const [, id, size] = /^([0-9a-f]+) blob (\d+)$/.exec(line) ?? [];
    if (id !== undefined) sizes.set(id, Number(size));
  }
  return output === undefined ? undefined : sizes;
}

/** One run of git for all objects: `<id> blob <size>\n<bytes>\n` each. */
export function readObjects(
  folder: string,
  ids: readonly string[],
  objects: readonly string[],
): (Uint8Array | undefined)[] {
  const { output } = git(folder, ['cat-file', '--batch'], `${ids.join('\n')}\n`, objects);
  if (output === undefined) return [];
  const contents: (Uint8Array | undefined)[] = [];
  let at = 0;
  for (const id of ids) {
    const end = output.indexOf(0x0a, at);
    const header = end < 0 ? '' : output.toString('latin1', at, end);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(header)?.[1];
    if (size === undefined || !header.startsWith(id)) {
      contents.push(undefined);
      at = end < 0 ? output.length : end + 1;
      continue;
    }
    contents.push(output.subarray(end + 1, end + 1 + Number(size)));
    at = end + 1 + Number(size) + 1;
  }
  return contents;
}
