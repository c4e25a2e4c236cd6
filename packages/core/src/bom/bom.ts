/**
 * A bill of materials as a document: everything that CycloneDX (1.0–1.7) and SPDX (2.2, 2.3, 3.0.1) can say that
 * people decide by, in one shape, and beside it a `rest` that keeps what only one format says, so that writing
 * back to that format loses nothing.
 *
 * The list of components is flat: nesting is `parent`, edges are `relationships`, everything points by `ref`.
 * Optional text fields are absent rather than empty; lists are empty rather than absent.
 */

import type { BomExternalReference, BomHash, BomProperty } from './parts.ts';
import type { BomParty, BomTool } from './party.ts';
import type { BomRest } from './rest.ts';
import type { BomAggregate, BomComponentKind, BomPhase, BomSupportLevel } from './vocabulary.ts';
import type { BomVulnerability } from './vulnerability.ts';

export const BOM_FORMATS = ['cyclonedx', 'spdx'] as const;
export type BomFormat = (typeof BOM_FORMATS)[number];
export type BomEncoding = 'json' | 'xml' | 'tag-value';

/** What a document was read from. */
export interface BomSource {
  readonly format: BomFormat;
  /** `1.0`–`1.7` for CycloneDX; `2.2`, `2.3`, `3.0.1` for SPDX; as the document writes it. */
  readonly version: string;
  readonly encoding: BomEncoding;
}

export interface Bom {
  /** Absent for a document that was not read but made. */
  readonly source?: BomSource;
  /**
   * What tells this document from all others: CycloneDX `serialNumber` (`urn:uuid:…`), SPDX 2 `documentNamespace`,
   * SPDX 3 IRI of the `SpdxDocument`.
   */
  readonly id?: string;
  /** Version of this document, counted from 1 (CycloneDX `version`). */
  readonly version?: number;
  readonly name?: string;
  /** RFC 3339, as written. */
  readonly created?: string;
  /** Who made the document: people and organisations. */
  readonly authors: readonly BomParty[];
  /** With what it was made. */
  readonly tools: readonly BomTool[];
  /** Who supplies what the document is about, when said of the document as a whole. */
  readonly supplier?: BomParty;
  readonly manufacturer?: BomParty;
  readonly lifecycles: readonly BomLifecycle[];
  /** Licence of the document itself. */
  readonly dataLicences: readonly BomLicence[];
  /** Refs of what the document is about: CycloneDX `metadata.component`, SPDX `DESCRIBES`/`rootElement`. */
  readonly subjects: readonly string[];
  /** All of them, subjects included, a parent before its children, in the order of the document. */
  readonly components: readonly BomComponent[];
  readonly relationships: readonly BomRelationship[];
  readonly compositions: readonly BomComposition[];
  readonly vulnerabilities: readonly BomVulnerability[];
  /** Licences that are on no list, with their texts. */
  readonly licenceTexts: readonly BomLicenceText[];
  /** Other documents that this one points into. */
  readonly externalDocuments: readonly BomExternalDocument[];
  /** Of the document as a whole. */
  readonly externalReferences: readonly BomExternalReference[];
  readonly annotations: readonly BomAnnotation[];
  readonly properties: readonly BomProperty[];
  readonly comment?: string;
  readonly rest?: BomRest;
}

export interface BomComponent {
  /** Unique in the document: `bom-ref`, `SPDXID` or IRI; made up where the document has none. */
  readonly ref: string;
  /** True when the document gives no such id: it is then left out again on writing unless something points to it. */
  readonly refMadeUp?: true;
  /** Ref of the component that this one is nested in (CycloneDX `components`, SPDX `CONTAINS`). */
  readonly parent?: string;
  /** True when a CycloneDX document lists it beside that component and names that one in a property. */
  readonly besideParent?: true;
  readonly kind: BomComponentKind;
  /** Where SPDX draws a line that `kind` does not: a package whose purpose is “file” is not a file of the document. */
  readonly element?: 'package' | 'file' | 'snippet';
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  /** As written; it may be wrong, see `validateBom`. */
  readonly purl?: string;
  readonly cpes: readonly string[];
  readonly swid?: BomSwid;
  /** Identifiers beyond purl, CPE and SWID. */
  readonly ids: readonly BomId[];
  readonly supplier?: BomParty;
  /** CycloneDX `manufacturer`; SPDX has `originator`, which is {@link authors}. */
  readonly manufacturer?: BomParty;
  readonly publisher?: string;
  /** CycloneDX `authors`/`author`; SPDX `originator`/`originatedBy`. */
  readonly authors: readonly BomParty[];
  readonly hashes: readonly BomHash[];
  readonly licences: readonly BomLicence[];
  readonly copyright?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly comment?: string;
  /** Absent means required. */
  readonly scope?: 'required' | 'optional' | 'excluded';
  readonly externalReferences: readonly BomExternalReference[];
  readonly file?: BomFileProperties;
  readonly support?: BomSupport;
  /** RFC 3339 (SPDX 2 and 3). */
  readonly built?: string;
  readonly released?: string;
  readonly evidence?: BomEvidence;
  readonly properties: readonly BomProperty[];
  readonly rest?: BomRest;
}

export interface BomSwid {
  readonly tagId: string;
  readonly name?: string;
  readonly version?: string;
  readonly tagVersion?: number;
  readonly patch?: boolean;
  readonly text?: BomText;
  readonly url?: string;
}

export interface BomId {
  /** `swhid`, `omniborId` (gitoid), or the type as the format writes it. */
  readonly type: string;
  readonly value: string;
  readonly rest?: BomRest;
}

export interface BomText {
  readonly content: string;
  readonly contentType?: string;
  readonly encoding?: string;
}

/**
 * One licence statement. Statements that are side by side are kept apart: what they mean together (and, or, a
 * choice) is for whoever judges licences.
 */
export interface BomLicence {
  readonly kind: 'id' | 'name' | 'expression' | 'none' | 'no-assertion';
  /** SPDX id, free name or SPDX expression, by `kind`; empty for `none` and `no-assertion`. */
  readonly value: string;
  /** Who says so: the author of the component (declared) or whoever looked into it (concluded). */
  readonly acknowledgement?: 'declared' | 'concluded';
  readonly text?: BomText;
  readonly url?: string;
  readonly rest?: BomRest;
}

export interface BomLicenceText {
  /** `LicenseRef-…`. */
  readonly id: string;
  readonly text: string;
  readonly name?: string;
  readonly seeAlso: readonly string[];
  readonly comment?: string;
  readonly rest?: BomRest;
}

/** BSI TR-03183-2: the file that a component is. Absent: not said. */
export interface BomFileProperties {
  readonly name?: string;
  readonly executable?: boolean;
  readonly archive?: boolean;
  /** Whether the archive keeps its parts apart (so that they can be taken out again). */
  readonly structured?: boolean;
}

export interface BomSupport {
  readonly levels: readonly BomSupportLevel[];
  /** `YYYY-MM-DD` or RFC 3339: when support ends (SPDX 2 `validUntilDate`, SPDX 3 `validUntilTime`). */
  readonly endOfSupport?: string;
  /** Who said so: a supplier, a feed, a person. Never guessed. */
  readonly saidBy?: string;
}

export interface BomEvidence {
  readonly occurrences: readonly BomOccurrence[];
  /** Licences found inside, as against declared or concluded (SPDX `licenseInfoFromFiles`, `licenseInfoInFiles`). */
  readonly licences: readonly BomLicence[];
  readonly copyrights: readonly string[];
  readonly rest?: BomRest;
}

export interface BomOccurrence {
  readonly location: string;
  readonly line?: number;
  readonly rest?: BomRest;
}

export interface BomRelationship {
  /** A ref of the document, of another document, or of the document itself (`BOM_DOCUMENT`). */
  readonly from: string;
  /** `dependsOn`, `provides`, … see `bom/relationships.ts`. */
  readonly type: string;
  /** Empty: said to have none. `NONE` and `NOASSERTION` stand as they are. */
  readonly to: readonly string[];
  readonly completeness?: 'complete' | 'incomplete' | 'noAssertion';
  /** SPDX 3 `LifecycleScopedRelationship`: `build`, `development`, `runtime`, `test`, … */
  readonly scope?: string;
  readonly comment?: string;
  readonly rest?: BomRest;
}

/** Stands in relationships and annotations for the document itself. */
export const BOM_DOCUMENT = 'urn:theriac:this-document';

export interface BomComposition {
  readonly aggregate: BomAggregate;
  /** Refs whose nested parts are all (or not all) listed. */
  readonly assemblies: readonly string[];
  /** Refs whose dependencies are all (or not all) listed. */
  readonly dependencies: readonly string[];
  readonly vulnerabilities: readonly string[];
  readonly rest?: BomRest;
}

export type BomLifecycle =
  | { readonly phase: BomPhase; readonly rest?: BomRest }
  | { readonly name: string; readonly description?: string; readonly rest?: BomRest };

export interface BomExternalDocument {
  /** `DocumentRef-…`, or the IRI. */
  readonly id: string;
  readonly uri: string;
  readonly hashes: readonly BomHash[];
  readonly rest?: BomRest;
}

export interface BomAnnotation {
  /** Refs; `BOM_DOCUMENT` for the document itself. */
  readonly subjects: readonly string[];
  readonly annotator?: BomParty;
  /** RFC 3339. */
  readonly timestamp?: string;
  /** SPDX `REVIEW` or `OTHER`, in lower case. */
  readonly type?: string;
  readonly text: string;
  readonly rest?: BomRest;
}

/** A document that says nothing yet. */
export function emptyBom(): Bom {
  return {
    authors: [],
    tools: [],
    lifecycles: [],
    dataLicences: [],
    subjects: [],
    components: [],
    relationships: [],
    compositions: [],
    vulnerabilities: [],
    licenceTexts: [],
    externalDocuments: [],
    externalReferences: [],
    annotations: [],
    properties: [],
  };
}

/** A component that says nothing but its name. */
export function emptyBomComponent(ref: string, name: string, kind: BomComponentKind): BomComponent {
  return {
    ref,
    kind,
    name,
    cpes: [],
    ids: [],
    authors: [],
    hashes: [],
    licences: [],
    externalReferences: [],
    properties: [],
  };
}

/** `group/name` or `name`, as people write it. */
export function bomComponentName({ group, name }: Pick<BomComponent, 'group' | 'name'>): string {
  return group === undefined ? name : `${group}/${name}`;
}

export function bomComponentsByRef(bom: Pick<Bom, 'components'>): Map<string, BomComponent> {
  return new Map(bom.components.map((component) => [component.ref, component]));
}

/** Components by the ref of their parent; those at the top under `undefined`. In the order of the document. */
export function bomChildren(bom: Pick<Bom, 'components'>): Map<string | undefined, BomComponent[]> {
  const children = Map.groupBy(bom.components, (component) => component.parent);
  return children;
}
