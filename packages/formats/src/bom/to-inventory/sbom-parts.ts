/** What a bill of materials lists and how it hangs together, whichever its format. */
import type { Hash, Location, Origin, RootDocument, Scope, StatedFacts } from '@theriac/core';

/** A listed component, whichever format lists it. */
export interface SbomNode {
  /** Unique in the document. */
  readonly key: string;
  readonly name: string;
  readonly version: string | null;
  readonly purl?: string;
  readonly location: Location;
  readonly hashes: readonly Hash[];
  readonly licence?: string;
  readonly supplier?: string;
  readonly cpes: readonly string[];
  /** As declared; undefined: follows from the edges that lead to it. */
  readonly scope?: Scope;
  /** An application, as against a library. */
  readonly application: boolean;
  readonly operatingSystem: boolean;
  /** Source package of a distribution package, `openssl@3.0.11-1`, where a property says it. */
  readonly sourcePackage?: string;
  /** Where the bytes come from, as a property of Theriac says. */
  readonly origin?: Origin;
  readonly guessed?: string;
  readonly minimum?: string;
  readonly firstParty: boolean;
  readonly installScript: boolean;
  readonly stated?: StatedFacts;
  /** Of a manifest or lockfile of a scan by Theriac: the licence of its project, empty where nobody says. */
  readonly project?: string;
}

export interface SbomEdge {
  /** A key, or {@link TARGET}. */
  readonly from: string;
  readonly to: string;
  readonly scope: Scope;
}

/** The `from` of what the described product itself needs; no identifier of a document holds a control character. */
export const TARGET = '\u0000target';

export interface SbomParts {
  readonly path: string;
  readonly name?: string;
  readonly version?: string;
  readonly document?: RootDocument;
  /** Of the described product. */
  readonly licence?: string;
  readonly nodes: readonly SbomNode[];
  readonly edges: readonly SbomEdge[];
}
