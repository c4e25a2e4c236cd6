/** Under which keys an advisory index keeps what; a module of its own, so that reading does not load building. */

/** Key of a package's records. @param name already normalised */
export function packageKey(name: string): string {
  return `pkg:${name}`;
}

/** Key of the packages that an advisory id or alias concerns. */
export function idKey(id: string): string {
  return `id:${id.toUpperCase()}`;
}
