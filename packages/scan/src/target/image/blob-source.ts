/**
 * Where the blobs of an image come from: an OCI layout, an archive, a registry. A source fetches and verifies; which
 * manifest of an index is meant, and what the layers hold, is decided by those who ask.
 */

/** OCI content descriptor (https://github.com/opencontainers/image-spec/blob/main/descriptor.md). */
export interface Descriptor {
  readonly mediaType: string;
  /** `sha256:` and 64 hexadecimal characters, or `sha512:` and 128. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  /** Of a foreign layer: addresses, never asked. */
  readonly urls?: readonly string[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A manifest or an index, as it was sent; its digest is that of its bytes. */
export interface ManifestDocument {
  readonly mediaType: string;
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/** Manifests and configurations are small; a larger one is refused. */
export const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;

export interface BlobSource {
  /** As reports name the image, without logins: `example.org/clinic/portal:1.4`. */
  readonly name: string;
  /** The index or manifest that the name leads to. */
  root(): Promise<ManifestDocument>;
  /** A manifest that an index names, digest verified. */
  manifest(descriptor: Descriptor): Promise<ManifestDocument>;
  /** A small blob (the configuration), digest and size verified; at most {@link MAX_DOCUMENT_BYTES}. */
  document(descriptor: Descriptor): Promise<Uint8Array>;
  /**
   * A layer, as it is stored (compressed or not), in pieces. Ends with a TheriacError THERIAC_IMAGE_DIGEST where the bytes
   * are not those of the digest or are more or fewer than `size`; nothing that came before such an end may be believed.
   */
  blob(descriptor: Descriptor): AsyncIterable<Uint8Array>;
  /** Removes what it spooled. */
  close(): Promise<void>;
}
