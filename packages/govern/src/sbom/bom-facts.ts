/** What profiles, comparisons and intake ask of a bill of materials again and again, worked out once a document. */
import {
  BOM_NO_ASSERTION,
  BOM_NONE,
  type Bom,
  type BomComponent,
  type BomLicence,
  type BomParty,
  bomDependencyEdges,
  tryParsePurl,
} from '@theriac/core';
import { parseLicence } from '@theriac/core/licence';

export interface BomFacts {
  readonly bom: Bom;
  /** What the document is about, when it says so. */
  readonly subjects: readonly BomComponent[];
  /** What profiles judge: packages, not the loose files and snippets of SPDX. */
  readonly packages: readonly BomComponent[];
  /** Refs that dependencies are stated for, also “none”. */
  readonly stated: ReadonlySet<string>;
  /** Refs that something else needs. */
  readonly needed: ReadonlySet<string>;
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  /** Refs whose completeness the document speaks of; the empty string: the document as a whole. */
  readonly completeness: ReadonlyMap<string, string>;
  /** Refs that vulnerabilities are said to affect or not. */
  readonly assessed: ReadonlySet<string>;
}

export function factsOf(bom: Bom): BomFacts {
  const edges = bomDependencyEdges(bom);
  const subjects = bom.components.filter((c) => bom.subjects.includes(c.ref));
  const completeness = new Map<string, string>();
  for (const { aggregate, assemblies, dependencies } of bom.compositions) {
    for (const ref of [...assemblies, ...dependencies]) completeness.set(ref, aggregate);
    if (assemblies.length + dependencies.length === 0) completeness.set('', aggregate);
  }
  for (const { from, to, completeness: said } of bom.relationships) {
    if (said !== undefined && said !== 'noAssertion') completeness.set(from, said);
    // SPDX 2 has no other word for it (NTIA, How-to Guide for SBOM Generation).
    else if (to.includes(BOM_NONE)) completeness.set(from, 'complete');
    else if (to.includes(BOM_NO_ASSERTION)) completeness.set(from, 'unknown');
  }
  return {
    bom,
    subjects,
    packages: bom.components.filter((c) => isPackage(c, bom)),
    stated: new Set(bom.relationships.map((r) => r.from)),
    needed: new Set(edges.map((e) => e.to)),
    edges,
    completeness,
    assessed: new Set(bom.vulnerabilities.flatMap((v) => v.affects.map((a) => a.ref))),
  };
}

/** Files of SPDX have neither supplier nor version nor identifier; those of CycloneDX are components like others. */
function isPackage({ element, kind, purl }: BomComponent, { source }: Bom): boolean {
  if (element !== undefined) return element === 'package';
  const isPart = kind === 'file' || kind === 'snippet';
  return kind !== 'data' && !(isPart && source?.format === 'spdx' && purl === undefined);
}

/** Words that fill a field without saying anything. */
const FILLERS: ReadonlySet<string> = new Set([
  ...[
    'noassertion',
    'none',
    'unknown',
    'n/a',
    'na',
    'null',
    'nil',
    'undefined',
    'tbd',
    'todo',
    'unspecified',
  ],
  ...['not specified', 'not available', 'not applicable', 'not known', 'to be determined', 'to be defined'],
]);

/** The text without space around it; undefined when it says nothing: `NOASSERTION`, `unknown`, `n/a`, `-`. */
export function saidText(text: string | undefined): string | undefined {
  const said = text?.trim();
  if (said === undefined || !/[\p{L}\p{N}]/u.test(said)) return undefined;
  return FILLERS.has(withoutBrackets(said.toLowerCase())) ? undefined : said;
}

const BRACKETS: ReadonlySet<string> = new Set('<>()[]{}"\'.');

function withoutBrackets(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && BRACKETS.has(text.charAt(start))) start += 1;
  while (end > start && BRACKETS.has(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Whether a name is one; packages are called `none`, `null` and `unknown`. */
export function isName(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && text.trim().toUpperCase() !== 'NOASSERTION';
}

/** Who supplies a component: the field of the format, else who made it. */
export function supplierOf(c: BomComponent): BomParty | undefined {
  const parties = [c.supplier, c.manufacturer, ...c.authors].filter((p) => p !== undefined);
  const named = parties.find((p) => saidText(p.name) !== undefined);
  if (named !== undefined) return named;
  const publisher = saidText(c.publisher);
  if (publisher !== undefined) return { kind: 'organization', name: publisher, urls: [], contacts: [] };
  const reachable = parties.find(canBeReached);
  if (reachable === undefined) return undefined;
  const { name: _nothing, ...rest } = reachable;
  return rest;
}

/** Whether a party can be written to: an email address or a web address (BSI TR-03183-2 §5.2). */
export function canBeReached(party: BomParty | undefined): boolean {
  if (party === undefined) return false;
  return (
    [party.email, ...party.contacts.map((c) => c.email)].some(isEmail) ||
    party.urls.some((url) => isWebAddress(url) || isEmail(url.replace(/^mailto:/i, '')))
  );
}

function isEmail(text: string | undefined): boolean {
  const [local = '', host = '', ...more] = text?.trim().split('@') ?? [];
  return local !== '' && more.length === 0 && !/[\s<>,;]/.test(local) && isHost(host);
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text.trim());
  return url !== null && ['http:', 'https:'].includes(url.protocol) && isHost(url.hostname);
}

/** A name in a domain, or an address of the Internet Protocol. */
function isHost(text: string): boolean {
  if (/^\[[0-9a-f:.]+\]$/i.test(text)) return true;
  const labels = text.split('.');
  return labels.length > 1 && labels.every((label) => /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*)$/u.test(label));
}

/** Whether the licence says something: a known id, an expression, or a name of its own. */
export function saysLicence(licences: readonly BomLicence[]): boolean {
  return licences.some((l) => isSpdxLicence(l) || (l.kind === 'name' && saidText(l.value) !== undefined));
}

/** Whether a licence is an SPDX id or expression that can be read, as against a free name. */
export function isSpdxLicence({ kind, value }: BomLicence): boolean {
  return (kind === 'id' || kind === 'expression') && parseLicence(value).ok;
}

export function hasIdentifier(c: BomComponent): boolean {
  return (
    isPurl(c.purl) ||
    c.cpes.some(isCpe) ||
    saidText(c.swid?.tagId) !== undefined ||
    c.ids.some(({ value }) => saidText(value) !== undefined)
  );
}

export function isPurl(text: string | undefined): boolean {
  return text !== undefined && tryParsePurl(text) !== null;
}

/** CPE 2.3 or 2.2 that names a vendor and a product (NIST IR 7695). */
export function isCpe(text: string): boolean {
  const isFormatted = /^cpe:2\.3:/i.test(text);
  if (!isFormatted && !/^cpe:\//i.test(text)) return false;
  const [part = '', vendor = '', product = ''] = text.slice(isFormatted ? 8 : 5).split(':');
  return /^[aho]$/i.test(part) && [vendor, product].every((word) => !['', '*', '-'].includes(word));
}

/** Whether a text is a point in time as RFC 3339 writes it, or a day. */
export function isTime(text: string | undefined): boolean {
  return (
    text !== undefined && /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}|$)/.test(text) && !Number.isNaN(Date.parse(text))
  );
}

/** Whether a text tells one document from all others: a UUID, or an address with a host. */
export function isDocumentId(text: string | undefined): boolean {
  if (text === undefined) return false;
  if (/^urn:/i.test(text)) return /^urn:[a-z0-9][a-z0-9-]+:\S+$/i.test(text);
  const url = URL.parse(text);
  return url !== null && (url.host !== '' || !/^https?:/i.test(text));
}
