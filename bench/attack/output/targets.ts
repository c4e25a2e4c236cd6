/** Folders in which one payload stands in every field that reaches output. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Each field has a mark of its own, so that the suite can count which ones were printed. */
export const FIELDS = [
  'root-name',
  'root-version',
  'name',
  'version',
  'range',
  'licence',
  'deprecated',
  'dangling',
  'copyright',
  'licence-text',
  'file-name',
  'duplicate-key',
  'requirement',
  'go-module',
  'dpkg',
  'exception',
  'system',
  'vex-impact',
  'vex-product',
  'csaf-title',
  'advisory-title',
  'yaml-key',
  'bom-name',
  'bom-version',
  'bom-ref',
  'bom-purl',
  'bom-qualifier',
  'bom-licence',
  'bom-description',
  'bom-supplier',
  'bom-hash',
  'bom-property',
  'bom-tool',
  'bom-author',
  'bom-vulnerability',
  'argument',
  'git-ref',
] as const;
export type Field = (typeof FIELDS)[number];

/** `m7m`: letters and digits, valid in every format. */
export const markOf = (field: Field): string => `m${FIELDS.indexOf(field)}m`;

/** The payload in one field. */
export type In = (field: Field) => string;

export const inField =
  (payload: string): In =>
  (field) =>
    `${markOf(field)} ${payload}`;

/** The name of a package that an advisory of the index names, with the payload in the advisory. */
export const victimOf = (payloadId: string): string => `victim-${payloadId}`;

export function writeTarget(folder: string, payloadId: string, x: In): void {
  const lock = {
    name: x('root-name'),
    version: x('root-version'),
    lockfileVersion: 3,
    packages: {
      '': { name: x('root-name'), version: x('root-version'), dependencies: { a: x('range'), b: '*' } },
      'node_modules/a': {
        version: '1.0.0',
        resolved: 'https://registry.example/a/-/a-1.0.0.tgz',
        license: x('licence'),
        deprecated: x('deprecated'),
      },
      'node_modules/b': { version: x('version'), dependencies: { [x('dangling')]: '1' } },
      [`node_modules/${victimOf(payloadId)}`]: { version: '1.0.0' },
      [`node_modules/${x('name')}`]: { version: '1.0.0', license: 'MIT' },
    },
  };
  const files: [string, string][] = [
    ['package-lock.json', JSON.stringify(lock)],
    ['node_modules/a/package.json', JSON.stringify({ name: 'a', version: '1.0.0', license: x('licence') })],
    [
      'node_modules/a/LICENSE',
      `MIT License\n\nCopyright (c) 2020 ${x('copyright')}\n${x('licence-text')}\nPermission is hereby granted, free of charge\n`,
    ],
    ['py/requirements.txt', `${x('requirement')}==1.0\nflask==2.0.0\n-r ${x('requirement')}\n`],
    ['go/go.mod', `module example.com/a\n\ngo 1.22\n\nrequire "example.com/${x('go-module')}" v1.0.0\n`],
    [
      'image/var/lib/dpkg/status',
      `Package: ${x('dpkg')}\nStatus: install ok installed\nMaintainer: ${x('dpkg')}\nArchitecture: all\nVersion: 1.0-${x('dpkg')}\n\n`,
    ],
    [
      'broken/package-lock.json',
      `{"lockfileVersion": 3, "packages": {"": {}}, ${twice(x('duplicate-key'))}}`,
    ],
    [
      'theriac.yaml',
      `version: 1\nsystem: {name: ${quoted(x('system'))}, owner: ${quoted(x('system'))}}\nexceptions:\n  - id: ${quoted(x('exception'))}\n    vulnerability: CVE-2026-0001\n    owner: ${quoted(x('system'))}\n    reason: ${quoted(x('exception'))}\n    compensatingControls: [${quoted(x('exception'))}]\n    created: 2026-08-15\n    expires: 2026-08-29\n`,
    ],
  ];
  for (const [path, content] of files) write(folder, path, content);
  const given = x('file-name').replaceAll('\u0000', '').toWellFormed();
  // An address becomes folders; other payloads stay in one name.
  const name = /^(?:https?|ssh):/.test(given) ? given : given.replaceAll('/', '_');
  write(folder, `${name}/package-lock.json`, '{');
}

/** Documents beside the target, by what they are. */
export function writeDocuments(folder: string, payloadId: string, x: In): void {
  const vex = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://acme.example/1',
    author: x('vex-product'),
    timestamp: '2026-01-01T00:00:00Z',
    version: 1,
    statements: [
      {
        vulnerability: { name: `ADV-${payloadId}` },
        products: [{ '@id': x('vex-product') }, { '@id': `pkg:npm/${victimOf(payloadId)}@1.0.0` }],
        status: 'not_affected',
        justification: 'component_not_present',
        impact_statement: x('vex-impact'),
      },
    ],
  };
  const product = {
    name: x('csaf-title'),
    product_id: 'P1',
    product_identification_helper: { purl: 'pkg:npm/a@1.0.0' },
  };
  const csaf = {
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      title: x('csaf-title'),
      publisher: { category: 'vendor', name: x('csaf-title'), namespace: 'https://acme.example' },
      tracking: {
        id: 'ACME-1',
        status: 'final',
        version: '1',
        initial_release_date: '2026-01-01T00:00:00Z',
        current_release_date: '2026-01-01T00:00:00Z',
        revision_history: [{ number: '1', date: '2026-01-01T00:00:00Z', summary: x('csaf-title') }],
      },
    },
    product_tree: { full_product_names: [product] },
    vulnerabilities: [
      {
        cve: 'CVE-2026-0001',
        title: x('csaf-title'),
        notes: [{ category: 'summary', text: x('csaf-title') }],
        product_status: { known_affected: ['P1'] },
        remediations: [{ category: 'vendor_fix', details: x('csaf-title'), product_ids: ['P1'] }],
      },
    ],
  };
  write(folder, 'vex.json', JSON.stringify(vex));
  write(folder, 'csaf.json', JSON.stringify(csaf));
  write(folder, 'bom.cdx.json', JSON.stringify(bomOf(x)));
  write(folder, 'other.cdx.json', JSON.stringify(bomOf((field) => `${x(field)} other`)));
  write(folder, 'bad.yaml', `version: 1\n${quoted(x('yaml-key'))}: 1\n`);
}

function bomOf(x: In): object {
  const component = {
    type: 'library',
    'bom-ref': x('bom-ref'),
    name: x('bom-name'),
    version: x('bom-version'),
    purl: `pkg:npm/a@1.0.0?download_url=${encodeURIComponent(x('bom-qualifier').toWellFormed())}`,
    description: x('bom-description'),
    author: x('bom-author'),
    supplier: { name: x('bom-supplier') },
    licenses: [{ license: { name: x('bom-licence'), text: { content: x('bom-licence') } } }],
    hashes: [{ alg: 'SHA-256', content: x('bom-hash') }],
    properties: [{ name: x('bom-property'), value: x('bom-property') }],
    externalReferences: [{ type: 'website', url: x('bom-property') }],
  };
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      timestamp: '2026-01-01T00:00:00Z',
      tools: [{ vendor: x('bom-tool'), name: x('bom-tool'), version: x('bom-tool') }],
      authors: [{ name: x('bom-author') }],
      component: { type: 'application', 'bom-ref': 'root', name: x('bom-name'), version: x('bom-version') },
    },
    components: [component, { ...component, 'bom-ref': 'second', purl: x('bom-purl') }],
    dependencies: [{ ref: 'root', dependsOn: [x('bom-ref'), `${x('bom-ref')} gone`] }],
    vulnerabilities: [
      {
        id: x('bom-vulnerability'),
        description: x('bom-vulnerability'),
        affects: [{ ref: 'second' }],
        analysis: {
          state: 'not_affected',
          justification: 'code_not_present',
          detail: x('bom-vulnerability'),
        },
      },
    ],
  };
}

const twice = (key: string): string => `${JSON.stringify(key)}: 1, ${JSON.stringify(key)}: 2`;

/** A scalar of YAML: JSON with every character escaped that YAML does not take. */
function quoted(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function write(folder: string, path: string, content: string): void {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
}
