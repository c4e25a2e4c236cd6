/** What of a tar archive could not be read, or may be read in another way by other programs. */
export interface TarProblem {
  readonly kind: 'damaged' | 'too-large' | 'unsafe-name' | 'link' | 'special';
  /** Plain words. */
  readonly message: string;
  readonly entry?: string;
}
