/** Manifests and documents over real sockets: what is believed, and what is refused with which words. */
import { createHash } from 'node:crypto';
import {
  answering,
  closeServers,
  collect,
  descriptorOf,
  type Handler,
  OCI_INDEX,
  OCI_MANIFEST,
  quietly,
  sampleImage,
  serve,
  sha256,
} from '@theriac/testing/loopback-registry';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { MAX_DOCUMENT_BYTES } from '../blob-source.ts';
import { openRegistry } from './index.ts';

afterEach(closeServers);
afterAll(removeFolders);

const home = makeFolder();
const image = sampleImage();
const open = (host: string, tail = ':1.4') => openRegistry(`${host}/clinic/portal${tail}`, quietly(home));

/** A registry whose every manifest is this. */
const sending = (
  body: Buffer | string,
  headers: Record<string, string>,
  status = 200,
): Promise<{ host: string }> => serve((_, response) => response.writeHead(status, headers).end(body));

describe('an image', () => {
  test('is read: index, manifest, configuration, layer', async () => {
    const { host, heard } = await serve(answering(image));
    const source = open(host);
    expect(source.name).toBe(`${host}/clinic/portal:1.4`);
    expect(heard).toEqual([]);
    const root = await source.root();
    expect(root).toEqual({ mediaType: OCI_INDEX, digest: sha256(image.index), bytes: image.index });
    expect(await source.manifest(image.descriptors.manifest)).toEqual({
      mediaType: OCI_MANIFEST,
      digest: sha256(image.manifest),
      bytes: image.manifest,
    });
    expect(Buffer.from(await source.document(image.descriptors.config)).equals(image.config)).toBe(true);
    expect((await collect(source.blob(image.descriptors.layer))).equals(image.layer)).toBe(true);
    await source.close();
    expect(heard.map(({ url }) => url.replace('/v2/clinic/portal/', ''))).toEqual([
      'manifests/1.4',
      `manifests/${image.descriptors.manifest.digest}`,
      `blobs/${image.descriptors.config.digest}`,
      `blobs/${image.descriptors.layer.digest}`,
    ]);
    expect(heard[0]?.headers).toMatchObject({ 'user-agent': 'theriac/test', 'accept-encoding': 'identity' });
    expect(heard[0]?.headers.accept).toBe(
      'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, ' +
        'application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json',
    );
  });

  test('is read by its digest', async () => {
    const { host } = await serve(answering(image));
    expect((await open(host, `@${sha256(image.index)}`).root()).digest).toBe(sha256(image.index));
  });

  test('is asked for once, however often its root is', async () => {
    const { host, heard } = await serve(answering(image));
    const source = open(host);
    await Promise.all([source.root(), source.root(), source.document(image.descriptors.config)]);
    expect(heard.filter(({ url }) => url.includes('manifests'))).toHaveLength(1);
  });

  test('is known by what it is where the server knows no types', async () => {
    const { host } = await sending(image.manifest, { 'content-type': 'text/plain; charset=utf-8' });
    expect((await open(host).root()).mediaType).toBe(OCI_MANIFEST);
    const untyped = Buffer.from('{"schemaVersion":2,"manifests":[]}');
    const other = await sending(untyped, {});
    expect((await open(other.host).root()).mediaType).toBe(OCI_INDEX);
  });
});

describe('a manifest is refused', () => {
  const old = 'application/vnd.docker.distribution.manifest.v1+prettyjws';
  test.each([
    [
      'of another digest than its header says',
      image.index,
      { 'docker-content-digest': sha256(image.config) },
      'THERIAC_IMAGE_DIGEST',
      'the registry says to be sha256:',
    ],
    [
      'that is a web page',
      '<html>Sign in</html>',
      { 'content-type': 'text/html; charset=utf-8' },
      'THERIAC_REGISTRY',
      'sends a web page',
    ],
    ['that is a web page without saying so', '<html>Sign in</html>', {}, 'THERIAC_REGISTRY', 'no JSON'],
    [
      'of a type that is none',
      '{}',
      { 'content-type': 'application/zip' },
      'THERIAC_IMAGE',
      'application/zip, which is no manifest',
    ],
    ['of a type that is a trick', '{}', { 'content-type': 'a\tb' }, 'THERIAC_IMAGE', 'an unknown type'],
    ['of schema 1, by its type', '{}', { 'content-type': old }, 'THERIAC_IMAGE', 'schema 1'],
    [
      'of schema 1, by its contents',
      '{"schemaVersion":1,"fsLayers":[]}',
      {},
      'THERIAC_IMAGE',
      'push the image anew',
    ],
    ['that is some other JSON', '{"errors":[]}', {}, 'THERIAC_IMAGE', 'no manifest of an image'],
    [
      'that is an index and a manifest',
      '{"schemaVersion":2,"manifests":[],"layers":[{}]}',
      {},
      'THERIAC_IMAGE',
      'no manifest of an image',
    ],
    [
      'whose header and contents differ',
      image.index,
      { 'content-type': OCI_MANIFEST },
      'THERIAC_IMAGE',
      'in one place and',
    ],
    [
      'whose type is not what it is',
      '{"schemaVersion":2,"manifests":[]}',
      { 'content-type': OCI_MANIFEST },
      'THERIAC_IMAGE',
      'but is something else',
    ],
    ['that is a JSON bomb', '['.repeat(MAX_DOCUMENT_BYTES), {}, 'THERIAC_INPUT_LIMIT', 'nested too deep'],
  ])('%s', async (_, body, headers, code, message) => {
    const { host } = await sending(body, headers);
    await expect(open(host).root()).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
      place: { path: `${host}/clinic/portal` },
    });
  });

  test('of another digest than the reference has', async () => {
    const { host } = await sending(image.index, { 'content-type': OCI_INDEX });
    await expect(open(host, `@sha256:${'0'.repeat(64)}`).root()).rejects.toMatchObject({
      code: 'THERIAC_IMAGE_DIGEST',
    });
  });

  test('of another digest or size than the index says', async () => {
    const { host } = await serve(answering(image));
    const source = open(host);
    const { manifest } = image.descriptors;
    const other = await sending(image.index, { 'content-type': OCI_INDEX });
    for (const [from, descriptor] of [
      [open(other.host), { ...manifest, size: image.index.length }],
      [source, { ...manifest, size: manifest.size + 1 }],
      [source, { ...manifest, size: manifest.size - 1 }],
    ] as const)
      await expect(from.manifest(descriptor)).rejects.toMatchObject({ code: 'THERIAC_IMAGE_DIGEST' });
  });

  test('named by something that is no digest, before it is asked for', async () => {
    const { host, heard } = await serve(answering(image));
    const source = open(host);
    for (const digest of ['../../other', 'sha256:abc', `md5:${'0'.repeat(32)}`])
      await expect(source.manifest({ ...image.descriptors.manifest, digest })).rejects.toMatchObject({
        code: 'THERIAC_IMAGE',
      });
    for (const size of [-1, 0.5, Number.NaN])
      await expect(source.manifest({ ...image.descriptors.manifest, size })).rejects.toMatchObject({
        code: 'THERIAC_IMAGE',
      });
    expect(heard).toHaveLength(1);
  });

  test('of ten gigabytes: announced, or streamed until the limit', async () => {
    const announced = await serve((_, response) => {
      response.writeHead(200, { 'content-type': OCI_INDEX, 'content-length': 10 * 1024 ** 3 });
      response.write(Buffer.alloc(1024));
    });
    await expect(open(announced.host).root()).rejects.toMatchObject({ code: 'THERIAC_INPUT_LIMIT' });
    let sent = 0;
    const zeros = Buffer.alloc(64 * 1024);
    const streamed = await serve((_, response) => {
      response.writeHead(200, { 'content-type': OCI_INDEX });
      const more = (): void => {
        while (!response.destroyed) {
          sent += zeros.length;
          if (!response.write(zeros)) {
            response.once('drain', more);
            return;
          }
        }
      };
      more();
    });
    await expect(open(streamed.host).root()).rejects.toMatchObject({ code: 'THERIAC_INPUT_LIMIT' });
    expect(sent).toBeLessThan(10 * MAX_DOCUMENT_BYTES);
  });
});

describe('a document', () => {
  test('larger than documents may be is not asked for', async () => {
    const { host, heard } = await serve(answering(image));
    const huge = { ...image.descriptors.config, size: MAX_DOCUMENT_BYTES + 1 };
    await expect(open(host).document(huge)).rejects.toMatchObject({ code: 'THERIAC_INPUT_LIMIT' });
    expect(heard).toHaveLength(1);
  });

  test('may be named by SHA-512', async () => {
    const digest = `sha512:${createHash('sha512').update(image.config).digest('hex')}`;
    const blob: Handler = ({ url }, response) =>
      url.includes('sha512') ? response.end(image.config) : answering(image)({ url } as never, response);
    const { host } = await serve(blob);
    const descriptor = { ...image.descriptors.config, digest };
    expect(Buffer.from(await open(host).document(descriptor)).equals(image.config)).toBe(true);
    await expect(
      open(host).document({ ...descriptor, digest: `sha512:${'0'.repeat(128)}` }),
    ).rejects.toMatchObject({ code: 'THERIAC_IMAGE_DIGEST' });
  });

  test('that the registry does not have is told with its code, without its words', async () => {
    const { host } = await serve(answering(image));
    const error = await open(host)
      .document(descriptorOf(Buffer.from('gone'), 'x/y'))
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'THERIAC_REGISTRY',
      message: expect.stringMatching(/does not have the blob sha256:.*\(status 404 MANIFEST_UNKNOWN\)$/),
    });
    expect(String(error)).not.toContain('hunter2');
  });
});

test('nobody listening is told', async () => {
  const { host } = await serve(answering(image));
  await closeServers();
  await expect(open(host).root()).rejects.toMatchObject({
    code: 'THERIAC_REGISTRY',
    message: `${host}: nobody listens there`,
  });
});
