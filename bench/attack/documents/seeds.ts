/** Small whole documents of each kind that is believed, and what counts in each. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { signDocument, signerOf, verifierOf, verifyEnvelope, verifySigstore } from '@theriac/formats/attest';
import { readBom, readLargeSbom, readSbom, writeBom } from '@theriac/formats/bom';
import { readCsaf } from '@theriac/formats/csaf';
import { readVex } from '@theriac/formats/vex';
import { parseConfig } from '@theriac/govern/config-schema';
import { textOf } from '../../../packages/cli/src/inputs/read-given.ts';
import { IDENTITY, ISSUER, makeInstance } from '../../../packages/formats/src/attest/make-bundle.ts';

/** What a reader made of a document. */
export interface Reading {
  /** Components, statements or products; nothing may be fewer without a word. */
  readonly count: number;
  /** Whether the reader said that something is missing or doubtful. */
  readonly told: boolean;
  /** What was signed, where something was verified. */
  readonly signed?: string;
}

export interface Seed {
  readonly id: string;
  readonly text: string;
  readonly syntax: 'json' | 'xml' | 'lines';
  /** Nothing that is changed may be accepted, rather than nothing that loses something. */
  readonly verifies?: true;
  /** Mutations that leave another whole document, and why. */
  readonly unknowable?: { readonly mutation: RegExp; readonly why: string };
  readonly read: (bytes: Uint8Array) => Promise<Reading>;
}

const BOM = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  version: 1,
  metadata: {
    timestamp: '2026-01-01T00:00:00Z',
    component: { type: 'application', name: 'portal', version: '1', 'bom-ref': 'root' },
  },
  components: ['a', 'b', 'c'].map((name) => ({
    type: 'library',
    name,
    version: '1.0.0',
    'bom-ref': name,
    purl: `pkg:npm/${name}@1.0.0`,
    licenses: [{ license: { id: 'MIT' } }],
    hashes: [{ alg: 'SHA-256', content: 'ab'.repeat(32) }],
  })),
  dependencies: [
    { ref: 'root', dependsOn: ['a', 'b'] },
    { ref: 'a', dependsOn: ['c'] },
  ],
};

const BOM_VEX = {
  ...BOM,
  vulnerabilities: ['CVE-2026-0001', 'CVE-2026-0002'].map((id) => ({
    id,
    affects: [{ ref: 'a' }],
    analysis: { state: 'not_affected', justification: 'code_not_present', detail: 'x' },
  })),
};

const OPENVEX = {
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://acme.example/1',
  author: 'Acme',
  timestamp: '2026-01-01T00:00:00Z',
  version: 1,
  statements: ['CVE-2026-0001', 'CVE-2026-0002'].map((name) => ({
    vulnerability: { name },
    products: [{ '@id': 'pkg:npm/a@1.0.0' }],
    status: 'not_affected',
    justification: 'component_not_present',
  })),
};

const CSAF = {
  document: {
    category: 'csaf_vex',
    csaf_version: '2.0',
    title: 'x',
    publisher: { category: 'vendor', name: 'Acme', namespace: 'https://acme.example' },
    tracking: {
      id: 'ACME-1',
      status: 'final',
      version: '1',
      initial_release_date: '2026-01-01T00:00:00Z',
      current_release_date: '2026-01-01T00:00:00Z',
      revision_history: [{ number: '1', date: '2026-01-01T00:00:00Z', summary: 'x' }],
    },
  },
  product_tree: {
    full_product_names: [
      { name: 'a', product_id: 'P1', product_identification_helper: { purl: 'pkg:npm/a@1.0.0' } },
    ],
  },
  vulnerabilities: ['CVE-2026-0001', 'CVE-2026-0002'].map((cve) => ({
    cve,
    notes: [{ category: 'description', text: 'x' }],
    flags: [{ label: 'component_not_present', product_ids: ['P1'] }],
    product_status: { known_not_affected: ['P1'] },
  })),
};

const CONFIG = `version: 1
system:
  name: portal
policy:
  failOn: high
  require: [inventory, vulnerabilities, malware]
exceptions:
  - id: EX-1
    vulnerability: CVE-2026-0001
    owner: a
    reason: b
    compensatingControls: [c]
    created: 2026-01-01
    expires: 2026-01-10
vex: [a.json]
`;

const json = (value: unknown): string => JSON.stringify(value, null, 1);
const NOW = '2026-02-01T00:00:00Z';

export async function makeSeeds(): Promise<readonly Seed[]> {
  const bom = (await readBom(json(BOM), 'bom'))?.bom;
  if (bom === undefined) throw new RangeError('the seed is a bill of materials');
  const written = async (
    format: 'cyclonedx' | 'spdx',
    version: string,
    encoding: 'json' | 'xml' | 'tag-value',
  ) => (await writeBom(bom, { format, version, encoding })).text;
  const sbom = (id: string, text: string, syntax: Seed['syntax']): Seed => ({
    id,
    text,
    syntax,
    read: readAsSbom,
  });
  return [
    sbom('cyclonedx', json(BOM), 'json'),
    sbom('cyclonedx-xml', await written('cyclonedx', '1.6', 'xml'), 'xml'),
    sbom('spdx', await written('spdx', '2.3', 'json'), 'json'),
    sbom('spdx-tv', await written('spdx', '2.3', 'tag-value'), 'lines'),
    sbom('spdx3', await written('spdx', '3.0.1', 'json'), 'json'),
    { id: 'cyclonedx-large', text: json(BOM), syntax: 'json', read: readAsLarge },
    { id: 'spdx-large', text: await written('spdx', '2.3', 'json'), syntax: 'json', read: readAsLarge },
    {
      id: 'openvex',
      text: json(OPENVEX),
      syntax: 'json',
      unknowable: {
        mutation: /^type \[\] /,
        why: 'a document whose list of statements is empty is a whole one',
      },
      read: readAsVex,
    },
    { id: 'csaf', text: json(CSAF), syntax: 'json', read: readAsCsaf },
    {
      id: 'cyclonedx-vex',
      text: json(BOM_VEX),
      syntax: 'json',
      unknowable: {
        mutation: /^type \{\} /,
        why: 'a vulnerability without an analysis is listed, not judged',
      },
      read: readAsVex,
    },
    {
      id: 'theriac.yaml',
      text: CONFIG,
      syntax: 'lines',
      unknowable: { mutation: /^cut /, why: 'YAML has no end: what is left of a cut file is a whole one' },
      read: readAsConfig,
    },
    ...(await signedSeeds()),
  ];
}

async function readAsSbom(bytes: Uint8Array): Promise<Reading> {
  return readingOf(await readSbom(bytes, 'x'));
}

async function readAsLarge(bytes: Uint8Array): Promise<Reading> {
  // In pieces that end anywhere.
  const chunks = Array.from({ length: Math.ceil(bytes.length / 100) }, (_, i) =>
    bytes.subarray(i * 100, i * 100 + 100),
  );
  return readingOf(await readLargeSbom(chunks, 'x'));
}

/** What is no bill of materials is told by whoever asked for one. */
function readingOf(read: Awaited<ReturnType<typeof readSbom>>): Reading {
  if (read === null) return { count: 0, told: true };
  return { count: read.roots.flatMap((r) => r.components).length, told: read.unknowns.length > 0 };
}

/** As the command line reads files that are named. */
const utf8 = (bytes: Uint8Array): string => textOf(bytes, 'x');

async function readAsVex(bytes: Uint8Array): Promise<Reading> {
  return { count: (await readVex(utf8(bytes), 'x')).statements.length, told: false };
}

async function readAsCsaf(bytes: Uint8Array): Promise<Reading> {
  return { count: readCsaf(utf8(bytes), 'x').vulnerabilities.length, told: false };
}

async function readAsConfig(bytes: Uint8Array): Promise<Reading> {
  const { exceptions, vex, policy } = parseConfig(utf8(bytes), 'x');
  return { count: exceptions.length + vex.length + policy.require.length, told: false };
}

async function signedSeeds(): Promise<Seed[]> {
  const document = Buffer.from(json(BOM));
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = (key: KeyObject, type: 'pkcs8' | 'spki'): string =>
    key.export({ type, format: 'pem' }).toString();
  const signer = signerOf(pem(privateKey, 'pkcs8'), 'key');
  const verifiers = [verifierOf(pem(publicKey, 'spki'), 'key')];
  const envelope = await signDocument(
    { name: 'bom.json', document, kind: 'cyclonedx', artefacts: [], signedAt: '2026-01-01T00:00:00Z' },
    signer,
  );
  const verify = (given: { envelope: string; document: Uint8Array }): Reading => {
    const verdict = verifyEnvelope({ ...given, path: 'x', verifiers, now: NOW });
    return { count: verdict.verified ? 1 : 0, told: !verdict.verified };
  };
  const payload: unknown = JSON.parse(envelope);
  const statement = Buffer.from(field(payload, 'payload'), 'base64');
  const instance = await makeInstance();
  const bundle = await instance.bundle(statement);
  return [
    {
      id: 'signed document',
      text: json(BOM),
      syntax: 'json',
      verifies: true,
      read: async (bytes) => ({
        ...verify({ envelope, document: bytes }),
        signed: Buffer.from(bytes).toString('latin1'),
      }),
    },
    {
      id: 'envelope',
      text: envelope,
      syntax: 'json',
      verifies: true,
      read: async (bytes) => ({
        ...verify({ envelope: utf8(bytes), document }),
        signed: signedIn(bytes, (top) => top),
      }),
    },
    {
      id: 'sigstore bundle',
      text: json(JSON.parse(bundle)),
      syntax: 'json',
      verifies: true,
      read: async (bytes) => {
        const verdict = await verifySigstore({
          bundle: utf8(bytes),
          path: 'x',
          trustRoot: instance.trustRoot,
          identity: IDENTITY,
          issuer: ISSUER,
          document,
        });
        return {
          count: verdict.verified ? 1 : 0,
          told: !verdict.verified,
          signed: signedIn(bytes, (top) => field(top, 'dsseEnvelope')),
        };
      },
    },
  ];
}

/** Type and payload: all that a signature covers. Whitespace and hints around it may differ. */
function signedIn(bytes: Uint8Array, envelopeOf: (top: unknown) => unknown): string {
  try {
    const envelope = envelopeOf(
      JSON.parse(
        Buffer.from(bytes)
          .toString('utf8')
          .replace(/^\ufeff/, ''),
      ),
    );
    return `${field(envelope, 'payloadType')} ${Buffer.from(field(envelope, 'payload'), 'base64').toString('latin1')}`;
  } catch {
    return '';
  }
}

/** Own property, whatever it is; callers compare it. */
function field<T = string>(value: unknown, key: string): T {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return found as T;
}
