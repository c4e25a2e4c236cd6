/** The words before a colon that say what a target is: `docker-archive:portal.tar`, `registry:example.org/portal:1.4`. */

/** For help and messages, in the order in which they are listed. */
export const TARGET_WORDS = [
  { word: 'docker-archive', takes: 'PATH[@TAG]', means: 'what docker save wrote' },
  { word: 'oci', takes: 'PATH[@TAG]', means: 'an OCI layout: a folder or a tar archive' },
  { word: 'rootfs', takes: 'PATH', means: 'a root file system: a folder or a tar archive' },
  { word: 'host', takes: '', means: 'this machine, read only' },
  { word: 'registry', takes: 'NAME[:TAG|@DIGEST]', means: 'an image of a registry' },
  { word: 'docker-daemon', takes: 'NAME[:TAG]', means: 'an image of the container engine' },
] as const;

type TargetWord = (typeof TARGET_WORDS)[number]['word'];

/** As other tools have them. */
const ALIASES: Readonly<Record<string, TargetWord>> = {
  'oci-archive': 'oci',
  'oci-dir': 'oci',
  docker: 'docker-daemon',
  podman: 'docker-daemon',
};

export interface WordedTarget {
  readonly word: TargetWord;
  readonly rest: string;
}

/** Undefined for a path. `host` alone is this machine; a folder of that name is `./host`. */
export function wordedTarget(given: string): WordedTarget | undefined {
  if (given === 'host') return { word: 'host', rest: '' };
  const colon = given.indexOf(':');
  if (colon < 0) return undefined;
  const before = given.slice(0, colon);
  const word = ALIASES[before] ?? TARGET_WORDS.find((one) => one.word === before)?.word;
  return word === undefined ? undefined : { word, rest: given.slice(colon + 1) };
}

/** `portal.tar@clinic/portal:1.4` → the path and which of several images; a path that exists is never split. */
export function pathAndReference(
  rest: string,
  exists: (path: string) => boolean,
): { readonly path: string; readonly reference?: string } {
  if (exists(rest)) return { path: rest };
  for (let at = rest.lastIndexOf('@'); at > 0; at = rest.lastIndexOf('@', at - 1))
    if (exists(rest.slice(0, at))) return { path: rest.slice(0, at), reference: rest.slice(at + 1) };
  // Other tools put a colon there.
  const colon = rest.lastIndexOf(':');
  if (colon > 0 && exists(rest.slice(0, colon)))
    return { path: rest.slice(0, colon), reference: rest.slice(colon + 1) };
  return { path: rest };
}
