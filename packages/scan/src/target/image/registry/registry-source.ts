/** An image in a registry. */
import { TheriacError } from '@theriac/core';
import {
  type BlobSource,
  type Descriptor,
  MAX_DOCUMENT_BYTES,
  type ManifestDocument,
} from '../blob-source.ts';
import { fetchBlob } from './blobs.ts';
import { RegistryClient } from './client.ts';
import { checkDescriptor } from './content-digest.ts';
import { fetchManifest } from './manifests.ts';
import { endpointsOf } from './mirrors.ts';
import type { RegistryOptions } from './options.ts';
import type { ImageReference } from './reference.ts';

export class RegistrySource implements BlobSource {
  readonly name: string;
  readonly #reference: ImageReference;
  /** Mirrors, and then the registry itself. */
  readonly #clients: readonly RegistryClient[];
  #root: Promise<ManifestDocument> | undefined;
  /** The one that has the image. */
  #chosen: RegistryClient | undefined;

  /** @throws TheriacError THERIAC_CONFIG when the configuration of mirrors cannot be used */
  constructor(reference: ImageReference, options: RegistryOptions) {
    this.name = reference.name;
    this.#reference = reference;
    this.#clients = endpointsOf(reference, options).map(
      (endpoint) => new RegistryClient(endpoint, reference.repository, options),
    );
  }

  root(): Promise<ManifestDocument> {
    this.#root ??= this.#findRoot();
    return this.#root;
  }

  async manifest(descriptor: Descriptor): Promise<ManifestDocument> {
    const client = await this.#client();
    checkDescriptor(descriptor, client.where);
    checkSize(descriptor, client.where);
    return fetchManifest(client, { reference: descriptor.digest, descriptor });
  }

  async document(descriptor: Descriptor): Promise<Uint8Array> {
    const client = await this.#client();
    checkSize(descriptor, client.where);
    const pieces: Uint8Array[] = [];
    for await (const piece of fetchBlob(client, descriptor)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async *blob(descriptor: Descriptor): AsyncGenerator<Uint8Array> {
    yield* fetchBlob(await this.#client(), descriptor);
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
  }

  async #client(): Promise<RegistryClient> {
    if (this.#chosen === undefined) await this.root();
    return this.#chosen ?? this.#last();
  }

  #last(): RegistryClient {
    const client = this.#clients.at(-1);
    if (client === undefined) throw new TheriacError('THERIAC_INTERNAL', 'an image without a registry');
    return client;
  }

  /** A mirror that does not have the image, or does not answer, is passed by; one that sends wrong bytes is not. */
  async #findRoot(): Promise<ManifestDocument> {
    const { tag, digest } = this.#reference;
    const last = this.#last();
    for (const client of this.#clients) {
      try {
        const document = await fetchManifest(client, { reference: digest ?? tag ?? '', digest });
        this.#chosen = client;
        return document;
      } catch (error) {
        const mayPass = error instanceof TheriacError && error.code === 'THERIAC_REGISTRY' && client !== last;
        if (!mayPass) throw error;
      }
    }
    throw new TheriacError('THERIAC_INTERNAL', 'no registry was asked');
  }
}

function checkSize({ digest, size }: Descriptor, where: string): void {
  if (size > MAX_DOCUMENT_BYTES)
    throw new TheriacError(
      'THERIAC_INPUT_LIMIT',
      `${digest.slice(0, 200)} is a document of ${size} bytes; more than ${MAX_DOCUMENT_BYTES} are not read`,
      { path: where },
    );
}
