/** The licences that a file names, in order of place, joined to what holds for the file: AND, or a choice. */
import {
  canonicalLicence,
  combineLicences,
  formatLicence,
  type LicenceNode,
  licenceTerms,
  parseLicence,
} from '@theriac/core/licence';
import type { RawWord } from './raw-words.ts';

export interface FoundLicence {
  /** Canonical SPDX expression; of several ids with one text the first. */
  readonly expression: string;
  /** Other ids that have the same text: nothing in it tells them apart. */
  readonly alternatives: readonly string[];
  readonly kind: 'text' | 'tag' | 'statement' | 'address' | 'mention';
  /** 0 … 1: share of equal words for a text; 1 for a tag or statement; 0.6 for a mention. */
  readonly score: number;
  /** False: it looks like this licence and is changed, or is only mentioned. */
  readonly confident: boolean;
  /** 1-based, inclusive. */
  readonly lines: readonly [from: number, to: number];
  /** What differs from the licence's text. */
  readonly changes: readonly string[];
  /** “Alternatively”: may be taken instead of what stands before it. */
  readonly alternative: boolean;
}

interface Joined {
  readonly found: readonly FoundLicence[];
  readonly expression: string | null;
  /** Exceptions whose licence is not there. */
  readonly loose: readonly string[];
}

const CHOICE =
  /\b(?:at your (?:option|choice|discretion)|dual ?licensed?|under either|either of(?: the| these)?|either the [a-z0-9 .]{1,60}license|your choice of|choose (?:either|one|between)|one of the following licenses|either license)\b/;

/**
 * @param texts whole texts of licences and exceptions
 * @param named tags and notices
 * @param further ids of exceptions of which the words are there
 * @param covered of the words of the file those that belong to any of these
 */
export function joinedLicences(
  texts: readonly FoundLicence[],
  named: readonly FoundLicence[],
  further: readonly string[],
  words: readonly RawWord[],
  covered: Uint8Array,
): Joined {
  const { licences, exceptions } = splitExceptions(texts);
  const sure = named.filter((n) => n.kind !== 'mention');
  const choices = sure.filter((n) => n.expression.includes(' OR '));
  const spelt = [...licences, ...sure.filter((n) => !choices.includes(n))];
  // A choice of licences whose texts or notices are all there is what these belong to.
  const whole = choices.filter((choice) =>
    idsOf(choice.expression).every((id) => spelt.some((f) => isOf(f, id))),
  );
  const belongs = (f: FoundLicence): boolean =>
    (f.kind === 'text' && choices.some((c) => names(c, f))) || whole.some((c) => names(c, f));
  const own = refined(licences, sure)
    .filter((text) => !text.confident || !belongs(text))
    .map((text) => ({
      ...text,
      alternative: text.alternative || sure.some((n) => n.alternative && isOf(text, n.expression)),
    }));
  const better = [...own, ...sure.filter((s) => s.kind !== 'address')];
  const more = named.filter(
    (n) =>
      !isCovered(n, own) &&
      (choices.includes(n) || !(belongs(n) || isInChoice(n, choices))) &&
      !((n.kind === 'mention' || n.kind === 'address') && isSpokenOf(n, better)),
  );
  const placed = [...own, ...more].sort((a, b) => a.lines[0] - b.lines[0]);
  const { found, loose } = withException(placed, [...exceptions, ...further]);
  return { found, loose, expression: expressionOf(found, words, covered) };
}

/** The licences of a choice named again, together, or by an address. */
function isInChoice(one: FoundLicence, choices: readonly FoundLicence[]): boolean {
  if (one.kind !== 'address' && !one.expression.includes(' AND ')) return false;
  return choices.some((choice) => {
    const ids = idsOf(choice.expression);
    return idsOf(one.expression).every((id) => ids.includes(id));
  });
}

function names(choice: FoundLicence, one: FoundLicence): boolean {
  return idsOf(choice.expression).some((id) => isOf(one, id));
}

function isOf(one: FoundLicence, id: string): boolean {
  return one.expression === id || one.alternatives.includes(id);
}

function idsOf(expression: string): string[] {
  const parsed = parseLicence(expression);
  return parsed.ok ? licenceTerms(parsed.node).map(formatLicence) : [expression];
}

/** A mention or an address of a licence that something better names. */
function isSpokenOf(one: FoundLicence, others: readonly FoundLicence[]): boolean {
  const known = new Set(others.flatMap((o) => (o === one ? [] : idsOf(o.expression).map(versionOf))));
  return idsOf(one.expression).every((id) => known.has(versionOf(id)));
}

/** Without what says whether later versions count. */
function versionOf(id: string): string {
  return (id.split(' WITH ')[0] ?? id).replace(/(?:-only|-or-later|\+)$/, '');
}

/**
 * Deprecated ids such as `GPL-2.0-with-classpath-exception` have the text of the exception only; which version of the
 * licence is meant, the rest of the file says.
 */
function splitExceptions(all: readonly FoundLicence[]): { licences: FoundLicence[]; exceptions: string[] } {
  const isException = (f: FoundLicence): boolean => f.expression.includes(' WITH ') && f.confident;
  return {
    licences: all.filter((f) => !isException(f)),
    exceptions: all.filter(isException).flatMap((f) => f.expression.split(' WITH ').slice(1)),
  };
}

/** The one licence of the file that an exception can belong to, with the one exception. */
function withException(
  found: readonly FoundLicence[],
  exceptions: readonly string[],
): { found: readonly FoundLicence[]; loose: readonly string[] } {
  const [exception, ...more] = [...new Set(exceptions)];
  if (exception === undefined) return { found, loose: [] };
  const takes = exception === 'LLVM-exception' ? /^Apache-2\.0$/ : /^A?L?GPL-[\d.]+-(?:only|or-later)$/;
  const bases = new Set(found.flatMap((f) => idsOf(f.expression)).filter((id) => takes.test(id)));
  const isSaid = found.some((f) => idsOf(f.expression).some((id) => id.endsWith(` WITH ${exception}`)));
  if (more.length > 0 || bases.size > 1 || (bases.size === 0 && !isSaid))
    return { found, loose: [exception, ...more] };
  const add = (expression: string): string => {
    const parsed = parseLicence(expression);
    if (!parsed.ok) return expression;
    const widen = (node: LicenceNode): LicenceNode => {
      if (node.kind !== 'licence') return { ...node, parts: node.parts.map(widen) };
      return takes.test(formatLicence(node)) ? { ...node, exception } : node;
    };
    return canonicalLicence(formatLicence(widen(parsed.node))) ?? expression;
  };
  return {
    found: found.map((f) => ({ ...f, expression: add(f.expression), alternatives: f.alternatives.map(add) })),
    loose: [],
  };
}

/** A notice beside the text says which of the ids with that text is meant: “or any later version”. */
function refined(texts: readonly FoundLicence[], named: readonly FoundLicence[]): FoundLicence[] {
  return texts.map((text) => {
    const said = named.find((n) => text.alternatives.includes(n.expression));
    if (said === undefined) return text;
    const alternatives = [text.expression, ...text.alternatives]
      .filter((id) => id !== said.expression)
      .sort();
    return { ...text, expression: said.expression, alternatives };
  });
}

/** Whether every licence that is named has its text in the file. */
function isCovered(named: FoundLicence, texts: readonly FoundLicence[]): boolean {
  return idsOf(named.expression).every((id) =>
    texts.some((t) => t.kind === 'text' && (t.expression === id || t.alternatives.includes(id))),
  );
}

function expressionOf(
  found: readonly FoundLicence[],
  words: readonly RawWord[],
  covered: Uint8Array,
): string | null {
  let joined: LicenceNode | null = null;
  const between = words
    .flatMap(({ word, notice }, i) => (covered[i] === 1 || notice ? [] : [word]))
    .join(' ');
  const ids = [...new Set(found.flatMap((f) => idsOf(f.expression)))];
  const choice =
    ids.length > 1 &&
    ids.length < 5 &&
    !found.some((f) => f.expression.includes(' OR ')) &&
    CHOICE.test(between);
  if (choice) {
    const nodes = ids.flatMap((id): LicenceNode[] => {
      const parsed = parseLicence(id);
      return parsed.ok ? [parsed.node] : [];
    });
    const node = combineLicences('or', nodes);
    return node === null ? null : formatLicence(node);
  }
  for (const { expression, alternative } of found) {
    const parsed = parseLicence(expression);
    if (!parsed.ok) continue;
    joined = combineLicences(
      alternative ? 'or' : 'and',
      joined === null ? [parsed.node] : [joined, parsed.node],
    );
  }
  return joined === null ? null : formatLicence(joined);
}
