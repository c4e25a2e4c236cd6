/** Finds the passages of {@link WORDINGS} in the words of a file, and BSD licences that are put together from them. */
import type { Corpus, LicenceText } from './corpus.ts';
import { licenceWords } from './licence-words.ts';
import { type TextMatch, TextMatcher } from './match-text.ts';
import { WORDINGS, type Wording, type WordingRole } from './standard-wording.ts';

export interface WordingMatch {
  readonly role: WordingRole;
  readonly match: TextMatch;
  /** Of an exception. */
  readonly id: string;
}

interface WordingMatcher {
  readonly matcher: TextMatcher;
  readonly roles: ReadonlyMap<LicenceText, Wording>;
}

const MIN_SENTENCE = 8;

let prepared: WordingMatcher | undefined;

function wordings(): WordingMatcher {
  if (prepared !== undefined) return prepared;
  const vocabulary = new Map<string, number>();
  const words: string[] = [];
  const roles = new Map<LicenceText, Wording>();
  for (const [i, wording] of WORDINGS.flatMap(withSentences).entries()) {
    const own = licenceWords(wording.text).words;
    const numbers = own.map((word) => {
      const known = vocabulary.get(word);
      if (known !== undefined) return known;
      vocabulary.set(word, words.length);
      return words.push(word) - 1;
    });
    roles.set({ ids: [`${i}`], words: Uint16Array.from(numbers), head: 0, tail: numbers.length }, wording);
  }
  const corpus: Corpus = { texts: [...roles.keys()], vocabulary, words };
  prepared = { matcher: new TextMatcher(corpus), roles };
  return prepared;
}

/** A passage that changes nothing is often there in part: its longer sentences count on their own. */
function withSentences(wording: Wording): Wording[] {
  if (wording.role !== 'harmless') return [wording];
  const sentences = wording.text.split(/(?<=[.;]) /).filter((s) => s.split(' ').length >= MIN_SENTENCE);
  return sentences.length < 2 ? [wording] : [wording, ...sentences.map((text) => ({ ...wording, text }))];
}

/** In order of place. */
export function matchWordings(words: readonly string[]): WordingMatch[] {
  const { matcher, roles } = wordings();
  return matcher.match(words).matches.map((match) => {
    const wording = roles.get(match.text);
    return { role: wording?.role ?? 'harmless', id: wording?.id ?? '', match };
  });
}

export interface BsdMatch {
  readonly id: string;
  /** The clauses. */
  readonly parts: readonly TextMatch[];
  readonly from: number;
  readonly to: number;
  /** Whom advertising materials must acknowledge: from, and to (exclusive). */
  readonly acknowledged: readonly [from: number, to: number] | null;
}

/** A name in the acknowledgement. */
const MAX_ACKNOWLEDGED = 16;

const BSD: Readonly<Record<string, string>> = {
  source: 'BSD-1-Clause',
  'binary source': 'BSD-2-Clause',
  'binary endorsement source': 'BSD-3-Clause',
  'advertising binary endorsement source': 'BSD-4-Clause',
};
/** Words between two clauses: more, and they belong to different licences. */
const MAX_BETWEEN = 90;

/** Grant, clauses and disclaimer, each word for word, in one place; what stands between them is not looked at here. */
export function bsdLicences(matches: readonly WordingMatch[]): BsdMatch[] {
  const found: BsdMatch[] = [];
  let group: WordingMatch[] = [];
  const close = (): void => {
    const last = group.at(-1)?.match;
    const first = group[0]?.match;
    const clauses = group
      .filter(({ role }) => role !== 'grant' && role !== 'disclaimer')
      .map(({ role }) => role);
    const id = BSD[[...clauses].sort().join(' ')];
    if (first !== undefined && last !== undefined && id !== undefined && group.at(-1)?.role === 'disclaimer')
      found.push({
        id,
        parts: group.map(({ match }) => match),
        from: first.from,
        to: last.to,
        acknowledged: acknowledgedIn(group),
      });
    group = [];
  };
  for (const one of matches) {
    if (one.role === 'harmless' || one.role === 'exception') continue;
    const last = group.at(-1)?.match;
    if (one.role === 'grant' || (last !== undefined && one.match.from - last.to > MAX_BETWEEN)) close();
    if (one.match.exact && (group.length > 0 || one.role === 'grant')) group.push(one);
    // A changed clause makes it another licence.
    else if (!one.match.exact) group = [];
    if (one.role === 'disclaimer') close();
  }
  return found;
}

function acknowledgedIn(group: readonly WordingMatch[]): BsdMatch['acknowledged'] {
  const at = group.findIndex(({ role }) => role === 'advertising');
  const from = group[at]?.match.to;
  const to = group[at + 1]?.match.from;
  return from === undefined || to === undefined || to - from > MAX_ACKNOWLEDGED ? null : [from, to];
}
