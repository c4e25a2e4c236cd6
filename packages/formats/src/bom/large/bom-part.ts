/** Parts of a document that is too large to hold. */
import type { Sniffed } from '../document/sniff.ts';

/** A part of a document. */
export interface BomPart {
  readonly sniffed: Sniffed;
  /** In the encoding of the document; empty for XML, which is a tree already. */
  readonly text: string;
  /** The head has everything but lists; the others have one list, and repeat what they need of the head. */
  readonly isHead: boolean;
  /** Line in the document of a line in the part. */
  readonly line: (line: number) => number;
  /** Lines at the beginning that repeat the head, where they are lines. */
  readonly repeatedLines?: number;
}

export type VisitPart = (part: BomPart) => void;
