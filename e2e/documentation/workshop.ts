/** One folder in which every example of `--help` can run. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { auditTrailFiles } from '@theriac/testing/make-audit-trail';
import { makeDockerArchive } from '@theriac/testing/make-image';
import { APP, below, exampleFiles, mirrorOn, RELEASES } from './projects.ts';
import { CLONED, IGNORING_DAY, INDEXED, type SetUp } from './rows.ts';
import { DELIVERY, keyPair } from './supplied.ts';

const tool = (version: '0' | '1'): string | Uint8Array => RELEASES[`small-tool-1.0.${version}.tgz`] ?? '';

const published = (port: string): string =>
  `services: {api: {image: registry.example/api:1, ${port}: ["8080"]}}`;

const OUR_RULES = JSON.stringify({
  version: 1,
  rules: [
    {
      id: 'CLINIC-PUBLISHED',
      title: 'Service takes a port of the host',
      severity: 'medium',
      on: 'compose.service',
      pass: { ports: { exists: false } },
      rationale: 'Only the proxy is reachable from outside.',
      remediation: 'Use `expose`.',
      examples: { file: 'compose.yaml', fail: published('ports'), pass: published('expose') },
    },
  ],
});

/** Of nobody: it is refused, which is an answer. */
const FORGED_BUNDLE = JSON.stringify({
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: { certificate: { rawBytes: 'AAAA' }, tlogEntries: [] },
  messageSignature: {
    messageDigest: { algorithm: 'SHA2_256', digest: Buffer.alloc(32).toString('base64') },
    signature: 'AAAA',
  },
});

const DPKG = 'Package: libc6\nStatus: install ok installed\nVersion: 2.36-9\nArchitecture: amd64\n\n';

/** What docker save wrote. */
function madeImage(part: 'app' | 'base'): Uint8Array {
  const base = { 'etc/os-release': 'ID=debian\nVERSION_ID="12"\n', 'var/lib/dpkg/status': DPKG };
  const app = { 'app/node_modules/handlebars/package.json': '{"name":"handlebars","version":"4.0.11"}' };
  return readFileSync(
    makeDockerArchive({
      layers: [
        { entries: base, createdBy: 'ADD rootfs / ' },
        ...(part === 'app' ? [{ entries: app, createdBy: 'COPY app /app' }] : []),
      ],
      steps: [{ after: 1, createdBy: 'CMD ["bash"]' }],
      config: { User: '10001' },
    }),
  );
}

const created = (folder: string, name: string, format = 'cyclonedx'): string =>
  `theriac sbom create ${folder} --author Clinic --format ${format} -o ${name}`;

const statement = (file: string): string =>
  `theriac vex add ${file} --author PSIRT --vulnerability CVE-2021-23369 --product pkg:npm/app --component pkg:npm/handlebars@4.0.11 --status not_affected --justification vulnerable_code_not_in_execute_path`;

export const WORKSHOP: SetUp = {
  day: IGNORING_DAY,
  files: () => {
    const keys = keyPair();
    return {
      ...APP,
      ...below('app', APP),
      ...below('services/api', APP),
      ...DELIVERY,
      ...auditTrailFiles(),
      'srv/keys/wrapping-keys.json': JSON.stringify({
        current: 'first',
        keys: { first: randomBytes(32).toString('base64') },
      }),
      ...mirrorOn(IGNORING_DAY),
      'our-rules.yaml': OUR_RULES,
      'organisation.json': '{"login":"clinic","two_factor_requirement_enabled":true}',
      'credential-report.csv': 'user,password_enabled,mfa_active\nana,true,true\n',
      'deploy/our-rules.yaml': OUR_RULES,
      'deploy/theriac.yaml': 'version: 1\nrules: [our-rules.yaml]\n',
      'deploy/compose.yaml':
        'services:\n  api: {image: registry.example/api:1, expose: ["8080"], depends_on: [db]}\n  db: {image: postgres:17}\n',
      'vendor.pub': keys['vendor.pub'] ?? '',
      'signer.pub': keys['vendor.pub'] ?? '',
      'key.pem': keys['vendor.pem'] ?? '',
      'left-pad-1.3.0.tgz': tool('0'),
      'axios-1.14.0.tgz': tool('0'),
      'axios-1.14.1.tgz': tool('1'),
      'app.tar': tool('0'),
      'portal.tar': madeImage('app'),
      'base.tar': madeImage('base'),
      ...below('device', {
        'etc/os-release': 'ID=debian\nVERSION_ID="12"\n',
        'var/lib/dpkg/status': DPKG,
        'var/lib/dpkg/info/libc6.list': '/lib/libc.so\n',
        'opt/agent': 'x',
      }),
      'app.tar.sigstore.json': FORGED_BUNDLE,
      'node_modules/esbuild/package.json': '{"name":"esbuild","version":"0.25.0"}',
      ...below('portal', exampleFiles('drupal-portal')),
      ...below('release-1', exampleFiles('drupal-portal-hardened')),
      'node_modules/esbuild/index.js': 'module.exports = 1;\n',
    };
  },
  before: [
    'cp -r mirror kept',
    ...INDEXED,
    'mv kept mirror',
    created('app', 'bom.json'),
    created('app', 'release-1.json'),
    created('services/api', 'release-2.json'),
    created('app', 'portal.json'),
    created('services/api', 'api.json'),
    created('app', 'sbom.cdx.json'),
    created('app', 'app.spdx', 'spdx-tv'),
    'mkdir vendor && cp sbom.cdx.json vendor.json',
    created('app', 'vendor/app.xml', 'cyclonedx-xml'),
    statement('portal.openvex.json'),
    'theriac vex convert portal.openvex.json --to csaf --namespace https://vendor.example -o vendor.csaf.json',
    statement('a.json'),
    statement('b.json'),
    'theriac sbom sign bom.json --key key.pem',
    'theriac sbom sign vendor.json --key key.pem',
    'theriac db export theriac-indexes.bundle',
    ...CLONED,
  ],
};

interface Example {
  /** When it is not 0. */
  readonly exit?: number;
  /** What is fetched comes from the sample feeds. */
  readonly mirror?: true;
  /** An index of all the sample feeds, instead of one with an advisory of the day. */
  readonly sampleIndex?: true;
  /** Runs until it is told to stop, which it is once it listens. */
  readonly serves?: true;
}

/** Findings, and unknowns, of projects and documents that are not perfect. */
const FAILS: Example = { exit: 1 };
const INCOMPLETE: Example = { exit: 3 };

/** Examples that need more than the folder, or do not exit with 0. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  serve: { serves: true },
  'serve --role worker   # beside others of the same DATABASE_URL and --data': { serves: true },
  'serve --trusted-proxies 1 --host 0.0.0.0   # behind nginx, which speaks TLS': { serves: true },
  // There is no certificate.
  'serve --data /srv/theriac --tls-cert portal.pem --tls-key portal.key --host 0.0.0.0 --port 443': {
    exit: 2,
  },
  // There is no token.
  'scan --upload https://theriac.example.org --system 01890000-0000-7000-8000-000000000001': { exit: 2 },
  scan: FAILS,
  'scan services/api --offline': FAILS,
  'scan --output sarif=theriac.sarif --output html=report.html': FAILS,
  'scan --baseline origin/main   # only what this branch adds': INCOMPLETE,
  'scan --severity critical,high --fixable --format table': FAILS,
  'scan sbom.cdx.json --fail-on high': FAILS,
  // There are no advisories for Debian in the index.
  'scan portal.tar   # what docker save wrote; also oci:, rootfs:, host, registry:, docker-daemon:':
    INCOMPLETE,
  'scan portal.tar --newer-base base.tar': INCOMPLETE,
  'scan --history=main..HEAD     # what these commits hold, too': FAILS,
  secrets: FAILS,
  'secrets --history               # every commit of every branch and tag': FAILS,
  'secrets --history=main..HEAD    # what this branch adds': FAILS,
  list: INCOMPLETE,
  // The version is not the one that is installed.
  'why pkg:npm/lodash@4.17.20 app': FAILS,
  'explain GHSA-35jh-r3h4-6jhm': { sampleIndex: true },
  // No registry answers.
  // What is beside the app is not all read.
  'fix --dry-run': INCOMPLETE,
  'fix app --severity critical,high': { exit: 1, mirror: true },
  'fix --only lodash --major': { exit: 1, mirror: true, sampleIndex: true },
  'inspect axios-1.14.0.tgz axios-1.14.1.tgz': FAILS,
  'notice --output THIRD-PARTY-NOTICES.txt': INCOMPLETE,
  'notice app --format html --output notices.html': INCOMPLETE,
  'notice --workspace app   # one package of a monorepo': INCOMPLETE,
  'cms diff release-1/config/sync portal/config/sync --fail-on-privilege': FAILS,
  'sbom create': INCOMPLETE,
  'sbom create --format spdx@3.0.1 -o app.spdx3.json': INCOMPLETE,
  'sbom quality bom.json': FAILS,
  'sbom quality bom.json --profile bsi --all': FAILS,
  'sbom verify app.tar.sigstore.json --artefact app.tar --identity ID --issuer URL': FAILS,
  'sbom compare vendor.cdx.json ./unpacked --offline': FAILS,
  'sbom intake vendor.json': FAILS,
  'sbom intake vendor.json --key vendor.pub --artefact ./unpacked': FAILS,
  'vex check --vex portal.openvex.json': { sampleIndex: true },
  'vex check app --vex a.json --vex b.json': { sampleIndex: true },
  'db update': { mirror: true },
  'db update --only npm,facts': { mirror: true },
};
