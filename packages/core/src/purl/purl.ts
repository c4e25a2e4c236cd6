/**
 * Package URLs (https://github.com/package-url/purl-spec): parse, canonical text, and the way between them and the
 * names that ecosystems use themselves is in `purl-native.ts`.
 */
import { TheriacError } from '../errors.ts';
import { purlTypeRule } from './purl-types.ts';

/** Parts decoded and normalised for the type. */
export interface Purl {
  readonly type: string;
  /** Segments joined by `/`. */
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string;
  /** Sorted by key; never with empty values. */
  readonly qualifiers?: Readonly<Record<string, string>>;
  /** Segments joined by `/`, without `.` and `..`. */
  readonly subpath?: string;
}

/** What {@link formatPurl} takes: parts as anyone writes them. */
export interface PurlParts {
  readonly type: string;
  readonly namespace?: string | null;
  readonly name: string;
  readonly version?: string | null;
  readonly qualifiers?: Readonly<Record<string, string>> | null;
  readonly subpath?: string | null;
}

/** Longer text is refused before it is looked at. */
export const MAX_PURL_LENGTH = 8192;

const TYPE = /^[a-z.-][a-z0-9.-]*$/;
const QUALIFIER_KEY = /^[a-z._-][a-z0-9._-]*$/;

/**
 * Parses and normalises.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the reason
 */
export function parsePurl(text: string): Purl {
  const result = read(text);
  if (typeof result === 'string')
    throw new TheriacError('THERIAC_INPUT_SYNTAX', `not a package URL: ${result}`);
  return result;
}

/** {@link parsePurl}, or null for text that is not a package URL. */
export function tryParsePurl(text: string): Purl | null {
  const result = read(text);
  return typeof result === 'string' ? null : result;
}

/**
 * Canonical text of `parts`, which are normalised first.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the reason when they make no package URL
 */
export function formatPurl(parts: PurlParts): string {
  const purl = normalize(parts);
  if (typeof purl === 'string') throw new TheriacError('THERIAC_INPUT_SYNTAX', `not a package URL: ${purl}`);
  return joinPurl(purl);
}

/** Canonical text of parts that are normalised already. */
export function joinPurl({ type, namespace, name, version, qualifiers, subpath }: Purl): string {
  let text = `pkg:${type}/`;
  if (namespace !== undefined) text += `${encodeSegments(namespace)}/`;
  text += purlTypeRule(type).nameIsPath === true ? encodeSegments(name) : encodePart(name);
  if (version !== undefined) text += `@${encodePart(version)}`;
  if (qualifiers !== undefined) {
    let separator = '?';
    for (const [key, value] of Object.entries(qualifiers)) {
      text += `${separator}${key}=${encodePart(value)}`;
      separator = '&';
    }
  }
  return subpath === undefined ? text : `${text}#${encodeSegments(subpath)}`;
}

const PLAIN = /^[A-Za-z0-9._~:-]*$/;

/** Percent-encodes everything but unreserved characters and the colon. */
export function encodePart(text: string): string {
  if (PLAIN.test(text)) return text;
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%3A', ':')
    .replace(/[!*'()]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function encodeSegments(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.split('/').map(encodePart).join('/');
}

/** The package URL, or why the text is none (spec, "How to parse a purl string": from the right). */
function read(text: string): Purl | string {
  if (text.length > MAX_PURL_LENGTH) return `longer than ${MAX_PURL_LENGTH} characters`;
  const [beforeSubpath, subpath] = cutLast(text, '#');
  const [beforeQualifiers, query] = cutLast(beforeSubpath, '?');
  const colon = beforeQualifiers.indexOf(':');
  if (colon < 0 || beforeQualifiers.slice(0, colon).toLowerCase() !== 'pkg')
    return 'it does not begin with pkg:';
  let start = colon + 1;
  while (beforeQualifiers.charCodeAt(start) === 0x2f) start += 1;
  const slash = beforeQualifiers.indexOf('/', start);
  if (slash < 0) return 'type or name is missing';
  const [path, version] = cutVersion(beforeQualifiers.slice(slash + 1));
  const segments = path.split('/');
  while (segments.at(-1) === '' && version === undefined) segments.pop();
  const type = beforeQualifiers.slice(start, slash);
  const isPath = purlTypeRule(type.toLowerCase()).nameIsPath === true;
  const nameAt = Math.max(0, isPath ? Math.min(1, segments.length - 1) : segments.length - 1);
  const qualifiers = readQualifiers(query);
  if (typeof qualifiers === 'string') return qualifiers;
  try {
    return normalize({
      type,
      namespace: segments.slice(0, nameAt).map(decodeURIComponent).join('/'),
      name: segments.slice(nameAt).map(decodeURIComponent).join('/'),
      version: version === undefined ? null : decodeURIComponent(version),
      qualifiers,
      subpath: subpath === undefined ? null : subpath.split('/').map(decodeURIComponent).join('/'),
    });
  } catch (error) {
    if (error instanceof URIError) return 'a percent-encoding is broken';
    throw error;
  }
}

function cutLast(text: string, separator: string): readonly [before: string, after: string | undefined] {
  const at = text.lastIndexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** The last `@` parts the version, unless it begins a segment: `@babel/core` written without encoding. */
function cutVersion(path: string): readonly [path: string, version: string | undefined] {
  const at = path.lastIndexOf('@');
  const beginsSegment = at === 0 || path.charCodeAt(at - 1) === 0x2f;
  if (at < 0 || (beginsSegment && path.includes('/', at))) return [path, undefined];
  return [path.slice(0, at), path.slice(at + 1)];
}

function readQualifiers(query: string | undefined): Readonly<Record<string, string>> | string {
  if (query === undefined || query === '') return {};
  const pairs = new Map<string, string>();
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    const key = (equals < 0 ? pair : pair.slice(0, equals)).toLowerCase();
    if (pairs.has(key)) return `the qualifier ${key.slice(0, 40)} appears twice`;
    try {
      pairs.set(key, equals < 0 ? '' : decodeURIComponent(pair.slice(equals + 1)));
    } catch {
      return 'a percent-encoding is broken';
    }
  }
  return Object.fromEntries(pairs);
}

/** Parts as the type wants them, or why they make no package URL. */
function normalize(parts: PurlParts): Purl | string {
  const type = parts.type.toLowerCase();
  if (!TYPE.test(type)) return 'the type is missing or has characters that no type has';
  const rule = purlTypeRule(type);
  const qualifiers = normalizeQualifiers(parts.qualifiers ?? {});
  if (typeof qualifiers === 'string') return qualifiers;
  let namespace = segmentsOf(parts.namespace ?? '');
  let name = trimSlashes(parts.name);
  let version = parts.version ?? '';
  if (rule.lower.includes('namespace')) namespace = namespace.toLowerCase();
  if (rule.lower.includes('name')) name = name.toLowerCase();
  if (rule.lower.includes('version')) version = version.toLowerCase();
  if (rule.normalizeName !== undefined) name = rule.normalizeName(name, { namespace, qualifiers });
  if (name === '') return 'the name is missing';
  if (rule.namespace === 'required' && namespace === '') return `type ${type} needs a namespace`;
  if (rule.namespace === 'prohibited' && namespace !== '') return `type ${type} has no namespace`;
  const missing = rule.requiredQualifiers?.find((key) => !Object.hasOwn(qualifiers, key));
  if (missing !== undefined) return `type ${type} needs the qualifier ${missing}`;
  const reason = rule.check?.(name, version === '' ? undefined : version) ?? null;
  if (reason !== null) return reason;
  const subpath = segmentsOf(parts.subpath ?? '', true);
  return {
    type,
    ...(namespace === '' ? {} : { namespace }),
    name,
    ...(version === '' ? {} : { version }),
    ...(Object.keys(qualifiers).length === 0 ? {} : { qualifiers }),
    ...(subpath === '' ? {} : { subpath }),
  };
}

function normalizeQualifiers(
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | string {
  const pairs: [string, string][] = [];
  for (const [key, value] of Object.entries(given)) {
    const lower = key.toLowerCase();
    if (!QUALIFIER_KEY.test(lower)) return 'a qualifier key has characters that no key has';
    if (value !== '') pairs.push([lower, value]);
  }
  pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(pairs);
}

/** Without empty segments, and for subpaths without those that would leave or repeat a folder. */
function segmentsOf(text: string, isPath = false): string {
  if (text === '') return '';
  return text
    .split('/')
    .filter((part) => part !== '' && !(isPath && (part === '.' || part === '..')))
    .join('/');
}

function trimSlashes(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) === 0x2f) start += 1;
  while (end > start && text.charCodeAt(end - 1) === 0x2f) end -= 1;
  return text.slice(start, end);
}
