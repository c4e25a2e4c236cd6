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
    means: 'The command line could not be understood.',
    next: 'Run the command with --help.',
    exit: 2,
  },
  THERIAC_TARGET_MISSING: {
    means: 'The target to scan does not exist or cannot be read.',
    next: 'Check the path and its permissions.',
    exit: 2,
  },
  THERIAC_TARGET_KIND: {
    means: 'The target is neither a directory, a regular file nor an SBOM.',
    next: 'Name a directory, a package file or an SBOM.',
    exit: 2,
  },
  THERIAC_CONFIG: {
    means: 'theriac.yaml (or another configuration file) is not valid.',
    next: 'Mend the line named; `theriac init` writes a valid file.',
    exit: 2,
  },
  THERIAC_POLICY: {
    means: 'A policy or exception breaks a limit that cannot be configured away.',
    next: 'See docs/gate.md for the limits.',
    exit: 2,
  },
  THERIAC_VEX: {
    means: 'A VEX document could not be read.',
    next: 'Validate the document; see docs/vex.md.',
    exit: 2,
  },
  THERIAC_KEY: {
    means: 'A key or a trust root cannot be used.',
    next: 'Give an Ed25519 or ECDSA P-256 key in PEM; see docs/sbom.md.',
    exit: 2,
  },
  THERIAC_SIGNATURE: {
    means: 'A signature file could not be read.',
    next: 'Fetch it again, or ask the signer for a new one.',
    exit: 2,
  },
  THERIAC_BASELINE: {
    means: 'The baseline could not be read.',
    next: 'Make it anew with `theriac scan --output json=baseline.json`.',
    exit: 2,
  },
  THERIAC_OUTPUT: {
    means: 'A report could not be written.',
    next: 'Check the path, the permissions and the free space.',
    exit: 2,
  },
  THERIAC_INDEX_MISSING: {
    means: 'There is no advisory index for this ecosystem.',
    next: 'Run `theriac db update`, or `theriac db build --feeds DIR`.',
    exit: 3,
  },
  THERIAC_INDEX_CORRUPT: {
    means: 'An advisory index is damaged: a checksum does not hold.',
    next: 'Run `theriac db update` (or `db import`) to replace it.',
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
    means: 'A feed is cut off, has the wrong hash or is not what it should be.',
    next: 'Fetch it again; nothing that was there before has been replaced.',
    exit: 3,
  },
  THERIAC_STORE: {
    means: 'The cache or data folder cannot be written.',
    next: 'Check its permissions and free space, or set XDG_DATA_HOME.',
    exit: 3,
  },
  THERIAC_INPUT_LIMIT: {
    means: 'An input is larger, deeper or longer than is read from an untrusted source.',
    next: 'See docs/reference/limits.md.',
    exit: 3,
  },
  THERIAC_INPUT_SYNTAX: {
    means: 'An input is not valid in its own format.',
    next: 'Mend the file at the place named.',
    exit: 3,
  },
  THERIAC_INTERNAL: {
    means: 'A defect in Theriac.',
    next: 'Please report it with the text above; it contains no file contents.',
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
