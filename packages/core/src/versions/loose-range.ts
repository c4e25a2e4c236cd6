/**
 * Version ranges as people write them in advisories (`<= 2.3.6`, `prior to 4.1`, `2.x`, `1.0 | 1.1`), as `vers:`. CSAF
 * 2.0 §3.1.2.3.2 asks for `vers:` or words like these; what cannot be understood stays not understood.
 */
import type { Operator } from './ranges/range.ts';
import { formatVers, parseVers, sortedConstraints, type VersConstraint } from './vers.ts';

const MAX_LENGTH = 300;
const VERSION = String.raw`[vVrR]?(\d[\w.+-]*)`;
/** Devices count in letters too (`B.06.18`, `L81`); without a comparison that may as well be a model, so it is not asked there. */
const LETTERED = String.raw`[vV]?((?:[A-Z]{1,3}[.-]?)?\d[\w.+-]*)`;

/** Each row: how it is written, and what it means: one operator for each version in it. */
const FORMS: readonly { readonly form: RegExp; readonly means: readonly Operator[] }[] = [
  { form: new RegExp(`^(?:versions? )?(?:<=|≤)\\s*${LETTERED}$`, 'i'), means: ['<='] },
  { form: new RegExp(`^(?:versions? )?<\\s*${LETTERED}$`, 'i'), means: ['<'] },
  { form: new RegExp(`^(?:versions? )?(?:>=|≥)\\s*${LETTERED}$`, 'i'), means: ['>='] },
  { form: new RegExp(`^(?:versions? )?>\\s*${LETTERED}$`, 'i'), means: ['>'] },
  { form: new RegExp(`^(?:>=|≥)\\s*${VERSION}[ ,|]+<\\s*${VERSION}$`), means: ['>=', '<'] },
  { form: new RegExp(`^(?:>=|≥)\\s*${VERSION}[ ,|]+(?:<=|≤)\\s*${VERSION}$`), means: ['>=', '<='] },
  { form: new RegExp(`^>\\s*${VERSION}[ ,|]+<\\s*${VERSION}$`), means: ['>', '<'] },
  {
    form: new RegExp(`^(?:versions? )?${VERSION}\\s+(?:and|or)\\s+(?:below|earlier|lower|prior|older)$`, 'i'),
    means: ['<='],
  },
  { form: new RegExp(`^(?:versions? )?(?:prior to|before|below)\\s+${VERSION}$`, 'i'), means: ['<'] },
  {
    form: new RegExp(`^(?:versions? )?${VERSION}\\s+(?:and|or)\\s+(?:later|newer|above|higher)$`, 'i'),
    means: ['>='],
  },
  {
    form: new RegExp(`^(?:from )?(?:versions? )?${VERSION}\\s+(?:through|to|up to|-)\\s+${VERSION}$`, 'i'),
    means: ['>=', '<='],
  },
  { form: new RegExp(`^(?:versions? )?=?\\s*${VERSION}$`, 'i'), means: ['='] },
];

/** `vers:` with everything in it. */
export const ALL_VERSIONS = 'vers:all/*';

/**
 * @returns `vers:generic/…` (or the `vers:` as written), or null when the words are not understood
 */
export function looseRange(text: string): string | null {
  // A remark in parentheses narrows at most: without it too much is meant, never too little.
  const words = text
    .trim()
    .replace(/\s+/g, ' ')
    .slice(0, MAX_LENGTH + 1)
    .replace(/ ?\([^()]*\)$/, '');
  if (words.length > MAX_LENGTH) return null;
  if (words.startsWith('vers:')) return readable(words) ? words : null;
  if (EVERYTHING.test(words)) return ALL_VERSIONS;
  const alternatives = /[<>≤≥]/.test(words) ? [words] : words.split(' | ');
  const each = alternatives.map(constraintsOf);
  return each.includes(null) ? null : versOf(each.flatMap((constraints) => constraints ?? []));
}

const EVERYTHING = /^(?:\*|all|all versions|any|any version)$/i;
const WILDCARD = /^(<=?\s*)?[vV]?(\d+(?:\.\d+)*)(?:\.[xX*])+$/;

function constraintsOf(words: string): readonly VersConstraint[] | null {
  const [, below, prefix] = WILDCARD.exec(words) ?? [];
  if (prefix !== undefined) return wildcard(prefix, below !== undefined);
  for (const { form, means } of FORMS) {
    const [, ...versions] = form.exec(words) ?? [];
    if (versions.length > 0) return versions.map((version, i) => ({ op: means[i] ?? '=', version }));
  }
  return null;
}

/** `5.x` is everything from 5 on and below 6; `<= 5.x` everything below 6. */
function wildcard(prefix: string, upTo: boolean): VersConstraint[] {
  const numbers = prefix.split('.');
  const last = Number(numbers.pop());
  const next = [...numbers, String(last + 1)].join('.');
  const below: VersConstraint = { op: '<', version: next };
  return upTo ? [below] : [{ op: '>=', version: prefix }, below];
}

function versOf(constraints: readonly VersConstraint[]): string | null {
  const text = formatVers({ scheme: 'generic', constraints: sortedConstraints('generic', constraints) });
  return readable(text) ? text : null;
}

function readable(vers: string): boolean {
  try {
    parseVers(vers);
    return true;
  } catch {
    // Whatever is wrong with it, it says nothing that could be relied on.
    return false;
  }
}
