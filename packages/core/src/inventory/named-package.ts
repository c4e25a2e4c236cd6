/** What people write for a package (a name, `name@version`, a package URL) against a package of the inventory. */
import { tryParsePurl } from '../purl/purl.ts';
import { type EcosystemId, ecosystem } from './ecosystems.ts';

/** A package as far as it is known; without `ecosystem`, the type of its package URL says how names compare. */
export interface NamedPackage {
  readonly name: string;
  readonly version?: string | null;
  readonly purl?: string;
  readonly ecosystem?: EcosystemId;
}

/**
 * Whether `given` means the package. Names compare as their ecosystem compares them (PyPI `Foo_Bar` is `foo-bar`); a
 * package URL without a version or qualifiers means every version and copy.
 */
export function isNamed(given: string, { name, version, purl, ecosystem: id }: NamedPackage): boolean {
  if (given === name || given === purl) return true;
  const actual = tryParsePurl(purl ?? '');
  if (given.startsWith('pkg:')) {
    const wanted = tryParsePurl(given);
    return (
      wanted !== null &&
      actual !== null &&
      wanted.type === actual.type &&
      wanted.namespace === actual.namespace &&
      wanted.name === actual.name &&
      (wanted.version === undefined || wanted.version === (actual.version ?? version)) &&
      Object.entries(wanted.qualifiers ?? {}).every(([key, value]) => actual.qualifiers?.[key] === value)
    );
  }
  const normal = id === undefined ? (text: string): string => text : ecosystem(id).normalizeName;
  const at = given.lastIndexOf('@');
  if (at > 0 && version != null && given.slice(at + 1) === version)
    return normal(given.slice(0, at)) === normal(name);
  return normal(given) === normal(name);
}
