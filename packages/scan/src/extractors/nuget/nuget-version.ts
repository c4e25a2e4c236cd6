/** NuGet version ranges. https://learn.microsoft.com/nuget/concepts/package-versioning */

/**
 * The version that a restore takes when it exists: `1.2.3` means that or newer and NuGet takes the lowest, `[1.2.3]`
 * allows nothing else. Null for floating versions (`1.*`), other ranges, unresolved properties and nothing at all.
 */
export function restoredVersion(range: string): string | null {
  const text = range.trim();
  const inner = /^\[\s*([^,[\]()\s]+)\s*\]$/.exec(text)?.[1] ?? text;
  return /^\d[0-9A-Za-z.+-]*$/.test(inner) ? inner : null;
}
