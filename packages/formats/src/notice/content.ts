/** What third-party notices consist of: who made what the product contains, under which licence. */

export interface NoticeText {
  readonly kind: 'licence' | 'notice';
  /** `package`: a file of the package; `standard`: the SPDX list's text, because the package has none. */
  readonly origin: 'package' | 'standard';
  /** File in the target, or the SPDX id. */
  readonly source: string;
  readonly text: string;
}

export interface NoticeComponent {
  readonly name: string;
  readonly version: string | null;
  readonly purl: string;
  /** SPDX expression, or the words that were declared; null: not known. */
  readonly licence: string | null;
  /** The branch that is taken where the licence offers a choice. */
  readonly chosen: string | null;
  readonly copyrights: readonly string[];
  readonly texts: readonly NoticeText[];
}

export interface NoticeGap {
  readonly component: string;
  readonly purl: string;
  /** One sentence. */
  readonly why: string;
}

export interface NoticeContent {
  /** What the product is called. */
  readonly product: string;
  /** Sorted by name, version and purl; each purl once. */
  readonly components: readonly NoticeComponent[];
  /** What could not be found: the notices are incomplete as long as this is not empty. */
  readonly gaps: readonly NoticeGap[];
}
