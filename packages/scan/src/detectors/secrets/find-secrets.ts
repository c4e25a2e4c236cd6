/** Finds secrets in a text: words in one pass, then one expression or one name at each place where a word stands. */
import { byFile } from './by-file.ts';
import { type Candidate, withoutOverlapping, withoutOverlaps } from './candidates.ts';
import { containersIn } from './containers.ts';
import { type Compiled, ENGINE } from './engine.ts';
import { EscapedPlaces, escapedIn } from './escaped.ts';
import type { FoundSecret } from './found-secret.ts';
import { NameReader, type SearchOptions } from './names.ts';
import { isReal } from './real.ts';
import { isGuessable } from './strength.ts';

/** Finds what the user has declared. */
export type FindOwn = (text: string) => readonly FoundSecret[];

/** @returns in the order of the text, none of them over another; those of one container at its beginning */
export function findSecrets(text: string, options: SearchOptions, own?: FindOwn): FoundSecret[] {
  const candidates = [...allIn(text, options, own), ...byFile(text, options)];
  for (const { start, end, text: inner } of containersIn(text))
    for (const one of withoutOverlaps(allIn(inner, optionsInside(inner, options), own)))
      candidates.push({ ...one, order: 0, start, end, container: start });
  for (const one of inEscaped(text, options, own)) candidates.push(one);
  return withoutOverlaps(candidates);
}

/** What stands behind escapes: it has its own place, and is as exact as it would be without them. */
function inEscaped(text: string, options: SearchOptions, own: FindOwn | undefined): Candidate[] {
  const inner = { ...options, takesGeneric: options.takesGeneric && !SOURCE_MAP.test(text) };
  return escapedIn(text).flatMap((escaped) => {
    const places = new EscapedPlaces(text, escaped);
    return withoutOverlapping(allIn(escaped.text, inner, own)).map((one) => {
      const start = places.of(one.start);
      return { ...one, start, end: places.of(one.end) };
    });
  });
}

function allIn(text: string, options: SearchOptions, own: FindOwn | undefined): Candidate[] {
  const candidates = candidatesIn(text, options);
  for (const one of own?.(text) ?? [])
    candidates.push({ ...one, order: OWN_ORDER, end: one.start + one.value.length });
  return candidates;
}

/** What the user has declared is more exact than what Theriac knows of the same text. */
const OWN_ORDER = -1;

/** Maps of sources hold whole programs, in which names promise too much. */
const SOURCE_MAP = /"(?:mappings|sourcesContent)"/;

function optionsInside(text: string, options: SearchOptions): SearchOptions {
  const takesGeneric = options.takesGeneric && !SOURCE_MAP.test(text);
  return { ...options, takesUnquoted: true, takesGeneric };
}

const HASHES: ReadonlySet<string> = new Set(['HTPASSWD', 'SHADOW']);

/** What stands in tests and documentation to show something is none. */
function isMeant({ value }: Candidate, { kind }: Compiled, options: SearchOptions): boolean {
  if (HASHES.has(kind.id)) return options.takesHashes;
  return kind.how.check !== 'password-of-command' || options.takesGuessable || !isGuessable(value);
}

function candidatesIn(text: string, options: SearchOptions): Candidate[] {
  const { words, tried, isName } = ENGINE;
  const candidates: Candidate[] = [];
  const names = new NameReader(text, options);
  words.each(text, (word, start) => {
    for (const one of tried[word] ?? []) {
      const found = tryPattern(text, start, one);
      if (found !== undefined && isMeant(found, one, options)) candidates.push(found);
    }
    const found = isName[word] === true ? names.at(start) : undefined;
    if (found !== undefined) candidates.push(found);
  });
  return candidates;
}

/** In single quotes no shell expands it. Behind it a name in capitals is one of a text around the quotes. */
const INNER_DOLLAR = /(?<=^[^$]{1,100})\$(?=[a-z0-9])/g;

function tryPattern(
  text: string,
  start: number,
  { kind, order, pattern, notBehind }: Compiled,
): Candidate | undefined {
  if (start > 0 && notBehind?.test(text.charAt(start - 1)) === true) return undefined;
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  const value = match?.groups?.secret;
  if (match === null || value === undefined) return undefined;
  // A look behind may hold it: then it stands before the word.
  const inside = match[0].indexOf(value);
  const at = inside === -1 ? text.lastIndexOf(value, start) : start + inside;
  const isLiteral = text.charAt(at - 1) === "'";
  if (!isReal(kind, isLiteral ? value.replace(INNER_DOLLAR, '') : value)) return undefined;
  return { kind, order, value, start: at, end: at + value.length };
}
