/** For tests: registries on the loopback, over real sockets, with an image of two layers. */
import { createHash, randomBytes, sign, webcrypto } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { type AddressInfo, isIP } from 'node:net';
import type { Descriptor, RegistryOptions } from '@theriac/scan/remote-images';

interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Handler = (request: Heard, response: ServerResponse) => void;

export interface Loopback {
  readonly origin: string;
  /** `127.0.0.1:40123` */
  readonly host: string;
  readonly port: number;
  readonly heard: readonly Heard[];
}

const servers: Server[] = [];

/** @param tls key and certificate, PEM; plain http when absent */
export async function serve(handler: Handler, tls?: ServerOptions): Promise<Loopback> {
  const heard: Heard[] = [];
  const listener = (request: import('node:http').IncomingMessage, response: ServerResponse): void => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(pieces).toString('utf8') };
      heard.push(one);
      handler(one, response);
    });
  };
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return { origin: `${tls === undefined ? 'http' : 'https'}://${host}`, host, port, heard };
}

/** For `afterEach`. */
export async function closeServers(): Promise<void> {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}

export const sha256 = (bytes: Uint8Array): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

export function descriptorOf(bytes: Uint8Array, mediaType: string): Descriptor {
  return { mediaType, digest: sha256(bytes), size: bytes.length };
}

export interface SampleImage {
  readonly index: Buffer;
  readonly manifest: Buffer;
  readonly config: Buffer;
  readonly layer: Buffer;
  readonly descriptors: {
    readonly manifest: Descriptor;
    readonly config: Descriptor;
    readonly layer: Descriptor;
  };
}

export function sampleImage(layer: Buffer = randomBytes(300_000)): SampleImage {
  const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));
  const config = json({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } });
  const descriptors = {
    config: descriptorOf(config, 'application/vnd.oci.image.config.v1+json'),
    layer: descriptorOf(layer, 'application/vnd.oci.image.layer.v1.tar+gzip'),
  };
  const manifest = json({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: descriptors.config,
    layers: [descriptors.layer],
  });
  const ofManifest = descriptorOf(manifest, OCI_MANIFEST);
  const index = json({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [ofManifest] });
  return { index, manifest, config, layer, descriptors: { ...descriptors, manifest: ofManifest } };
}

/** Answers as a registry does that has `clinic/portal:1.4` and wants no login. */
export function answering(image: SampleImage): Handler {
  const documents: Record<string, readonly [Buffer, string]> = {
    'manifests/1.4': [image.index, OCI_INDEX],
    [`manifests/${sha256(image.index)}`]: [image.index, OCI_INDEX],
    [`manifests/${image.descriptors.manifest.digest}`]: [image.manifest, OCI_MANIFEST],
    [`blobs/${image.descriptors.config.digest}`]: [image.config, 'application/octet-stream'],
    [`blobs/${image.descriptors.layer.digest}`]: [image.layer, 'application/octet-stream'],
  };
  return ({ url }, response) => {
    const [bytes, type] = documents[url.replace('/v2/clinic/portal/', '')] ?? [];
    if (bytes === undefined) {
      const error = { errors: [{ code: 'MANIFEST_UNKNOWN', message: 'hunter2' }] };
      response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify(error));
    } else
      response.writeHead(200, { 'content-type': type, 'docker-content-digest': sha256(bytes) }).end(bytes);
  };
}

/** A registry that wants this header. */
export const wanting =
  (image: SampleImage, header: string, challenge: string): Handler =>
  (request, response) => {
    if (request.headers.authorization === header) answering(image)(request, response);
    else response.writeHead(401, { 'www-authenticate': challenge }).end('{}');
  };

/** The header of a login. */
export const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

/** Options that read nothing of the machine. @param home an empty folder */
export function quietly(home: string, more: Partial<RegistryOptions> = {}): RegistryOptions {
  return {
    userAgent: 'theriac/test',
    systemFolder: `${home}/etc`,
    sleep: () => Promise.resolve(),
    ...more,
    env: { HOME: home, http_proxy: '', https_proxy: '', no_proxy: '', ...more.env },
  };
}

export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** A certificate for one name that signs itself, and its key, as PEM. */
export async function selfSigned(name: string): Promise<{ key: string; cert: string }> {
  // The certificate library expects this polyfill to be loaded before it.
  await import('reflect-metadata');
  const { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } =
    await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true),
      new SubjectAlternativeNameExtension([{ type: isIP(name) > 0 ? 'ip' : 'dns', value: name }]),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
    cert: certificate.toString('pem'),
  };
}

/** A token as distribution wants it: signed, with the certificate of its key. */
export function signedToken(
  scopes: readonly string[],
  { issuer, service, tls }: { issuer: string; service: string; tls: { key: string; cert: string } },
): string {
  const now = Math.floor(Date.now() / 1000);
  const access = scopes.map((scope) => {
    const [type = '', name = '', actions = ''] = scope.split(':');
    return { type, name, actions: actions.split(',') };
  });
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const certificate = tls.cert.replaceAll(/-----[^-]+-----|\s/g, '');
  const head = encode({ typ: 'JWT', alg: 'ES256', x5c: [certificate] });
  const claims = {
    iss: issuer,
    sub: 'nurse',
    aud: service,
    exp: now + 300,
    nbf: now - 300,
    iat: now,
    jti: '1',
    access,
  };
  const signed = `${head}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), { key: tls.key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
