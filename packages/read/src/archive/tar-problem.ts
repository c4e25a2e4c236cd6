/** What is wrong with a tar archive or with an entry of one. */

export interface TarProblem {
  readonly kind: 'damaged' | 'too-large' | 'unsafe-name' | 'link' | 'special';
  /** Plain words. */
  readonly message: string;
  readonly entry?: string;
}
