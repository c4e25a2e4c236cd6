/** Expressions that are linear for a reason that no checker sees, or whose input is short; and those proved slowly. */

export interface Row {
  /** `/source/flags` */
  readonly expression: string;
  /** Why its time is bounded; for `short` where the length of its input is limited. */
  readonly why: string;
}

export const ARGUED: readonly Row[] = [
  {
    expression: String.raw`/^([\d.]*)(?:([a-z])(\d*))?((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)(?![a-z])\d*)*)(?:~[0-9a-f]+)?(?:-r(?![a-z])(\d*))?(.*)$/s`,
    why: 'ends with (.*)$ over every character: it matches every text at the first try and never goes back',
  },
  {
    expression: String.raw`/(?<!\/\/|[@\d.])\bv?\d+(?:\.\d+)+(?:[-+][\w.]+)?/g`,
    why: 'never begins after a digit or a dot: each run of digits and dots is tried once',
  },
  {
    expression: String.raw`/^[v=]*(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:(-?[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/`,
    why: 'short: parsePartial reads at most MAX_VERSION_LENGTH characters',
  },
  {
    expression: String.raw`/(?:^|\/)(?:[^/]*[-_.])?(?:requirements|constraints)[^/]*\.(?:txt|in)$|(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/`,
    why: 'short: plugins/dispatch.ts gives patterns the last MAX_PATH characters of a path',
  },
  {
    expression: String.raw`/(?:^|\/)(?:docker-|podman-|[^/]*\.)?compose(?:[._-][^/]*)?\.ya?ml$/`,
    why: 'short: plugins/dispatch.ts gives patterns the last MAX_PATH characters of a path',
  },
  {
    expression: String.raw`/^(.+?)-(\d[A-Za-z0-9_.+-]*?)(?:-(?:sources|javadoc|tests|all|shaded|jar-with-dependencies))?$/`,
    why: 'short: identityOfJarName reads the first 300 characters of a name',
  },
  {
    expression: String.raw`/^https?:\/\/([^?#]*?@v?\d[^/?#]*)(?:\/|$)/`,
    why: 'short: reads the first 512 characters of an address',
  },
];

/** Files that make expressions from the arguments of a function, and such expressions. */
export const BUILT: readonly { readonly path: string; readonly like: readonly RegExp[] }[] = [
  {
    path: 'packages/scan/src/extractors/gem/gemfile.ts',
    like: [/(?:\bgit:|:git\s*=>)\s*["']([^"']+)["']/],
  },
  { path: 'packages/scan/src/extractors/os/os-release.ts', like: [/^ID=(.*)$/m] },
  { path: 'packages/scan/src/extractors/pypi/setup-files.ts', like: [/\bname[ \t]{0,20}=(?!=)/g] },
];
