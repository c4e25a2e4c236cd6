/** For which platforms of a Gemfile Bundler writes nothing into a lockfile. */

/** Names in a Gemfile, and how the platforms that they stand for are called under PLATFORMS. */
const FAMILIES: readonly { readonly names: RegExp; readonly locked: RegExp }[] = [
  { names: /^(?:x64_mingw|mingw|mswin64|mswin|windows)(?:_\d+)?$/, locked: /mingw|mswin/ },
  { names: /^jruby(?:_\d+)?$/, locked: /java/ },
];

/**
 * Whether a gem for these platforms is rightly missing from a lockfile for those. Never when one of the names is not
 * known, or when the lockfile names no platform: what is missing then may be lost.
 */
export function isForOthers(names: readonly string[], locked: readonly string[]): boolean {
  if (names.length === 0 || locked.length === 0) return false;
  return names.every((name) => {
    const family = FAMILIES.find((one) => one.names.test(name));
    return family !== undefined && !locked.some((platform) => family.locked.test(platform));
  });
}
