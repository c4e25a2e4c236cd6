/** Reading, judging and writing a bill of materials: what goes in and comes out beside the document itself. */
import type { KnownUnknown } from '../inventory/component.ts';
import type { Bom } from './bom.ts';

/** Something in a document that breaks its format, or its own promises. */
export interface BomProblem {
  /** `schema/…` breaks the format's schema, `encoding/…` its encoding, `meaning/…` what the schema cannot say. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** JSON pointer (RFC 6901), for XML the path of elements, for tag-value the tag. */
  readonly pointer: string;
  /** 1-based. */
  readonly line?: number;
  /** What is wrong, in plain words. */
  readonly what: string;
  /** How it is fixed. */
  readonly remedy: string;
}

/** What a written document no longer says. */
export interface BomLoss {
  /**
   * Where in the {@link Bom}: a JSON pointer in which members of lists that have refs are named by their ref:
   * `/components/pkg:npm~1a@1/licences/0/text`.
   */
  readonly path: string;
  readonly why: string;
}

export interface BomRead {
  readonly bom: Bom;
  /** What could not be resolved on reading, with its place. */
  readonly unknowns: readonly KnownUnknown[];
  /** Where the document breaks its format. */
  readonly problems: readonly BomProblem[];
  /** 1-based line of where an id is declared. */
  readonly lineOf: (ref: string) => number | undefined;
}

export interface BomWritten {
  readonly text: string;
  readonly losses: readonly BomLoss[];
}
