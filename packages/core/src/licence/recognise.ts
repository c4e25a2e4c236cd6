/** From what a package declares to an SPDX expression, or an honest “not known” with the candidates. */
import { withoutEnd } from '../text/trim.ts';
import { ALIASES, AMBIGUOUS, aliasKey, PROPRIETARY, SILENT, URLS } from './aliases.ts';
import { formatLicence, type LicenceNode, parseLicence } from './expression.ts';
import { spdxLicences } from './ids.ts';
import { combineLicences, normaliseLicence } from './normalise.ts';

export type RecognisedLicence =
  /** `how`: it was an expression, or the table knows the name or the address. */
  | {
      readonly kind: 'expression';
      readonly expression: string;
      readonly node: LicenceNode;
      readonly how: 'spdx' | 'name' | 'address';
    }
  /** The words can mean each of these. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  /** The author says that there is no public licence. */
  | { readonly kind: 'proprietary' }
  /** The licence is in a file of the package (npm “SEE LICENSE IN x”); null: some file. */
  | { readonly kind: 'file'; readonly path: string | null }
  | { readonly kind: 'unknown' };

const MAX_LENGTH = 2_000;
const MAX_PIECES = 20;
const UNKNOWN: RecognisedLicence = { kind: 'unknown' };

let names: ReadonlyMap<string, string> | undefined;

/** Key → expression: full names of the list, then the table, which wins. */
function knownNames(): ReadonlyMap<string, string> {
  if (names !== undefined) return names;
  const map = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const { id, name, deprecated } of spdxLicences()) {
    if (deprecated) continue;
    const key = aliasKey(name);
    if (map.has(key)) ambiguous.add(key);
    map.set(key, id);
  }
  for (const key of [...ambiguous, ...Object.keys(AMBIGUOUS)]) map.delete(key);
  for (const [id, aliases] of Object.entries(ALIASES)) for (const alias of aliases) map.set(alias, id);
  names = map;
  return map;
}

/**
 * @param text what is in the manifest: an expression, a name, a trove classifier, an address
 * @returns the expression in canonical form where it is certain; the text itself is not repeated
 */
export function recogniseLicence(text: string): RecognisedLicence {
  if (text.length > MAX_LENGTH) return UNKNOWN;
  const trimmed = text.trim().replace(/\s+/g, ' ');
  const parsed = parseLicence(trimmed);
  if (parsed.ok) return expressionOf(parsed.node, 'spdx');
  const file = /^see (?:the )?licen[cs]e(?: in)? ?(.*)$/i.exec(trimmed);
  if (file !== null)
    return { kind: 'file', path: /^[\w./@+ -]{1,200}$/.test(file[1] ?? '') ? (file[1] ?? '') : null };
  if (/^(?:see )?(?:licen[cs]e|copying)(?:\.(?:md|txt|rst))?(?: file)?$/i.test(trimmed))
    return { kind: 'file', path: null };
  return byClassifier(trimmed) ?? byAddress(trimmed) ?? byName(trimmed) ?? byParts(trimmed) ?? UNKNOWN;
}

function expressionOf(node: LicenceNode, how: 'spdx' | 'name' | 'address'): RecognisedLicence {
  const normal = normaliseLicence(node);
  return { kind: 'expression', expression: formatLicence(normal), node: normal, how };
}

function fromTable(expression: string, how: 'name' | 'address'): RecognisedLicence | null {
  const parsed = parseLicence(expression);
  return parsed.ok ? expressionOf(parsed.node, how) : null;
}

/** `License :: OSI Approved :: MIT License`: the last part is a name. */
function byClassifier(text: string): RecognisedLicence | null {
  if (!/^licen[cs]e ::/i.test(text)) return null;
  const last = text.split('::').at(-1)?.trim() ?? '';
  return byName(last) ?? UNKNOWN;
}

function byName(text: string): RecognisedLicence | null {
  const key = aliasKey(text);
  const lower = text.toLowerCase().trim();
  if (SILENT.has(lower)) return UNKNOWN;
  if (PROPRIETARY.has(lower) || PROPRIETARY.has(key)) return { kind: 'proprietary' };
  const known = knownNames().get(key);
  if (known !== undefined) return fromTable(known, 'name');
  const candidates = Object.hasOwn(AMBIGUOUS, key) ? AMBIGUOUS[key] : undefined;
  return candidates === undefined ? null : { kind: 'ambiguous', candidates };
}

function byAddress(text: string): RecognisedLicence | null {
  const match = /^(?:https?:\/\/|www\.)(\S+)$/i.exec(text.replace(/[<>]/g, ''));
  if (match === null) return null;
  const path = (match[1] ?? '')
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/[?#].*$/s, '');
  const address = withoutEnd(path, '/').replace(/(?:\.[a-z]{2}(?:-[a-z]{2})?)?\.(?:html?|php|txt|md)$/, '');
  const row = Object.hasOwn(URLS, address) ? URLS[address] : undefined;
  if (row !== undefined) return row === '' ? UNKNOWN : (fromTable(row, 'address') ?? UNKNOWN);
  const deed =
    /^creativecommons\.org\/licenses\/([a-z-]{2,8})\/(\d\.\d)(?:\/[a-z]{2})?(?:\/(?:legalcode|deed(?:\.[a-z]+)?))?$/.exec(
      address,
    );
  if (deed !== null)
    return fromTable(`CC-${(deed[1] ?? '').replace('nd-nc', 'nc-nd')}-${deed[2]}`, 'address') ?? UNKNOWN;
  const gnu =
    /^gnu\.org\/(?:licenses|copyleft|licences)\/(?:old-licenses\/)?([al]?gpl|fdl)-(\d\.\d)(?:-standalone)?$/.exec(
      address,
    );
  if (gnu !== null)
    return fromTable(`${gnu[1] === 'fdl' ? 'GFDL' : gnu[1]}-${gnu[2]}-only`, 'address') ?? UNKNOWN;
  const named =
    /^(?:spdx\.org\/licenses|licenses\.nuget\.org|opensource\.org\/licenses?|choosealicense\.com\/licenses)\/([^/]+)$/.exec(
      address,
    );
  if (named === null) return byFileName(address);
  const name = decoded(named[1] ?? '').replace(/-license$/, '');
  return fromTable(name, 'address') ?? byName(name) ?? UNKNOWN;
}

/**
 * The last part of an address on any host, where it says which licence the file is: `LICENSE-MIT`, `mit-license`,
 * `lgpl-2.1`. `LICENSE` alone says nothing.
 */
function byFileName(address: string): RecognisedLicence {
  if (/^[\w-]+\.mit-license\.org$/.test(address)) return fromTable('MIT', 'address') ?? UNKNOWN;
  const file = decoded(address.split('/').at(-1) ?? '');
  if (!address.includes('/')) return UNKNOWN;
  const name =
    /^licen[cs]e[-_.](?:v\.?)?([a-z][a-z0-9.+-]{1,30})$/.exec(file)?.[1] ??
    /^([a-z0-9][a-z0-9.+-]{1,30})[-_.]licen[cs]e$/.exec(file)?.[1] ??
    /^((?:apache|mpl|epl|[al]?gpl|bsd|cddl|eupl)-?v?\d(?:\.\d)?(?:-clause)?)$/.exec(file)?.[1];
  const isHint = name !== undefined && FILE_NAMES.test(name);
  return isHint ? (fromTable(name, 'address') ?? byName(name) ?? UNKNOWN) : UNKNOWN;
}

/** Names of licences that are no names of projects. */
const FILE_NAMES =
  /^(?:mit|apache|mpl|epl|[al]?gpl|bsd|isc|cddl|eupl|unlicense|cc0|zlib|boost)(?:[-v.\d].*)?$/;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll('+', ' ');
  } catch {
    // A stray percent sign: the part as it is is looked up and not found.
    return part;
  }
}

/** `MIT/Apache-2.0` (old Cargo: a choice), `Apache 2.0 or MIT`, `MIT and BSD`. A comma says neither AND nor OR. */
function byParts(text: string): RecognisedLicence | null {
  const inner = text.replace(/^\((.*)\)$/, '$1').replace(/\s+/g, ' ');
  const choice = / or | ?\|\|? ?| ?\/ ?/i;
  const all = / and | ?&&? ?/i;
  const isChoice = choice.test(inner);
  const isAll = all.test(inner);
  if (/[,;]/.test(inner) || (isChoice && isAll)) return listed(inner.split(/[,;]| (?:or|and) /i));
  if (!isChoice && !isAll) return null;
  const pieces = inner.split(isChoice ? choice : all);
  if (pieces.length > MAX_PIECES) return UNKNOWN;
  const read = pieces.map(piece);
  const nodes = read.flatMap((r) => (r?.kind === 'expression' ? [r.node] : []));
  if (nodes.length < pieces.length) return read.every((r) => r !== null) ? candidatesOf(read) : UNKNOWN;
  const node = combineLicences(isChoice ? 'or' : 'and', nodes);
  return node === null ? UNKNOWN : expressionOf(node, 'name');
}

function piece(text: string): RecognisedLicence | null {
  const parsed = parseLicence(text.trim());
  return parsed.ok ? expressionOf(parsed.node, 'spdx') : byName(text);
}

/** A list without AND or OR: which of both is meant is not said. */
function listed(pieces: readonly string[]): RecognisedLicence {
  const read = pieces.filter((p) => p.trim() !== '').map(piece);
  return read.length <= MAX_PIECES && read.length > 1 && read.every((r) => r !== null)
    ? candidatesOf(read)
    : UNKNOWN;
}

function candidatesOf(read: readonly (RecognisedLicence | null)[]): RecognisedLicence {
  const candidates = read.flatMap((r) =>
    r?.kind === 'expression' ? [r.expression] : r?.kind === 'ambiguous' ? r.candidates : [],
  );
  return candidates.length === 0
    ? UNKNOWN
    : { kind: 'ambiguous', candidates: [...new Set(candidates)].sort() };
}
