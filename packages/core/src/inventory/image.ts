/** What is known of a container image beside the files in it. */

export interface ImageLayer {
  /** Of the unpacked layer (`sha256:…`): the same however it was compressed. */
  readonly digest: string;
  /** Bytes of the unpacked layer. */
  readonly size: number;
  /** Entries of its archive. */
  readonly entries: number;
  /** The instruction that made it, as a Dockerfile has it; absent where the history does not say. */
  readonly instruction?: string;
  readonly created?: string;
  /** Whether it came with the base image; absent: the base is not known. */
  readonly base?: boolean;
}

/**
 * How the base image was recognised.
 * - `approved`: its layers are those of an entry of `images.approved`
 * - `label`: the image names it (org.opencontainers.image.base.name), and its history shows where it ends
 * - `history`: the instruction that ends a base stands in the middle of the history
 */
export const BASE_ORIGINS = ['approved', 'label', 'history'] as const;

export interface BaseImage {
  /** `debian:12`; absent where nothing names it. */
  readonly name?: string;
  /** Digest of its manifest, as the image or the approved list says. */
  readonly digest?: string;
  /** How many of the lowest layers are those of the base. */
  readonly layers: number;
  readonly toldBy: (typeof BASE_ORIGINS)[number];
}

export interface ImageRuntime {
  /** Empty: root. */
  readonly user: string;
  /** `8080/tcp`, sorted. */
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly hasHealthcheck: boolean;
}

/** A file that runs with the rights of its owner or its group, whoever starts it. */
export interface SetIdFile {
  readonly path: string;
  /** Octal: `4755`. */
  readonly mode: string;
  /** Whether a package of the distribution owns it; absent where there is no list of owned files. */
  readonly owned?: boolean;
}

export interface RootFileCounts {
  readonly files: number;
  /** Bytes. */
  readonly bytes: number;
  /** Files that no package of the distribution owns; absent where there is no list of owned files. */
  readonly unowned?: number;
}

/** A container image, a root file system or a host: what is there beside components. */
export interface ImageFacts {
  /** Absent for a root file system and a host. */
  readonly name?: string;
  /** Of the manifest; absent where the image was saved without one. */
  readonly digest?: string;
  /** `linux/amd64` */
  readonly platform?: string;
  readonly created?: string;
  /** From the bottom; empty for a root file system and a host. */
  readonly layers: readonly ImageLayer[];
  readonly base?: BaseImage;
  readonly runtime?: ImageRuntime;
  readonly counts: RootFileCounts;
  /** Sorted by path. */
  readonly setId: readonly SetIdFile[];
}
