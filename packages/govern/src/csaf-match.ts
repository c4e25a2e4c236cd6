/**
 * Products of vendor advisories against the components of a system. Device makers rarely use package URLs, so vendor,
 * product name and version have to do; what is only nearly the same is called possible and never left out in silence.
 */
import { type CsafProduct, parseVers, versContains, withoutEnd } from '@theriac/core';
import { matchTarget, type VexSubject } from './vex-target.ts';

export interface CsafMatch {
  readonly certainty: 'certain' | 'possible';
  /** Why it is not certain; empty when it is. */
  readonly doubts: readonly string[];
}

/** Legal forms and the like, which people leave out. */
const NOISE = new Set(
  'inc incorporated llc ltd limited gmbh corp corporation co company ag sa plc bv kg se oy ab as the and'.split(
    ' ',
  ),
);

/** @returns undefined when the product is something else, or another version of it */
export function matchProduct(product: CsafProduct, subject: VexSubject): CsafMatch | undefined {
  const [id, ...identifiers] = [...product.purls, ...product.cpes];
  if (id !== undefined) {
    const target = { id, identifiers, ...(product.range === undefined ? {} : { range: product.range }) };
    if (matchTarget(target, subject) === 'yes') return { certainty: 'certain', doubts: [] };
  }
  if (product.name === undefined) return undefined;
  const doubts: string[] = [];
  const vendor = vendorMatch(product.vendor, subject.vendor);
  if (vendor === 'other') return undefined;
  if (vendor === 'unknown') doubts.push('the vendor of the component is not known');
  if (vendor === 'near') doubts.push(`the vendor is written ${product.vendor}`);
  const name = nameMatch(product.name, subject.name, product.vendor);
  if (name === 'other' || (name === 'near' && vendor !== 'same')) return undefined;
  if (name === 'near') doubts.push(`the product is called ${product.name}`);
  const version = versionMatch(product, subject.version ?? null);
  if (version === 'other') return undefined;
  if (version !== 'same') doubts.push(version);
  return { certainty: doubts.length === 0 ? 'certain' : 'possible', doubts };
}

type Nearness = 'same' | 'near' | 'unknown' | 'other';

function vendorMatch(wanted: string | undefined, actual: string | undefined): Nearness {
  if (wanted === undefined || actual === undefined) return 'unknown';
  const [w, a] = [words(wanted).filter(isSaying), words(actual).filter(isSaying)];
  if (w.join(' ') === a.join(' ')) return 'same';
  const [short, long] = w.length <= a.length ? [w, a] : [a, w];
  return short.length > 0 && short.every((word, i) => word === long[i]) ? 'near' : 'other';
}

/** Near: all words of the shorter name are in the longer one, and one of them is a model (has a digit) or there are two. */
function nameMatch(wanted: string, actual: string, vendor: string | undefined): Nearness {
  const maker = new Set(words(vendor ?? ''));
  const [w, a] = [words(wanted), words(actual)].map((all) => {
    const own = all.filter((word) => !maker.has(word));
    return own.length > 0 ? own : all;
  });
  if (w === undefined || a === undefined) return 'other';
  if (w.join(' ') === a.join(' ')) return 'same';
  const [short, long] = w.length <= a.length ? [w, a] : [a, w];
  const distinct = short.length >= 2 || short.some((word) => /\d/.test(word) && word.length >= 3);
  return distinct && short.every((word) => long.includes(word)) ? 'near' : 'other';
}

/** @returns `same`, `other`, or what is not known, in words */
function versionMatch({ version, range, versionWords }: CsafProduct, actual: string | null): string {
  if (version === undefined && range === undefined)
    return versionWords === undefined ? 'same' : `the affected versions are described as “${versionWords}”`;
  if (range === 'vers:all/*') return 'same';
  if (actual === null) return 'the version of the component is not known';
  if (version !== undefined) return version === actual ? 'same' : 'other';
  return versContains(parseVers(range ?? ''), actual) ? 'same' : 'other';
}

function words(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}.]+/u)
    .map((word) => withoutEnd(word.replace(/^\.+/, ''), '.'))
    .filter((word) => word !== '');
}

function isSaying(word: string): boolean {
  return !NOISE.has(word);
}
