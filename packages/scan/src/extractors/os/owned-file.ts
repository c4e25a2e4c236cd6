/** A path that a package owns, and how a file of the configuration was shipped. */
export interface OwnedFile {
  /** Without a leading slash. */
  readonly path: string;
  /** Of a file that users are meant to change. */
  readonly shipped?: { readonly algorithm: 'md5' | 'sha1' | 'sha256'; readonly digest: string };
}
