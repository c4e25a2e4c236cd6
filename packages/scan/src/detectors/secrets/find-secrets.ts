/** Finds secrets in a text: words in one pass, then one expression or one name at each place where a word stands. */
import { type Candidate, withoutOverlaps } from './candidates.ts';
import { containersIn } from './containers.ts';
import { type Compiled, ENGINE } from './engine.ts';
import type { FoundSecret } from './found-secret.ts';
import { NameReader, type SearchOptions } from './names.ts';
import { isReal } from './real.ts';

/** Finds what the user has declared. */
export type FindOwn = (text: string) => readonly FoundSecret[];

/** @returns in the order of the text, none of them over another; those of one container at its beginning */
export function findSecrets(text: string, options: SearchOptions, own?: FindOwn): FoundSecret[] {
  const candidates = allIn(text, options, own);
  for (const { start, end, text: inner } of containersIn(text))
    for (const one of withoutOverlaps(allIn(inner, optionsInside(inner, options), own)))
      candidates.push({ ...one, order: 0, start, end, container: start });
  return withoutOverlaps(candidates);
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

function optionsInside(text: string, { takesGeneric }: SearchOptions): SearchOptions {
  return { takesUnquoted: true, takesGeneric: takesGeneric && !SOURCE_MAP.test(text) };
}

function candidatesIn(text: string, options: SearchOptions): Candidate[] {
  const { words, tried, isName } = ENGINE;
  const candidates: Candidate[] = [];
  const names = new NameReader(text, options);
  words.each(text, (word, start) => {
    for (const one of tried[word] ?? []) {
      const found = tryPattern(text, start, one);
      if (found !== undefined) candidates.push(found);
    }
    const found = isName[word] === true ? names.at(start) : undefined;
    if (found !== undefined) candidates.push(found);
  });
  return candidates;
}

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
  if (!isReal(kind, value)) return undefined;
  const at = start + match[0].indexOf(value);
  return { kind, order, value, start: at, end: at + value.length };
}
