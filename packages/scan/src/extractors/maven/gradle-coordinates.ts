/** `group:artifact:version:classifier@extension`, the short notation of Gradle. */

export interface GradleCoordinates {
  readonly name: string;
  /** As written; empty when the notation gives none. */
  readonly range: string;
  readonly qualifiers: Readonly<Record<string, string>>;
}

const PART = /^[A-Za-z0-9_.-]+$/;

export function parseCoordinates(notation: string): GradleCoordinates | null {
  const at = notation.indexOf('@');
  const extension = at < 0 ? '' : notation.slice(at + 1);
  const [group = '', artifact = '', range = '', classifier = '', ...more] = (
    at < 0 ? notation : notation.slice(0, at)
  ).split(':');
  if (!PART.test(group) || !PART.test(artifact) || more.length > 0 || /\s/.test(range.trim())) return null;
  return {
    name: `${group}:${artifact}`,
    range: range.trim(),
    qualifiers: {
      ...(classifier === '' ? {} : { classifier }),
      ...(extension === '' || extension === 'jar' ? {} : { type: extension }),
    },
  };
}

/** The version that Gradle takes without asking a repository; null for `1.+`, `latest.release` and ranges. */
export function gradleVersion(range: string): string | null {
  const text = range.replace(/!!.*$/s, '').trim();
  if (text === '' || text.endsWith('+') || text.startsWith('latest.') || /[[\](),\s$]/.test(text))
    return null;
  return text;
}
