/** pnpm-workspace.yaml and the like: a mapping merged into the file, which keeps its comments. */
import { Document, isMap, parseDocument } from 'yaml';

export function editYaml(before: string, text: string): string | undefined {
  const file = before.trim() === '' ? new Document({}) : parseDocument(before);
  const given = parseDocument(text);
  if (file.errors.length > 0 || given.errors.length > 0) return undefined;
  if (!isMap(file.contents) || !isMap(given.contents)) return undefined;
  const value: unknown = given.toJS({ maxAliasCount: 0 });
  for (const { path, leaf } of leavesOf(value, [])) {
    for (let depth = 1; depth < path.length; depth += 1) {
      const above = file.getIn(path.slice(0, depth));
      if (above !== undefined && above !== null && !isMap(above)) return undefined;
    }
    file.setIn(path, leaf);
  }
  return file.toString({ lineWidth: 0 });
}

function leavesOf(
  value: unknown,
  above: readonly string[],
): { readonly path: string[]; readonly leaf: unknown }[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [{ path: [...above], leaf: value }];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...above, key]));
}
