/**
 * Fills what a bill of materials leaves out, from facts at hand: who supplies a package, how long its release line is
 * supported, what its own files say. Nothing that the document says is changed, nothing is guessed, and each addition
 * says where it comes from.
 */
import {
  type Bom,
  type BomComponent,
  type BomLicence,
  type BomSupport,
  bomComponentName,
  componentOfPurl,
  deliveredForm,
  deriveSupplier,
  type EolCycle,
  ecosystem,
  endedBy,
  eolCycleOf,
  eolProductOf,
  isNamed,
  tryParsePurl,
} from '@theriac/core';
import type { SupportConfig } from '../product-config.ts';
import { saysLicence, supplierOf } from './bom-facts.ts';

/** What the package's own files say of it. */
export interface PackageMetadata {
  readonly supplier?: string;
  /** Address of the supplier. */
  readonly email?: string;
  readonly repository?: string;
  readonly homepage?: string;
  readonly description?: string;
  /** SPDX expression, as declared. */
  readonly licence?: string;
  readonly copyright?: string;
  /** The file it was read from, relative to the target. */
  readonly source: string;
}

export interface EnrichFacts {
  /** Release lines of a product of endoflife.date; empty when there is no index. */
  readonly eol: (product: string) => readonly EolCycle[];
  /** By purl. */
  readonly metadata: ReadonlyMap<string, PackageMetadata>;
  /** What the maker of the product says; it comes before any feed. */
  readonly declared: readonly SupportConfig[];
  /** YYYY-MM-DD */
  readonly asOf: string;
  /** Provenance of the end-of-life data: `endoflife.date 2026-08-22`. */
  readonly eolSource: string;
}

export interface Addition {
  /** Empty: the document itself. */
  readonly ref: string;
  readonly field:
    | 'supplier'
    | 'support'
    | 'file'
    | 'licence'
    | 'description'
    | 'repository'
    | 'copyright'
    | 'author'
    | 'version'
    | 'identifier'
    | 'vulnerability';
  readonly value: string;
  readonly how: string;
}

export interface Enriched {
  readonly bom: Bom;
  readonly additions: readonly Addition[];
}

/** Property that says how a field of a component came about. */
const provenance = (field: Addition['field']): string => `theriac:enriched:${field}`;

export function enrichBom(bom: Bom, facts: EnrichFacts): Enriched {
  const additions: Addition[] = [];
  const components = bom.components.map((component) => {
    const filled = new Filler(component, facts);
    filled.fill();
    for (const one of filled.additions) additions.push(one);
    return filled.component;
  });
  return { bom: additions.length === 0 ? bom : { ...bom, components }, additions };
}

class Filler {
  component: BomComponent;
  readonly additions: Addition[] = [];
  readonly #facts: EnrichFacts;
  readonly #metadata: PackageMetadata | undefined;

  constructor(component: BomComponent, facts: EnrichFacts) {
    this.component = component;
    this.#facts = facts;
    this.#metadata = component.purl === undefined ? undefined : facts.metadata.get(component.purl);
  }

  fill(): void {
    this.#supplier();
    this.#support();
    this.#file();
    const own = this.#metadata;
    if (own === undefined) return;
    const { licence, description, copyright, repository } = own;
    if (licence !== undefined && !saysLicence(this.component.licences)) {
      const kept = this.component.licences.filter((l) => l.kind !== 'no-assertion');
      this.#add('licence', licence, own.source, { licences: [...kept, declared(licence)] });
    }
    if (description !== undefined && this.component.description === undefined)
      this.#add('description', description, own.source, { description });
    if (copyright !== undefined && this.component.copyright === undefined)
      this.#add('copyright', copyright, own.source, { copyright });
    if (repository !== undefined && !this.component.externalReferences.some((r) => r.type === 'vcs')) {
      const reference = { type: 'vcs', url: repository, hashes: [] };
      this.#add('repository', repository, own.source, {
        externalReferences: [...this.component.externalReferences, reference],
      });
    }
  }

  #supplier(): void {
    if (supplierOf(this.component)?.name !== undefined) return;
    const own = this.#metadata;
    const { purl } = this.component;
    if (own?.supplier !== undefined) {
      this.#add('supplier', own.supplier, own.source, {
        supplier: {
          kind: 'unknown',
          name: own.supplier,
          urls: own.homepage === undefined ? [] : [own.homepage],
          contacts: own.email === undefined ? [] : [{ email: own.email }],
        },
      });
      return;
    }
    const addresses = [own?.repository, ...this.#addresses(), own?.homepage].filter((a) => a !== undefined);
    const derived = deriveSupplier(purl === undefined ? null : tryParsePurl(purl), addresses);
    if (derived === null) return;
    this.#add('supplier', derived.name, derived.how, {
      supplier: {
        kind: 'organization',
        name: derived.name,
        urls: derived.url === undefined ? [] : [derived.url],
        contacts: [],
      },
    });
  }

  #addresses(): string[] {
    return ['vcs', 'website', 'issue-tracker', 'distribution'].flatMap((type) =>
      this.component.externalReferences.filter((r) => r.type === type).map((r) => r.url),
    );
  }

  #support(): void {
    if (this.component.support !== undefined) return;
    const support = supportOf(this.component, this.#facts);
    if (support === undefined) return;
    const words = [support.levels.join(', '), support.endOfSupport]
      .filter((w) => w !== undefined)
      .join(', until ');
    this.#add('support', words, support.saidBy ?? '', { support });
  }

  /** Only with a hash to go with it: then the lockfile speaks of the file that the registry delivers. */
  #file(): void {
    const { file, hashes, purl } = this.component;
    if (file !== undefined || hashes.length === 0) return;
    const parsed = purl === undefined ? null : tryParsePurl(purl);
    const native = parsed === null ? null : componentOfPurl(parsed);
    if (native === null || native.version === null) return;
    // A classifier or another type of artefact is another file.
    if (Object.keys(native.qualifiers ?? {}).length > 0) return;
    const form = deliveredForm(native.ecosystem, native.name, native.version);
    if (form !== undefined)
      this.#add('file', form.name, 'form in which the registry delivers it', { file: form });
  }

  #add(field: Addition['field'], value: string, how: string, change: Partial<BomComponent>): void {
    this.component = {
      ...this.component,
      ...change,
      properties: [...this.component.properties, { name: provenance(field), value: how }],
    };
    this.additions.push({ ref: this.component.ref, field, value, how });
  }
}

function declared(expression: string): BomLicence {
  return { kind: 'expression', value: expression, acknowledgement: 'declared' };
}

/** Of the release line that the version belongs to; undefined when nothing is known of it. */
function supportOf(component: BomComponent, facts: EnrichFacts): BomSupport | undefined {
  const own = facts.declared.find((d) => isMeant(d.package, component));
  if (own !== undefined) {
    return {
      levels: [own.level],
      ...(own.endOfSupport === undefined ? {} : { endOfSupport: own.endOfSupport }),
      saidBy: own.source,
    };
  }
  const purl = component.purl === undefined ? null : tryParsePurl(component.purl);
  const native = purl === null ? null : componentOfPurl(purl);
  if (native === null) return undefined;
  const version = native.version ?? component.version;
  const product = eolProductOf(native.ecosystem, ecosystem(native.ecosystem).normalizeName(native.name));
  if (product === undefined || version === undefined || version === null) return undefined;
  const cycle = eolCycleOf(facts.eol(product), version);
  if (cycle === undefined) return undefined;
  const ended = endedBy(cycle, facts.asOf) !== false;
  const limited = !ended && typeof cycle.support === 'string' && cycle.support <= facts.asOf;
  return {
    levels: [ended ? 'endOfSupport' : limited ? 'limitedSupport' : 'support'],
    ...(typeof cycle.eol === 'string' ? { endOfSupport: cycle.eol } : {}),
    saidBy: facts.eolSource,
  };
}

/** A name, or a purl with or without a version. */
function isMeant(given: string, component: BomComponent): boolean {
  const purl = tryParsePurl(component.purl ?? '');
  const native = purl === null ? null : componentOfPurl(purl);
  return isNamed(given, {
    name: native?.name ?? bomComponentName(component),
    version: component.version ?? null,
    ...(component.purl === undefined ? {} : { purl: component.purl }),
    ...(native === null ? {} : { ecosystem: native.ecosystem }),
  });
}
