/** Under which keys an advisory index keeps what; a module of its own, so that reading does not load building. */

/** Key of a package's records. @param name already normalised */
export function packageKey(name: string): string {
  return `pkg:${name}`;
}

/** Key of the packages that an advisory id or alias concerns. */
export function idKey(id: string): string {
  return `id:${id.toUpperCase()}`;
}

/** Names of the packages that share an artifact id, whatever their group (Maven). */
export function artifactKey(artifact: string): string {
  return `artifact:${artifact}`;
}

/** `junit` of `junit:junit`; a name without a group is its own artifact. */
export function artifactOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
