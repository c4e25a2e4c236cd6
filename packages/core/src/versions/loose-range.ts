/**
 * Version ranges as people write them in advisories (`<= 2.3.6`, `prior to 4.1`, `2.x`, `1.0 | 1.1`), as `vers:`. CSAF
 * 2.0 §3.1.2.3.2 asks for `vers:` or words like these; what cannot be understood stays not understood.
 */
import { formatVers, parseVers, sortedConstraints, type VersConstraint } from './vers.ts';

const MAX_LENGTH = 300;
const VERSION = String.raw`[vVrR]?(\d[\w.+-]*)`;
/** Devices count in letters too (`B.06.18`, `L81`); without a comparison that may as well be a model, so it is not asked there. */
const LETTERED = String.raw`[vV]?((?:[A-Z]{1,3}[.-]?)?\d[\w.+-]*)`;

/** Each row: how it is written, and the constraints that it means. `$1`, `$2` are versions. */
const FORMS: readonly { readonly form: RegExp; readonly means: readonly string[] }[] = [
  { form: new RegExp(`^(?:versions? )?(?:<=|≤)\\s*${LETTERED}$`, 'i'), means: ['<=$1'] },
  { form: new RegExp(`^(?:versions? )?<\\s*${LETTERED}$`, 'i'), means: ['<$1'] },
  { form: new RegExp(`^(?:versions? )?(?:>=|≥)\\s*${LETTERED}$`, 'i'), means: ['>=$1'] },
  { form: new RegExp(`^(?:versions? )?>\\s*${LETTERED}$`, 'i'), means: ['>$1'] },
  { form: new RegExp(`^(?:>=|≥)\\s*${VERSION}[ ,|]+<\\s*${VERSION}$`), means: ['>=$1', '<$2'] },
  { form: new RegExp(`^(?:>=|≥)\\s*${VERSION}[ ,|]+(?:<=|≤)\\s*${VERSION}$`), means: ['>=$1', '<=$2'] },
  { form: new RegExp(`^>\\s*${VERSION}[ ,|]+<\\s*${VERSION}$`), means: ['>$1', '<$2'] },
  {
    form: new RegExp(`^(?:versions? )?${VERSION}\\s+(?:and|or)\\s+(?:below|earlier|lower|prior|older)$`, 'i'),
    means: ['<=$1'],
  },
  { form: new RegExp(`^(?:versions? )?(?:prior to|before|below)\\s+${VERSION}$`, 'i'), means: ['<$1'] },
  {
    form: new RegExp(`^(?:versions? )?${VERSION}\\s+(?:and|or)\\s+(?:later|newer|above|higher)$`, 'i'),
    means: ['>=$1'],
  },
  {
    form: new RegExp(`^(?:from )?(?:versions? )?${VERSION}\\s+(?:through|to|up to|-)\\s+${VERSION}$`, 'i'),
    means: ['>=$1', '<=$2'],
  },
  { form: new RegExp(`^(?:versions? )?=?\\s*${VERSION}$`, 'i'), means: ['=$1'] },
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
  if (words.length === 0 || words.length > MAX_LENGTH) return null;
  if (words.startsWith('vers:')) return readable(words) ? words : null;
  if (/^(?:\*|all|all versions|any|any version)$/i.test(words)) return ALL_VERSIONS;
  const alternatives = words.split(/\s+\|\s+/);
  if (alternatives.length > 1 && !/[<>≤≥]/.test(words)) {
    const each = alternatives.map(constraintsOf);
    return each.every((c) => c !== null) ? versOf(each.flatMap((c) => c ?? [])) : null;
  }
  const constraints = constraintsOf(words);
  return constraints === null ? null : versOf(constraints);
}

function constraintsOf(words: string): VersConstraint[] | null {
  const wild = /^(?:<=?\s*)?[vV]?(\d+(?:\.\d+)*)(?:\.[xX*])+$/.exec(words);
  if (wild !== null) return wildcard(wild[1] ?? '', words.startsWith('<'));
  for (const { form, means } of FORMS) {
    const match = form.exec(words);
    if (match === null) continue;
    return means.flatMap((meant) => {
      const filled = meant.replace(/\$(\d)/g, (_, n: string) => match[Number(n)] ?? '');
      const parts = /^(<=|>=|<|>|=)(.+)$/.exec(filled);
      return parts === null ? [] : [{ op: opOf(parts[1] ?? '='), version: parts[2] ?? '' }];
    });
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

function opOf(text: string): VersConstraint['op'] {
  return text === '<=' || text === '>=' || text === '<' || text === '>' ? text : '=';
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
