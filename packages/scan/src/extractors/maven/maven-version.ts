// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Maven writes its properties so.
/** Maven version requirements. https://maven.apache.org/pom.html#Dependency_Version_Requirement_Specification */

/**
 * The version that a requirement settles on without asking a repository: `1.2`, and `[1.2]`, which allows nothing
 * else. Null for ranges, `LATEST`, `RELEASE`, unresolved properties and nothing at all.
 */
export function exactVersion(requirement: string): string | null {
  const text = requirement.trim();
  if (text === '' || text.includes('${') || text === 'LATEST' || text === 'RELEASE') return null;
  const hard = /^\[([^,[\]()]+)\]$/.exec(text)?.[1];
  if (hard !== undefined) return hard.trim();
  return /[[\](),\s]/.test(text) ? null : text;
}
