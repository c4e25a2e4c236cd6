/**
 * What one file says about licences: whole texts, notices, tags and addresses, joined; and whether that is all it says.
 * Every word belongs to one of these, to a known passage that changes nothing, or is left over; what is left over and
 * sounds like law forbids a conclusion.
 */
import { withoutCredentials } from '@theriac/core';
import { canonicalLicence } from '@theriac/core/licence';
import type { Corpus } from './corpus.ts';
import { exceptionsIn } from './exceptions.ts';
import { type FoundLicence, joinedLicences } from './join-licences.ts';
import { judgeLeftover } from './leftover.ts';
import { familyOf } from './licence-names.ts';
import { type LicenceTag, licenceTags } from './licence-tags.ts';
import { isCopyrightLine, type LicenceWords, licenceWords } from './licence-words.ts';
import { type TextMatch, TextMatcher } from './match-text.ts';
import { bsdLicences, matchWordings } from './match-wording.ts';
import { joinedParts, type Notice, noticesIn } from './notices.ts';
import { quoteOf } from './quote.ts';
import { type RawWord, rawWords } from './raw-words.ts';

export interface TextDetection {
  readonly found: readonly FoundLicence[];
  /** What the file as a whole licenses under; null when that is not certain. */
  readonly expression: string | null;
  /** Why it is not certain, one sentence each; empty with an expression, and for files without any licence. */
  readonly doubts: readonly string[];
}

/** Longer texts are cut: bundled notices beyond this are looked at in their beginning only, and said to be. */
const MAX_CHARACTERS = 1_500_000;
const MENTION_SCORE = 0.6;
/** A changed text of which the BSD clauses cover this share is what these say, and the rest is judged as left over. */
const CLAUSES_SHARE = 0.6;
/** Stray words between the clauses of a BSD licence; with more of them there is a further clause. */
const MAX_BETWEEN_CLAUSES = 2;
/** A table of licences names more. */
const MAX_LICENCES = 12;
const CLAUSES_SCORE = 0.9;

export class TextDetector {
  readonly #matcher: TextMatcher;
  readonly #byText = new Map<string, TextDetection>();

  constructor(corpus: Corpus) {
    this.#matcher = new TextMatcher(corpus);
  }

  /** @param text decoded, LF */
  detect(text: string): TextDetection {
    // Most packages carry one of a few texts with a copyright line of their own: such files are distinguished by nothing
    // that matters, and looked at once.
    const key = withoutCopyrightLines(text);
    const known = this.#byText.get(key);
    if (known !== undefined) return known;
    const cut = text.length > MAX_CHARACTERS;
    const read = cut ? text.slice(0, MAX_CHARACTERS) : text;
    const first = this.#detect(read, cut);
    // Doubts quote the file: where it has credentials, it is read again without them.
    const clean = first.doubts.length === 0 ? read : withoutCredentials(read);
    const detection = clean === read ? first : this.#detect(clean, cut);
    this.#byText.set(key, detection);
    return detection;
  }

  #detect(text: string, cut: boolean): TextDetection {
    const words = licenceWords(text);
    const raw = rawWords(text);
    const lines = text.split('\n');
    const places = new Places(words, raw);
    const { matches: all, cut: unfinished } = this.#matcher.match(words.words);
    const wordings = matchWordings(words.words);
    const clauses = bsdLicences(wordings).filter(
      (bsd) => !all.some((m) => m.exact && m.from < bsd.to && m.to > bsd.from),
    );
    const exceptions = wordings.filter(({ role, match }) => role === 'exception' && match.exact);
    const matches = all.filter(
      (m) =>
        (m.exact || !clauses.some((bsd) => isMadeOf(m, bsd.parts))) &&
        // Some deprecated ids have the text of an exception.
        !(
          m.text.ids.some((id) => id.includes('-with-')) &&
          exceptions.some(({ match }) => match.from < m.to && match.to > m.from)
        ),
    );

    const covered = new Uint8Array(raw.length);
    const taken = new Uint8Array(raw.length);
    for (const { match, role } of wordings)
      if (role === 'harmless' || role === 'disclaimer')
        for (const [from, to] of match.blocks) places.mark(covered, from, to);
    for (const { match } of exceptions) {
      places.mark(covered, match.from, match.to);
      places.mark(taken, match.from, match.to);
    }
    for (const { from, to, insertions } of matches) {
      places.mark(covered, from, to);
      places.mark(taken, from, to);
      // What was put in may be a notice of its own: “alternatively, under the terms of the GPL”.
      for (const inserted of insertions ?? []) {
        places.clear(covered, inserted[0], inserted[1]);
        places.clear(taken, inserted[0], inserted[1]);
      }
    }
    for (const { match, role } of wordings)
      if (role === 'harmless') for (const [from, to] of match.blocks) places.mark(covered, from, to);
    for (const { parts, acknowledged } of clauses) {
      for (const { from, to } of parts) places.mark(covered, from, to);
      if (acknowledged !== null && !saysMore(words.words.slice(...acknowledged)))
        places.mark(covered, ...acknowledged);
    }
    const exact = matches.filter((m) => m.exact).map((m) => places.lines(m.from, m.to));
    const tags = licenceTags(text).filter(
      ({ line }) => !exact.some(([from, to]) => line >= from && line <= to),
    );
    const tagLines = new Set(tags.map(({ line }) => line));
    raw.forEach(({ line }, i) => {
      if (tagLines.has(line)) covered[i] = taken[i] = 1;
    });
    const known = covered.slice();
    const notices = resolved(
      noticesIn(raw, (i) => taken[i] === 1).filter(
        ({ from, to, kind, expression }) =>
          (kind === 'statement' && expression !== null) ||
          !known.subarray(from, to).every((mark) => mark === 1),
      ),
      [...matches.filter((m) => m.exact).map((m) => m.text.ids[0] ?? ''), ...clauses.map(({ id }) => id)],
    );
    for (const { from, to } of notices)
      for (let i = from; i < to; i += 1) if (!NOT_IN_NOTICES.has(raw[i]?.word ?? '')) covered[i] = 1;

    const texts: FoundLicence[] = [
      ...matches.map((match) => foundText(match, places, covered)),
      ...clauses.map((bsd): FoundLicence => {
        const added = places.uncovered(covered, bsd.from, bsd.to);
        const isWhole = added.length <= MAX_BETWEEN_CLAUSES;
        return {
          expression: bsd.id,
          // Both ids have the same clauses.
          alternatives: bsd.id === 'BSD-4-Clause' ? ['BSD-4-Clause-UC'] : [],
          kind: 'text',
          score: isWhole ? 1 : CLAUSES_SCORE,
          confident: isWhole,
          lines: places.lines(bsd.from, bsd.to),
          changes: isWhole ? [] : [`with “${added.slice(0, 12).join(' ')}” added`],
          alternative: false,
        };
      }),
    ];
    const named = [...tags.flatMap(foundTag), ...notices.flatMap((n) => foundNotice(n, raw))];
    if (hasRun(raw, NO_SECONDARY))
      for (const [i, one] of named.entries())
        if (one.expression === 'MPL-2.0') named[i] = { ...one, expression: 'MPL-2.0-no-copyleft-exception' };
    for (const [i, one] of named.entries()) named[i] = withInvariants(one, raw);
    const { found, expression, loose } = joinedLicences(
      texts,
      named,
      exceptions.map(({ id }) => id),
      raw,
      covered,
    );
    const families = new Set(found.flatMap((f) => familiesOf(f.expression)));
    const outside = words.words.map((word, i) => (matches.some((m) => i >= m.from && i < m.to) ? '' : word));
    const leftover =
      found.length === 0
        ? null
        : judgeLeftover(
            raw,
            covered,
            found.map(({ lines }) => lines),
          );
    const doubts = [
      ...(cut || unfinished ? ['the file is too long to be looked at whole'] : []),
      ...found.flatMap(doubtOf),
      ...(new Set(found.flatMap((f) => f.expression.split(/[ ()]+/))).size > MAX_LICENCES
        ? ['it names so many licences that it may be a list of them']
        : []),
      ...contradictions(texts, named),
      ...tags.flatMap((tag) => (tag.expression === null ? ['an SPDX tag names no licence of the list'] : [])),
      ...notices.flatMap((notice) => unclear(notice, families, lines, raw)),
      ...(!found.some((f) => BILINGUAL.test(f.expression)) &&
      saysMoreInAnotherScript(
        text,
        found.map(({ lines }) => lines),
      )
        ? ['a passage in another script is beside it']
        : []),
      ...(leftover === null ? [] : [`other terms are beside: “${quoteOf(lines, leftover)}”`]),
      ...loose.map((id) => `the text of ${id} is there without the licence it belongs to`),
      ...(families.has('GPL') || families.has('LGPL') || families.has('AGPL')
        ? exceptionsIn(outside)
            .filter((id) => !found.some((f) => f.expression.includes(id)))
            .map((id) => `words of ${id} are beside it`)
        : []),
    ];
    return { found, expression: doubts.length === 0 ? expression : null, doubts: [...new Set(doubts)] };
  }
}

/** From the words of {@link licenceWords} to all words of the file. */
class Places {
  readonly #words: LicenceWords;
  readonly #raw: readonly RawWord[];
  readonly #places: Int32Array;

  constructor(words: LicenceWords, raw: readonly RawWord[]) {
    this.#words = words;
    this.#raw = raw;
    const lineOf = new Int32Array(words.plain.length);
    words.at.forEach((i, k) => {
      lineOf[i] = words.lines[k] ?? 0;
    });
    this.#places = new Int32Array(words.plain.length);
    let at = 0;
    for (let i = 0; i < words.plain.length; i += 1) {
      let next = at;
      // The same word comes soon, or it was broken across lines and is passed over.
      while (next < raw.length && next < at + 400 && raw[next]?.word !== words.plain[i]) next += 1;
      const isThere = raw[next]?.word === words.plain[i];
      this.#places[i] = isThere ? next : Math.max(0, at - 1);
      if (isThere) at = next + 1;
    }
  }

  #at(i: number): number {
    return this.#places[this.#words.at[i] ?? 0] ?? 0;
  }

  /** Of words `from` to `to` (exclusive): marks them, and what stands between them. */
  mark(covered: Uint8Array, from: number, to: number): void {
    if (to > from) covered.fill(1, this.#at(from), this.#at(to - 1) + 1);
  }

  clear(covered: Uint8Array, from: number, to: number): void {
    if (to > from) covered.fill(0, this.#at(from), this.#at(to - 1) + 1);
  }

  /** Words between `from` and `to` that nothing covers. */
  uncovered(covered: Uint8Array, from: number, to: number): string[] {
    const found: string[] = [];
    for (let i = this.#at(from); i <= this.#at(to - 1); i += 1) {
      const one = this.#raw[i];
      if (one !== undefined && covered[i] === 0 && !one.notice && !MARK.test(one.word)) found.push(one.word);
    }
    return found;
  }

  lines(from: number, to: number): [from: number, to: number] {
    return [this.#raw[this.#at(from)]?.line ?? 1, this.#raw[this.#at(to - 1)]?.line ?? 1];
  }
}

/** Greek, Cyrillic, Hebrew, Arabic, Indic, Thai, Japanese, Chinese, Korean. */
const OTHER_SCRIPT = /[\u0370-\u052f\u0590-\u06ff\u0900-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;
/** Licences whose texts have a version in another script beside the English one. */
const BILINGUAL = /^(?:MulanPSL|OGDL-Taiwan|CC-BY-SA-2\.1-JP)/;
/** Letters of a name at most; a sentence has more. */
const NAME_LETTERS = 6;
const SCRIPT_LINES = 15;

/** A sentence in Chinese, Greek or the like, whose words are not read, near a licence. */
function saysMoreInAnotherScript(
  text: string,
  licences: readonly (readonly [from: number, to: number])[],
): boolean {
  return text.split('\n').some((line, i) => {
    const letters = line.match(OTHER_SCRIPT)?.length ?? 0;
    if (letters <= NAME_LETTERS || /copyright|©|\(c\)|author|@/i.test(line)) return false;
    return licences.some(([from, to]) => i + 1 >= from - SCRIPT_LINES && i + 1 <= to + SCRIPT_LINES);
  });
}

/** “As a special exception to the GPL”: what a notice never covers. */
const NOT_IN_NOTICES = new Set(['special', 'exception', 'exceptions', 'except', 'unless', 'noncommercial']);

/** Not in the name of whom to acknowledge. */
const NOT_ACKNOWLEDGED =
  /^(?:must|may|not|only|commercial|non.*|fee|permission|except|use|used|redistribut.*|licen[cs].*)$/;

function saysMore(words: readonly string[]): boolean {
  return words.some((word) => NOT_ACKNOWLEDGED.test(word));
}

/** Exhibit B of MPL-2.0, which has an id of its own. */
const NO_SECONDARY = ['incompatible', 'with', 'secondary', 'licenses', 'as', 'defined', 'by'];

/** The GFDL has ids for what its notice says of invariant sections. */
function withInvariants(one: FoundLicence, raw: readonly RawWord[]): FoundLicence {
  if (!one.expression.includes('GFDL-1.')) return one;
  const kind = hasRun(raw, ['no', 'invariant', 'sections'])
    ? 'no-invariants'
    : hasRun(raw, ['invariant', 'sections', 'being'])
      ? 'invariants'
      : null;
  const expression = one.expression.replace(/\b(GFDL-1\.\d)-(only|or-later)\b/g, `$1-${kind}-$2`);
  return kind === null ? one : { ...one, expression };
}

function hasRun(raw: readonly RawWord[], run: readonly string[]): boolean {
  return raw.some((_, i) => run.every((word, k) => raw[i + k]?.word === word));
}

/** Numbers and letters of a list. */
const MARK = /^(?:\d{1,2}|[a-z])$/;

/**
 * Names that leave something open, where the file says it elsewhere: “dual BSD/GPL” beside the text of BSD-3-Clause, “the
 * GNU General Public License” beside its version 2, “GPL 2.0” beside “version 2 or later”.
 */
function resolved(notices: readonly Notice[], texts: readonly string[]): Notice[] {
  const all = notices.flatMap(({ parts }) => parts);
  const sure = unique(
    all.flatMap((p) =>
      p.expression === null || p.anyVersion === true ? [] : p.expression.split(/ (?:OR|AND) /),
    ),
  );
  const explicit = new Set(
    all.flatMap((p) => (p.explicit === true && p.expression !== null ? [p.expression] : [])),
  );
  const said = unique(
    notices.flatMap((n) =>
      n.kind === 'mention'
        ? []
        : n.parts.flatMap((p) => (p.expression === null || p.anyVersion === true ? [] : [p.expression])),
    ),
  );
  const named = new Set(notices.flatMap((n) => (n.kind === 'mention' ? [] : n.families)));
  const isAlone = ({ families }: Notice): boolean =>
    texts.length === 0 && [...named].every((family) => families.includes(family));
  return notices.map((notice) => {
    if (notice.kind === 'mention') return notice;
    const isChoice = notice.alternative || (notice.operator === 'or' && notice.parts.length > 1);
    const parts = notice.parts.map((part) => {
      const fits = (id: string): boolean =>
        familyOf(id) === part.family || (part.family === 'BSD' && id.startsWith('BSD-'));
      if (part.expression === null || part.anyVersion === true) {
        if (
          part.expression === null &&
          notice.parts.length < 2 &&
          !notice.alternative &&
          (part.unversioned !== true || notice.kind !== 'statement')
        )
          return part;
        const known = texts.filter(fits);
        const isOther = part.anyVersion === true && part.short !== true && !isChoice && said.some(fits);
        const others = known.length > 0 ? known : isOther ? [] : sure.filter(fits);
        const [only, ...more] = new Set(others);
        if (only !== undefined && more.length === 0) return { ...part, expression: canonicalLicence(only) };
        // Beside other licences a name without a version may be about something else.
        return part.anyVersion === true && !isAlone(notice) ? { ...part, expression: null } : part;
      }
      const later = part.expression.replace(/-only$/, '-or-later');
      return part.explicit !== true && explicit.has(later) ? { ...part, expression: later } : part;
    });
    return {
      ...notice,
      parts,
      expression:
        notice.undecided ||
        (notice.expression === null && notice.parts.length < 2 && parts[0]?.expression === null)
          ? null
          : joinedParts(parts, notice.operator),
    };
  });
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

function isMadeOf(match: TextMatch, parts: readonly TextMatch[]): boolean {
  const shared = parts.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to, match.to) - Math.max(from, match.from)),
    0,
  );
  return shared >= CLAUSES_SHARE * (match.to - match.from);
}

/** Nothing differs but what notices and known passages are made of. */
function isWhole({ exact, insertions }: TextMatch, places: Places, covered: Uint8Array): boolean {
  return (
    exact || insertions?.every(([from, to]) => places.uncovered(covered, from, to).length === 0) === true
  );
}

function foundText(match: TextMatch, places: Places, covered: Uint8Array): FoundLicence {
  const confident = isWhole(match, places, covered);
  const [id = '', ...others] = match.text.ids;
  const canonical = (text: string): string => canonicalLicence(text) ?? text;
  const expression = canonical(id);
  return {
    expression,
    alternatives: [...new Set(others.map(canonical))].filter((other) => other !== expression).sort(),
    kind: 'text',
    score: confident ? 1 : match.score,
    confident,
    lines: places.lines(match.from, match.to),
    changes: confident ? [] : match.changes,
    alternative: false,
  };
}

function foundTag({ expression, line }: LicenceTag): FoundLicence[] {
  if (expression === null) return [];
  const sure = { alternatives: [], kind: 'tag', score: 1, confident: true, changes: [] } as const;
  return [{ ...sure, expression, lines: [line, line], alternative: false }];
}

function foundNotice(
  { expression, kind, from, to, alternative }: Notice,
  raw: readonly RawWord[],
): FoundLicence[] {
  if (expression === null) return [];
  const lines: [number, number] = [raw[from]?.line ?? 1, raw[to - 1]?.line ?? 1];
  const confident = kind !== 'mention';
  return [
    {
      expression,
      alternatives: [],
      kind,
      score: confident ? 1 : MENTION_SCORE,
      confident,
      lines,
      changes: [],
      alternative,
    },
  ];
}

function familiesOf(expression: string): string[] {
  return expression
    .replace(/[()]/g, '')
    .split(/ (?:AND|OR) /)
    .map(familyOf);
}

/** “New BSD License” above the text of BSD-2-Clause. */
function contradictions(texts: readonly FoundLicence[], named: readonly FoundLicence[]): string[] {
  const isBsd = ({ expression }: FoundLicence): boolean => /^BSD-\d-Clause$/.test(expression);
  const [text, ...more] = texts.filter(isBsd);
  if (text === undefined || more.length > 0) return [];
  return named
    .filter((n) => isBsd(n) && n.expression !== text.expression && !text.alternatives.includes(n.expression))
    .map((n) => `it names ${n.expression} and has the text of ${text.expression}`);
}

/** A notice that does not say which licence it means, where nothing else says it. */
function unclear(
  { expression, kind, families, from, to }: Notice,
  known: ReadonlySet<string>,
  lines: readonly string[],
  raw: readonly RawWord[],
): string[] {
  if (expression !== null) return [];
  const same = (family: string): boolean =>
    known.has(family) || (family === 'BSD' && [...known].some((id) => id.startsWith('BSD')));
  const isVersioned = families.some((family) => family === 'GPL' || family === 'LGPL');
  if (families.every(same) && !(kind === 'statement' && isVersioned)) return [];
  return [`“${quoteOf(lines, raw.slice(from, to))}” does not say which licence is meant`];
}

const MAY_BE_NOTICE = /copyright|©|\(c\)|copr\./i;

/** The text with a mark where copyright notices stand, so that two files are equal when only these differ. */
function withoutCopyrightLines(text: string): string {
  if (!MAY_BE_NOTICE.test(text)) return text;
  return text
    .split('\n')
    .map((line) =>
      MAY_BE_NOTICE.test(line) && isCopyrightLine(line) && !/licen[cs]|gpl/i.test(line) ? '©' : line,
    )
    .join('\n');
}

function doubtOf(found: FoundLicence): string[] {
  if (found.confident) return [];
  if (found.kind === 'mention') return [`${found.expression} is only mentioned`];
  return [
    `looks like ${found.expression} (${Math.floor(found.score * 100)} %), changed: ${found.changes.join('; ')}`,
  ];
}
