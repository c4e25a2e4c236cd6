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
  {
    expression: String.raw`/(?:\b(?:curl|wget)\b[^|;&\n]{0,400}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|(?:ba|z|da)?sh\s+-c\s+["']?\$\((?:curl|wget)|<\((?:curl|wget)\b|powershell(?:\.exe)?\s[^\n]{0,200}(?:-enc\b|-EncodedCommand|-e\s+[A-Za-z0-9+/=]{40}|DownloadString|Invoke-Expression|\biex\b)|\bcertutil\b[^\n]{0,100}-urlcache|\bmshta\s+http|bitsadmin\s+\/transfer|\bbase64\s+(?:-d|--decode|-D)\b[^|\n]{0,100}\|\s*(?:ba|z|da)?sh\b|(?:\bxz\b|\bgzip\b|\bbzip2\b|\bopenssl\b)[^|\n]{0,100}-d[^|\n]{0,100}\|\s*(?:\/bin\/)?(?:ba|z|da)?sh\b|\|\s*(?:xz|gzip|bzip2)\s+-d\S*(?:\s[^|\n]{0,80})?\|\s*(?:\/bin\/)?(?:ba)?sh\b|\b(?:curl|wget)\b[^\n]{0,300}\s-(?:o|O|-output)\b[^\n]{0,300}(?:chmod\s+(?:\+x|7\d\d)|&&\s*(?:nohup\s+)?(?:ba|z)?sh\s|&&\s*(?:nohup\s+)?python3?\s)|\bnc\b[^\n]{0,60}-e\s+\/bin\/|\/dev\/tcp\/\d|bash\s+-i\s+>&)/`,
    why: 'between its fixed words it repeats single classes up to 400 times, or white space that a fixed character ends',
  },
  {
    expression: '/\\b(?:https?|wss?|ftp):\\/\\/(?:[^\\s/@"\'`<>]{1,100}@)?([a-z0-9.-]{3,100})(?::\\d+)?/gi',
    why: 'begins with a fixed scheme, which none of what follows holds, and reads at most 201 characters, then digits',
  },
  {
    expression: String.raw`/\beval\s*(?:\(\s*)?(?:Base64|Zlib|\[.{0,400}\]\.pack|.{0,400}unpack)/`,
    why: 'begins with a fixed word, reads white space once and then at most 400 characters',
  },
  {
    expression: String.raw`/\bgetenv\s*\(\s*["'](?:AWS_\w{0,60}?(?:KEY|TOKEN)|\w{0,60}?(?:SECRET|PASSWORD|PRIVATE_KEY))/`,
    why: 'begins with a fixed word and a quote, then reads at most 60 characters of a name',
  },
  {
    expression: String.raw`/\bexec\.Command(?:Context)?\([^"\n]{0,40}"(?:\/bin\/)?(?:ba)?sh"\s*(?:,\s*"-c"\s*,\s*[a-z]|\))/`,
    why: 'begins with a fixed word; its runs of white space are parted by a quote and commas',
  },
  {
    expression:
      '/(?<![\\w:])::(?=[a-z_-])|::(?<=^[^\\S\\n]*::)(?=\\w)|::(?=(?:add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|internal-set-repo-path|notice|remove-matcher|save-state|set-env|set-output|set-secret|stop-commands|warning)(?:::|\\s))/gim',
    why: 'what it looks back over is white space that ends at the colons in hand: no run is looked at twice',
  },
];

/** Files that make expressions from the arguments of a function, and such expressions. */
export const BUILT: readonly { readonly path: string; readonly like: readonly RegExp[] }[] = [
  // Of users: what is not deterministic is refused before it is run, here too (expression.test.ts).
  { path: 'packages/govern/src/secrets/expression.ts', like: [/ward_(?:live|test)_[a-z]{1,40}-[0-9]{4,8}/y] },
  { path: 'packages/govern/src/secrets/own-kinds.ts', like: [/WARD-(?<secret>[A-Z0-9]{8,12})-x/y] },
  // Patterns of charts: they are run by V8's engine that takes linear time whatever the pattern (flag `l`).
  { path: 'packages/read/src/go-template/functions-text.ts', like: [] },
  { path: 'packages/scan/src/detectors/secrets/own-kinds.ts', like: [/WARD-(?<secret>[A-Z0-9]{8,12})-x/y] },
  {
    path: 'packages/scan/src/extractors/gem/gemfile.ts',
    like: [/(?:\bgit:|:git\s*=>)\s*["']([^"']+)["']/],
  },
  { path: 'packages/scan/src/extractors/os/os-release.ts', like: [/^ID=(.*)$/m] },
  { path: 'packages/scan/src/extractors/pypi/setup-files.ts', like: [/\bname[ \t]{0,20}=(?!=)/g] },
];
