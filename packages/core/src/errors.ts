/**
 * Coded errors. Every error that a user can meet has a code, says what happened and where, and what to do next.
 * `docs/reference/errors.md` is generated from this table.
 */

interface ErrorRow {
  /** What it means, in one plain sentence. */
  readonly means: string;
  /** What the user does next. */
  readonly next: string;
  /** Exit code of the command when this error ends it. */
  readonly exit: 2 | 3 | 70;
}

export const ERRORS = {
  THERIAC_USAGE: {
    means: 'The command line could not be parsed.',
    next: 'Run the command with --help to see its options.',
    exit: 2,
  },
  THERIAC_TARGET_MISSING: {
    means: 'The target to scan does not exist or cannot be read.',
    next: 'Check the path and its permissions.',
    exit: 2,
  },
  THERIAC_TARGET_KIND: {
    means: 'The target is not a folder, a text, a package file or an SBOM.',
    next: 'Name a folder, a text, a package file or an SBOM.',
    exit: 2,
  },
  THERIAC_FILE: {
    means: 'A file that the command line or the configuration names cannot be read.',
    next: 'Check the path and its permissions; it must lead to a file.',
    exit: 2,
  },
  THERIAC_CONFIG: {
    means: 'theriac.yaml (or another configuration file) is not valid.',
    next: 'Correct the line; `theriac docs configuration` describes the file.',
    exit: 2,
  },
  THERIAC_RULES: {
    means: 'A file of own rules is not valid.',
    next: 'Correct the line; `theriac docs own-rules` describes the file, `theriac rules resources` what can be asked.',
    exit: 2,
  },
  THERIAC_POLICY: {
    means: 'A policy or exception exceeds a limit that cannot be configured.',
    next: 'See the limits: `theriac docs gate`.',
    exit: 2,
  },
  THERIAC_VEX: {
    means: 'A VEX document could not be read.',
    next: 'Check the document; see `theriac docs vex`.',
    exit: 2,
  },
  THERIAC_KEY: {
    means: 'A key or a trust root cannot be used.',
    next: 'Give an Ed25519 or ECDSA P-256 key in PEM; see `theriac docs sbom`.',
    exit: 2,
  },
  THERIAC_SIGNATURE: {
    means: 'A signature file could not be read.',
    next: 'Fetch it again, or ask the signer for a new one.',
    exit: 2,
  },
  THERIAC_RESULT: {
    means: 'A file that should be a result of an earlier scan could not be read.',
    next: 'Write it again with `theriac scan --output json=FILE`.',
    exit: 2,
  },
  THERIAC_EXCEPTION: {
    means: 'An exception was not written, because it would not hold.',
    next: 'Read the limits (`theriac docs gate`), and the id that `theriac scan` shows; choose an earlier day, or another id, package or path.',
    exit: 2,
  },
  THERIAC_BASELINE: {
    means: 'The baseline could not be read.',
    next: 'Name a report of `theriac scan --output json=FILE`, or a revision whose files this clone has: fetch them (`git fetch --refetch --no-filter`, `git submodule update --init`).',
    exit: 2,
  },
  THERIAC_GIT_MISSING: {
    means: 'A revision, the history or what is staged was asked for, and there is no git to read it.',
    next: 'Install git; for a baseline, a report of `theriac scan --output json=FILE` does as well.',
    exit: 2,
  },
  THERIAC_GIT_REPOSITORY: {
    means:
      'A revision, the history or what is staged was asked for, and the target is not in a git repository.',
    next: 'Scan a folder of a clone; for a baseline, check the path of the file.',
    exit: 2,
  },
  THERIAC_GIT_OWNER: {
    means: 'Git does not read a repository that belongs to another user.',
    next: 'Run `git config --global --add safe.directory FOLDER` if you trust its owner.',
    exit: 2,
  },
  THERIAC_GIT_SHALLOW: {
    means: 'A revision was named (as a baseline: and no file) that this shallow clone does not have.',
    next: 'Run `git fetch --unshallow`, or `git fetch --depth 1 origin REVISION`; in CI set the depth of the checkout.',
    exit: 2,
  },
  THERIAC_GIT_REVISION: {
    means: 'What was named is no revision of the repository (as a baseline: and no file).',
    next: 'See `git branch --all` and `git tag`; fetch what is missing.',
    exit: 2,
  },
  THERIAC_OUTSIDE: {
    means: 'A file that would be written leads out of the target, by a link or by `..`.',
    next: 'Run the command on the folder that the file is in, or put a file in place of the link.',
    exit: 2,
  },
  THERIAC_OUTPUT: {
    means: 'A report could not be written.',
    next: 'Check the path, the permissions and the free disk space.',
    exit: 2,
  },
  THERIAC_UPLOAD: {
    means:
      'The result could not be sent to the server; the scan itself is done, and its reports are written.',
    next: 'Check the address, THERIAC_TOKEN and the system; send it again with the same command.',
    exit: 2,
  },
  THERIAC_SERVER_MISSING: {
    means: 'The server is a package of its own, and it is not installed beside the command.',
    next: 'Install @theriac/server where theriac is installed, or use the container image.',
    exit: 2,
  },
  THERIAC_SERVER_DATA: {
    means: 'The data folder of the server cannot be used.',
    next: 'Choose another one with --data; on Linux, /var/lib/theriac suits a server that root starts.',
    exit: 2,
  },
  THERIAC_SERVER_DATABASE: {
    means: 'The server has no database.',
    next: 'Check DATABASE_URL, which names a PostgreSQL of version 15 or newer; without it a private one is started.',
    exit: 2,
  },
  THERIAC_SERVER_SCHEMA: {
    means: 'The tables of the database are not those of this version.',
    next: 'Start a version of Theriac that is as new as the one that wrote the database, or restore a backup.',
    exit: 2,
  },
  THERIAC_SERVER_TLS: {
    means: 'The certificate or the key of the server cannot be used.',
    next: 'Give a certificate with its chain, and the private key that belongs to it without a passphrase, both PEM.',
    exit: 2,
  },
  THERIAC_SERVER_LISTEN: {
    means: 'The server cannot listen at the address.',
    next: 'Choose another --port or --host; a port below 1024 needs a privilege.',
    exit: 2,
  },
  THERIAC_SERVER_KEYS: {
    means: 'A key of the server cannot be read or made.',
    next: 'Restore the folder `keys` of the data folder from a backup, readable by the user of the server alone.',
    exit: 2,
  },
  THERIAC_KEY_SERVICE: {
    means: 'The key management service did not do what was asked.',
    next: 'Check its address, the credentials in the environment, and what the key allows; the work is repeated when it answers.',
    exit: 2,
  },
  THERIAC_BACKUP: {
    means: 'A backup cannot be used.',
    next: 'Check the passphrase; take another backup, or the version of Theriac that made this one.',
    exit: 2,
  },
  THERIAC_AUDIT_BROKEN: {
    means: 'The audit trail in the database is not as it was written, or not as its last checkpoint says.',
    next: 'Keep the database as it is, export a bundle and run `theriac audit verify` on it; `theriac docs server-audit` says what each fault means.',
    exit: 2,
  },
  THERIAC_AUDIT_BUNDLE: {
    means: 'A file of the audit trail cannot be read.',
    next: 'Export the bundle again; a checkpoint or key is the text that the server wrote.',
    exit: 2,
  },
  THERIAC_INDEX_MISSING: {
    means: 'There is no advisory index for this ecosystem.',
    next: 'Run `theriac db update`, or `theriac db build --feeds DIR`.',
    exit: 3,
  },
  THERIAC_INDEX_CORRUPT: {
    means: 'An advisory index is damaged: a checksum does not match.',
    next: 'Run `theriac db update` or `theriac db import FILE` to replace it.',
    exit: 3,
  },
  THERIAC_INDEX_VERSION: {
    means: 'An advisory index was written in a format that this version cannot read.',
    next: 'Run `theriac db update`, or update Theriac.',
    exit: 3,
  },
  THERIAC_INDEX_STALE: {
    means: 'An advisory index is older than the policy allows.',
    next: 'Run `theriac db update`.',
    exit: 3,
  },
  THERIAC_FEED_MISSING: {
    means: 'A feed could not be found or fetched.',
    next: 'Check --feeds, the network, the proxy and the CA settings.',
    exit: 3,
  },
  THERIAC_FEED_INVALID: {
    means: 'A feed is truncated, has the wrong hash or is not in the expected format.',
    next: 'Fetch it again; the installed index was not changed.',
    exit: 3,
  },
  THERIAC_STORE: {
    means: 'The cache or data folder cannot be written.',
    next: 'Check its permissions and free space, or set XDG_DATA_HOME.',
    exit: 3,
  },
  THERIAC_IMAGE: {
    means: 'A container image cannot be read: a part is missing, damaged or of a kind that is not supported.',
    next: 'Save or pull the image anew; see `theriac docs images`.',
    exit: 3,
  },
  THERIAC_IMAGE_DIGEST: {
    means: 'A part of a container image does not have the digest or the size that names it.',
    next: 'Do not use the image; pull it anew from a registry that you trust.',
    exit: 3,
  },
  THERIAC_IMAGE_PLATFORM: {
    means: 'The image does not exist for the platform that was asked for.',
    next: 'Name one of the platforms of the image with --platform.',
    exit: 2,
  },
  THERIAC_REGISTRY: {
    means: 'A container registry or daemon cannot be reached, refuses, or answers something else.',
    next: 'Check the name, the network and the login (docker login); see `theriac docs images`.',
    exit: 3,
  },
  THERIAC_INPUT_LIMIT: {
    means: 'An input exceeds a limit on size, depth or length.',
    next: 'See `theriac docs limits`.',
    exit: 3,
  },
  THERIAC_INPUT_SYNTAX: {
    means: 'An input is not valid in its own format.',
    next: 'Correct the file at the place named, or name another file.',
    exit: 3,
  },
  THERIAC_INTERNAL: {
    means: 'An internal error: a defect in Theriac.',
    next: 'Report it with the text above, which contains no file contents: https://github.com/theriac/theriac/issues',
    exit: 70,
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

/** Where something went wrong: a path relative to the target (or as the user gave it) and a 1-based line. */
export interface Place {
  readonly path?: string;
  readonly line?: number;
}

export class TheriacError extends Error {
  override readonly name = 'TheriacError';
  readonly code: ErrorCode;
  readonly place: Place;

  /**
   * @param what what happened, in plain words, without file contents (they may hold secrets or PHI)
   */
  constructor(code: ErrorCode, what: string, place: Place = {}, options?: ErrorOptions) {
    super(what, options);
    this.code = code;
    this.place = place;
  }
}

/** `path:line`, `path` or the empty string. */
export function formatPlace(place: Place): string {
  if (place.path === undefined) return '';
  return place.line === undefined ? place.path : `${place.path}:${place.line}`;
}
