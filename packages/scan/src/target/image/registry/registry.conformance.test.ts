/**
 * Against a registry that is not ours: `docker-registry` (distribution) of Debian, over TLS, with logins of htpasswd and
 * with tokens; images are made by umoci and pushed by skopeo.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  closeServers,
  collect,
  OCI_INDEX,
  OCI_MANIFEST,
  quietly,
  selfSigned,
  serve,
  signedToken,
} from '@theriac/testing/loopback-registry';
import { makeFolder, removeFolders } from '@theriac/testing/make-target';
import { programOf } from '@theriac/testing/programs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Descriptor } from '../blob-source.ts';
import { openRegistry, type RegistryOptions } from './index.ts';

/** Programs on the PATH, by name. */
const PROGRAMS = {
  registry: 'docker-registry',
  skopeo: 'skopeo',
  umoci: 'umoci',
  htpasswd: 'htpasswd',
} as const;
const missing = Object.values(PROGRAMS).filter((name) => programOf([name]) === undefined);
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const SERVICE = 'registry.clinic';
const ISSUER = 'token.clinic';
const LOGIN = { auth: Buffer.from('nurse:secret').toString('base64') };
const BASIC = `Basic ${LOGIN.auth}`;
const started: ChildProcess[] = [];

if (missing.length > 0) {
  const what = `${missing.join(', ')} not on the PATH, Debian: apt-get install docker-registry skopeo umoci apache2-utils`;
  if (process.env.CI === 'true') throw new Error(`CI must run every test. Next: ${what}`);
  process.stderr.write(`Left out: tests against a real registry (${what})\n`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A registry with TLS. @param auth the part `auth` of its configuration */
async function startRegistry(auth: object): Promise<string> {
  const folder = makeFolder({ 'cert.pem': tls.cert, 'key.pem': tls.key });
  const host = `127.0.0.1:${await freePort()}`;
  const configuration = {
    version: '0.1',
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: host, tls: { certificate: join(folder, 'cert.pem'), key: join(folder, 'key.pem') } },
    auth,
  };
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(configuration));
  const child = spawn(PROGRAMS.registry, ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  started.push(child);
  // Nobody listens until it is ready.
  for (let tried = 0; tried < 100; tried += 1) {
    const error = await openRegistry(`${host}/any`, options(host, {}))
      .root()
      .catch((caught: unknown) => String(caught));
    if (!String(error).includes('nobody listens')) return host;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('docker-registry did not start');
}

/** Options of a user who trusts the registry and has this entry in the configuration of docker. */
function options(host: string, entry: object, more: readonly string[] = []): RegistryOptions {
  const trusted = [host, ...more].map((one) => [`.docker/certs.d/${one}/ca.crt`, tls.cert]);
  return quietly(
    makeFolder({
      ...Object.fromEntries(trusted),
      '.docker/config.json': JSON.stringify({ auths: { [host]: entry } }),
    }),
  );
}

/** Not synchronously: skopeo may ask a server of this process. */
async function push(layout: string, host: string, tag: string, ...more: string[]): Promise<void> {
  const certificates = makeFolder({ 'ca.crt': tls.cert });
  const login = ['--dest-creds', 'nurse:secret', '--dest-cert-dir', certificates];
  const target = `docker://${host}/clinic/portal:${tag}`;
  const source = `oci:${layout}:1.4`;
  await promisify(execFile)(PROGRAMS.skopeo, [
    '--insecure-policy',
    'copy',
    ...login,
    ...more,
    source,
    target,
  ]);
}

/** An OCI layout with one image of two layers, the second of which is large. */
function makeLayout(): string {
  const layout = join(makeFolder(), 'layout');
  const files = makeFolder({ small: 'small', large: randomBytes(5_000_000) });
  const umoci = (...args: string[]): void => void execFileSync(PROGRAMS.umoci, args, { stdio: 'pipe' });
  umoci('init', '--layout', layout);
  umoci('new', '--image', `${layout}:1.4`);
  for (const name of ['small', 'large'])
    umoci('insert', '--rootless', '--image', `${layout}:1.4`, join(files, name), `/srv/${name}`);
  return layout;
}

const blobIn = (layout: string, { digest }: Descriptor): Buffer =>
  readFileSync(join(layout, 'blobs', ...digest.split(':')));

interface Manifest {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

let tls: { key: string; cert: string };
let layout: string;

describe.skipIf(missing.length > 0)('a real registry', () => {
  beforeAll(async () => {
    tls = await selfSigned('127.0.0.1');
    layout = makeLayout();
  });
  afterAll(async () => {
    for (const child of started) {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    }
    await closeServers();
    removeFolders();
  });

  describe('with htpasswd', () => {
    let host: string;

    beforeAll(async () => {
      const lines = execFileSync(PROGRAMS.htpasswd, ['-Bbn', 'nurse', 'secret'], { encoding: 'utf8' });
      host = await startRegistry({
        htpasswd: { realm: 'clinic', path: join(makeFolder({ lines }), 'lines') },
      });
      await push(layout, host, 'oci');
      await push(layout, host, 'docker', '--format', 'v2s2');
      await push(layout, host, 'compressed', '--format', 'oci', '--dest-compress-format', 'zstd');
    });

    test.each([
      ['oci', OCI_MANIFEST],
      ['docker', DOCKER_MANIFEST],
      ['compressed', OCI_MANIFEST],
    ])('an image that skopeo pushed as %s is read whole', async (tag, mediaType) => {
      const source = openRegistry(`${host}/clinic/portal:${tag}`, options(host, LOGIN));
      const root = await source.root();
      expect(root.mediaType).toBe(mediaType);
      const { config, layers }: Manifest = JSON.parse(Buffer.from(root.bytes).toString('utf8'));
      expect(layers).toHaveLength(2);
      expect(JSON.parse(Buffer.from(await source.document(config)).toString('utf8'))).toMatchObject({
        os: 'linux',
      });
      for (const layer of layers) {
        const bytes = await collect(source.blob(layer));
        expect(bytes.length).toBe(layer.size);
        if (tag === 'oci') expect(bytes.equals(blobIn(layout, layer))).toBe(true);
      }
      const again = openRegistry(`${host}/clinic/portal@${root.digest}`, options(host, LOGIN));
      expect(await again.root()).toEqual(root);
      await source.close();
      await again.close();
    });

    test('the digest is what skopeo says', async () => {
      const said = execFileSync(
        PROGRAMS.skopeo,
        [
          'inspect',
          '--creds',
          'nurse:secret',
          '--cert-dir',
          makeFolder({ 'ca.crt': tls.cert }),
          '--format',
          '{{.Digest}}',
          `docker://${host}/clinic/portal:oci`,
        ],
        { encoding: 'utf8' },
      ).trim();
      expect((await openRegistry(`${host}/clinic/portal:oci`, options(host, LOGIN)).root()).digest).toBe(
        said,
      );
    });

    test('an index of two platforms', async () => {
      const index = makeFolder();
      cpSync(layout, join(index, 'layout'), { recursive: true });
      const path = join(index, 'layout', 'index.json');
      const { manifests }: { manifests: Descriptor[] } = JSON.parse(readFileSync(path, 'utf8'));
      const inner = Buffer.from(
        JSON.stringify({
          schemaVersion: 2,
          mediaType: OCI_INDEX,
          manifests: ['amd64', 'arm64'].map((architecture) => ({
            ...manifests[0],
            annotations: {},
            platform: { architecture, os: 'linux' },
          })),
        }),
      );
      const digest = createHash('sha256').update(inner).digest('hex');
      writeFileSync(join(index, 'layout', 'blobs', 'sha256', digest), inner);
      const outer = {
        mediaType: OCI_INDEX,
        digest: `sha256:${digest}`,
        size: inner.length,
        annotations: { 'org.opencontainers.image.ref.name': '1.4' },
      };
      writeFileSync(path, JSON.stringify({ schemaVersion: 2, manifests: [outer] }));
      await push(join(index, 'layout'), host, 'index', '--all');
      const source = openRegistry(`${host}/clinic/portal:index`, options(host, LOGIN));
      const root = await source.root();
      expect(root).toMatchObject({ mediaType: OCI_INDEX, digest: `sha256:${digest}` });
      const [first]: Descriptor[] = JSON.parse(Buffer.from(root.bytes).toString('utf8')).manifests;
      expect(first).toBeDefined();
      if (first !== undefined) expect((await source.manifest(first)).mediaType).toBe(OCI_MANIFEST);
    });

    test.each([
      ['a wrong login', { auth: Buffer.from('nurse:wrong').toString('base64') }, 'does not give access'],
      ['no login', {}, 'docker login 127.0.0.1'],
    ])('%s is told', async (_, entry, message) => {
      await expect(
        openRegistry(`${host}/clinic/portal:oci`, options(host, entry)).root(),
      ).rejects.toMatchObject({ code: 'THERIAC_REGISTRY', message: expect.stringContaining(message) });
    });

    test('a tag and a blob that do not exist', async () => {
      const source = openRegistry(`${host}/clinic/portal:none`, options(host, LOGIN));
      await expect(source.root()).rejects.toMatchObject({
        message: 'the registry does not have the manifest none (status 404 MANIFEST_UNKNOWN)',
      });
      const other = openRegistry(`${host}/clinic/portal:oci`, options(host, LOGIN));
      const gone = { mediaType: 'x/y', digest: `sha256:${'0'.repeat(64)}`, size: 5 };
      await expect(other.document(gone)).rejects.toMatchObject({
        message: expect.stringContaining('(status 404 BLOB_UNKNOWN)'),
      });
    });
  });

  test('with tokens: pulling is asked for, with the login, at the server of tokens', async () => {
    const asked: string[] = [];
    const tokens = await serve(({ url, headers }, response) => {
      const scopes = new URL(url, 'https://tokens.example').searchParams.getAll('scope');
      asked.push(`${headers.authorization === BASIC ? 'login' : 'anonymous'} ${scopes.join(' ')}`);
      response.end(
        JSON.stringify({
          token:
            headers.authorization === BASIC
              ? signedToken(scopes, { issuer: ISSUER, service: SERVICE, tls })
              : 'none',
        }),
      );
    }, tls);
    const host = await startRegistry({
      token: {
        realm: `${tokens.origin}/token`,
        service: SERVICE,
        issuer: ISSUER,
        rootcertbundle: join(makeFolder({ 'bundle.pem': tls.cert }), 'bundle.pem'),
      },
    });
    await push(layout, host, 'oci');
    asked.length = 0;
    const source = openRegistry(`${host}/clinic/portal:oci`, options(host, LOGIN, [tokens.host]));
    const root = await source.root();
    const { layers }: Manifest = JSON.parse(Buffer.from(root.bytes).toString('utf8'));
    for (const layer of layers) expect(await collect(source.blob(layer))).toEqual(blobIn(layout, layer));
    expect(asked).toEqual(['login repository:clinic/portal:pull']);
    await expect(
      openRegistry(`${host}/clinic/portal:oci`, options(host, {}, [tokens.host])).root(),
    ).rejects.toMatchObject({
      message: expect.stringContaining('access is refused (status 401 UNAUTHORIZED)'),
    });
  });
});
