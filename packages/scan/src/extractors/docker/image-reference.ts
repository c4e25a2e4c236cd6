/** Image references: `[host[:port]/]repository[:tag][@digest]` (grammar of the distribution specification). */
import type { ComponentDraft, KnownUnknown, Location, Scope } from '@theriac/core';

export interface ImageReference {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const REPOSITORY =
  /^(?:[A-Za-z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-f]{32,}$/;
const MAX_REFERENCE = 512;

/** Null for what is not an image reference (variables left, spaces, capitals in the repository). */
export function parseImage(text: string): ImageReference | null {
  if (text.length > MAX_REFERENCE) return null;
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const rest = at < 0 ? text : text.slice(0, at);
  const colon = rest.lastIndexOf(':');
  const tagged = colon > rest.lastIndexOf('/');
  const repository = tagged ? rest.slice(0, colon) : rest;
  const tag = tagged ? rest.slice(colon + 1) : undefined;
  if (!REPOSITORY.test(repository) || repository.length > 255) return null;
  if ((tag !== undefined && !TAG.test(tag)) || (digest !== undefined && !DIGEST.test(digest))) return null;
  return { repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

/**
 * The component of an image. Without tag and digest it is `latest`, which is not a version: a known unknown says so.
 * @param text the reference, variables already filled in
 * @returns null, with a known unknown, when the reference cannot be understood
 */
export function imageComponent(
  text: string,
  scope: Scope,
  location: Location,
  report: (unknown: KnownUnknown) => void,
): ComponentDraft | null {
  const image = parseImage(text);
  if (image === null) {
    const repository = repositoryOfDynamic(text);
    const dynamic = text.includes('$');
    report({
      reason: dynamic ? 'dynamic' : 'unparseable',
      message: dynamic
        ? 'the image reference holds a variable whose value the file does not give'
        : 'an image reference could not be parsed',
      location,
      ...(repository === null ? {} : { package: repository }),
      losesComponents: repository === null,
    });
    if (repository === null) return null;
    return {
      key: `${repository}:?`,
      ecosystem: 'docker',
      name: repository,
      version: null,
      scope,
      direct: true,
      location,
      origin: { kind: 'registry' },
    };
  }
  const { repository, tag, digest } = image;
  if (digest === undefined && (tag === undefined || tag === 'latest')) {
    report({
      reason: 'unresolved-version',
      message: `${repository} is taken at whatever "latest" is when it is pulled`,
      location,
      package: repository,
      range: 'latest',
      losesComponents: false,
    });
  }
  return {
    key: text,
    ecosystem: 'docker',
    name: repository,
    version: tag ?? digest ?? 'latest',
    scope,
    direct: true,
    location,
    origin: { kind: 'registry' },
    ...(digest === undefined ? {} : { qualifiers: { digest } }),
  };
}

/** `nginx:${TAG}` → `nginx`; null when the variable reaches into the name. */
function repositoryOfDynamic(text: string): string | null {
  const variable = text.indexOf('$');
  if (variable < 0) return null;
  const fixed = text.slice(0, variable);
  const colon = fixed.lastIndexOf(':');
  const at = fixed.indexOf('@');
  const end = at >= 0 ? at : colon > fixed.lastIndexOf('/') ? colon : -1;
  if (end < 0) return null;
  return parseImage(fixed.slice(0, end))?.repository ?? null;
}

/**
 * Shell-like variables: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:+other}`, and `$$` for a
 * dollar sign. What has no value stays as it is, so that {@link imageComponent} reports it.
 */
export function substitute(text: string, lookUp: (name: string) => string | undefined): string {
  return text.replace(
    /\$(?:\$|(\w+)|\{(\w+)(?:(:?[-+?])([^{}]*))?\})/g,
    (
      whole,
      plain: string | undefined,
      braced: string | undefined,
      operator: string | undefined,
      word: string | undefined,
    ) => {
      if (whole === '$$') return '$';
      const value = lookUp(plain ?? braced ?? '');
      const unset = value === undefined || (operator?.startsWith(':') === true && value === '');
      if (operator?.endsWith('-') === true) return unset ? (word ?? '') : value;
      if (operator?.endsWith('+') === true) return unset ? '' : (word ?? '');
      return value ?? whole;
    },
  );
}

/** Keeps the first of equal keys: an image named twice is one component. The widest scope wins. */
export function mergeImages(components: readonly ComponentDraft[]): ComponentDraft[] {
  const merged = new Map<string, ComponentDraft>();
  for (const component of components) {
    const known = merged.get(component.key);
    if (known === undefined) merged.set(component.key, component);
    else if (known.scope !== 'production' && component.scope === 'production') {
      merged.set(component.key, { ...known, scope: 'production' });
    }
  }
  return [...merged.values()];
}
