/** Which curation of `theriac.yaml` speaks of a component. */
import { type Component, ecosystem } from '@theriac/core';
import type { LicenceCuration } from '@theriac/govern';

/** By purl with version, purl without, name with version, name; the most exact wins. */
export function curationFor(
  component: Component,
  curations: readonly LicenceCuration[],
): LicenceCuration | null {
  if (curations.length === 0) return null;
  const { normalizeName } = ecosystem(component.ecosystem);
  const bare = component.purl.replace(/[?#].*$/s, '');
  const at = bare.lastIndexOf('@');
  const versionless = component.version === null || at < 0 ? bare : bare.slice(0, at);
  const name = normalizeName(component.name);
  const wanted = [component.purl, bare, versionless, `${name}@${component.version ?? ''}`, name];
  for (const key of wanted) {
    const found = curations.find((c) => c.package === key || normalizeName(c.package) === key);
    if (found !== undefined) return found;
  }
  return null;
}
