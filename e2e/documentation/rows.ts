/** What each block of commands in the documentation needs to run, and the blocks that are run elsewhere. */
import { auditTrailFiles } from '@theriac/testing/make-audit-trail';
import {
  APP,
  below,
  CLINIC,
  mirrorOn,
  OWN_KIND,
  RELEASES,
  TAMPERED,
  UPDATED,
  WARD_PORTAL,
} from './projects.ts';
import { RECORDS } from './records.ts';
import { DELIVERY, keyPair, PUMP } from './supplied.ts';

export interface SetUp {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly files?: () => Readonly<Record<string, string | Uint8Array>>;
  /** A folder that is copied. */
  readonly from?: string;
  /** The folder `examples` is there. */
  readonly examples?: true;
  /** `sample`: an index of the sample feeds; absent: none, so that the embedded advisories are used. */
  readonly index?: 'sample';
  /** The sample feeds are what a network would give. */
  readonly mirror?: true;
  readonly env?: Readonly<Record<string, string>>;
  /** Commands that run before, as a reader has run them. */
  readonly before?: readonly string[];
}

export interface Row extends SetUp {
  readonly page: string;
  /** The first command of the block. */
  readonly first: string;
  /** Placeholder → what it stands for here; `FEEDS` is the mirror. */
  readonly put?: Readonly<Record<string, string>>;
  /** The commands are alternatives: each runs in a folder of its own. */
  readonly apart?: true;
  /** Exit code of each command that does not exit with 0, by its number from 1. */
  readonly exits?: Readonly<Record<number, number>>;
  /** What differs from run to run, replaced on both sides. */
  readonly varies?: RegExp;
  readonly needs?: 'openssl';
}

/** A day for the embedded advisories; the sample index is fresh on the other one. */
const DAY = '2026-11-22';
const SAMPLE_DAY = '2026-08-22';
/** As long before the end of the exceptions that pages write as these may last. */
export const IGNORING_DAY = '2026-12-01';

/** With the index of the mirror, which is gone then. */
export const INDEXED = ['theriac db build --feeds mirror --only npm', 'rm -r mirror'];
/** A clone whose main branch is what is checked out. */
export const CLONED = [
  'git init -q -b main',
  'git add .',
  'git commit -qm first',
  'git update-ref refs/remotes/origin/main HEAD',
];
/** Ids of keys that are made in each run. */
const KEY = /\bkey [0-9a-f]{16}\b/g;
const PORTAL =
  'theriac sbom create examples/patient-portal --supplier "Example Clinic" --author "Clinic PSIRT <sbom@clinic.example>" -o portal.cdx.json';

const IMAGE = 'node examples/portal-image/make-image.mjs portal.tar';

const SAMPLE = { day: SAMPLE_DAY, index: 'sample' } as const;
const OF_PORTAL = { ...SAMPLE, examples: true, before: [PORTAL] } as const;

export const ROWS: readonly Row[] = [
  {
    page: 'docs/server-audit.md',
    first: 'theriac audit verify trail.ndjson --checkpoint 000000000008.checkpoint --key public-key.txt',
    day: DAY,
    files: auditTrailFiles,
    exits: { 2: 1, 4: 1 },
  },
  {
    page: 'README.md',
    first:
      'theriac scan examples/patient-portal --offline   # no network: only the embedded set of the gravest advisories',
    day: SAMPLE_DAY,
    examples: true,
    files: () => below('project', APP),
    mirror: true,
    put: { '--feeds DIR': '--feeds FEEDS', '/path/to/project': 'project' },
    exits: { 1: 1, 4: 1 },
  },
  {
    page: 'README.md',
    first: 'theriac scan examples/patient-portal --offline',
    day: DAY,
    examples: true,
    exits: { 1: 1 },
  },
  {
    page: 'README.md',
    first: 'theriac scan                          # this folder',
    day: IGNORING_DAY,
    files: () => ({
      ...APP,
      'compose.yaml': 'services: {db: {image: postgres:17}}\n',
      ...mirrorOn(IGNORING_DAY),
      'tool-1.4.1.tgz': RELEASES['small-tool-1.0.0.tgz'] ?? '',
    }),
    before: [...INDEXED, ...CLONED, 'theriac sbom create --format spdx -o vendor.spdx.json'],
    apart: true,
    exits: { 1: 1, 2: 1, 9: 1, 10: 3 },
  },
  {
    page: 'docs/gate.md',
    first:
      'theriac ignore CVE-2022-24785 app --expires 2026-12-12 --reason "Locale names come from a fixed list."',
    day: IGNORING_DAY,
    files: () => ({ ...below('app', APP), ...mirrorOn(IGNORING_DAY) }),
    before: INDEXED,
  },
  {
    page: 'docs/outputs.md',
    first: 'theriac scan --severity critical,high --fixable --format table',
    day: DAY,
    files: () => APP,
    exits: { 1: 1, 2: 1 },
  },
  {
    page: 'docs/licences.md',
    first: 'theriac scan ward-portal --offline',
    ...SAMPLE,
    files: () => WARD_PORTAL,
    exits: { 1: 1 },
  },
  {
    page: 'docs/licences.md',
    first: 'theriac explain c4f3027560aa ward-portal',
    ...SAMPLE,
    files: () => WARD_PORTAL,
  },
  {
    page: 'docs/licences.md',
    first: 'theriac notice ward-portal --output THIRD-PARTY-NOTICES.txt',
    exits: { 1: 3, 2: 3, 3: 3 },
    day: DAY,
    files: () => WARD_PORTAL,
  },
  {
    page: 'docs/supply-chain.md',
    first: 'theriac scan . --offline',
    ...SAMPLE,
    files: () => TAMPERED,
    exits: { 1: 1 },
  },
  {
    page: 'docs/supply-chain.md',
    first: 'theriac inspect small-tool-1.0.0.tgz small-tool-1.0.1.tgz',
    day: DAY,
    files: () => RELEASES,
    exits: { 1: 1 },
  },
  {
    page: 'docs/sbom.md',
    first: PORTAL,
    ...SAMPLE,
    examples: true,
  },
  {
    page: 'docs/sbom.md',
    first: 'theriac scan app --offline',
    ...SAMPLE,
    files: () => below('app', TAMPERED),
    exits: { 1: 1, 3: 1 },
  },
  {
    page: 'docs/sbom.md',
    first: 'theriac sbom quality app.cdx.json --profile fda',
    ...SAMPLE,
    files: () => below('app', APP),
    before: ['theriac sbom create app -o app.cdx.json'],
    exits: { 1: 1 },
  },
  {
    page: 'docs/sbom.md',
    first:
      'theriac sbom enrich app.cdx.json --author "Clinic PSIRT <sbom@clinic.example>" --supplier "Example Clinic" --vulnerabilities -v -o app.cdx.json',
    ...SAMPLE,
    files: () => below('app', APP),
    before: ['theriac sbom create app -o app.cdx.json'],
    exits: { 4: 1 },
  },
  {
    page: 'docs/sbom.md',
    first: 'theriac sbom quality portal.cdx.json --profile bsi',
    ...OF_PORTAL,
    exits: { 1: 1 },
  },
  {
    page: 'docs/sbom.md',
    first: 'theriac sbom convert portal.cdx.json --to cyclonedx@1.2 -o old.json',
    ...OF_PORTAL,
  },
  {
    page: 'docs/sbom.md',
    first: 'theriac sbom diff release-1.json release-2.json',
    ...SAMPLE,
    files: () => UPDATED,
    before: [
      'theriac sbom create app -o release-1.json',
      'cp update/* app',
      'theriac sbom create app -o release-2.json',
    ],
  },
  {
    page: 'docs/sbom.md',
    first: 'theriac sbom compare vendor.cdx.json unpacked --offline',
    day: SAMPLE_DAY,
    files: () => DELIVERY,
    exits: { 1: 1 },
  },
  {
    page: 'docs/sbom.md',
    first: 'theriac sbom intake vendor.cdx.json --key vendor.pub --artefact unpacked',
    ...SAMPLE,
    files: () => ({ ...DELIVERY, ...keyPair() }),
    before: ['theriac sbom sign vendor.cdx.json --key vendor.pem'],
    exits: { 1: 1 },
    varies: KEY,
  },
  {
    page: 'docs/sbom.md',
    first: 'openssl genpkey -algorithm ed25519 -out key.pem',
    ...OF_PORTAL,
    varies: KEY,
    needs: 'openssl',
  },
  {
    page: 'docs/vex.md',
    first: 'theriac vex check examples/patient-portal --vex portal.openvex.json',
    ...SAMPLE,
    examples: true,
    before: [
      ['CVE-2021-23369', 'handlebars@4.0.11'],
      ['CVE-2021-44906', 'minimist@1.2.5'],
    ].map(
      ([id, component]) =>
        `theriac vex add portal.openvex.json --author "Clinic PSIRT" --vulnerability ${id} --product pkg:npm/patient-portal@2.3.0 --component pkg:npm/${component} --status not_affected --justification vulnerable_code_not_in_execute_path`,
    ),
  },
  {
    page: 'docs/vex.md',
    first:
      'theriac vex add portal.openvex.json --author "Clinic PSIRT" --vulnerability CVE-2021-23369 --product pkg:npm/patient-portal@2.3.0 --component pkg:npm/handlebars@4.0.11 --status not_affected --justification vulnerable_code_not_in_execute_path',
    day: DAY,
  },
  {
    page: 'docs/vex.md',
    first: 'theriac scan infusion-pump.cdx.json --csaf advisories/',
    ...SAMPLE,
    files: () => PUMP,
    exits: { 1: 1 },
  },
  {
    page: 'docs/cms.md',
    first: 'theriac scan examples/drupal-portal --offline',
    day: DAY,
    examples: true,
    exits: { 1: 1 },
  },
  { page: 'docs/cms.md', first: 'theriac cms matrix examples/drupal-portal', day: DAY, examples: true },
  { page: 'docs/cms.md', first: 'theriac cms forms examples/drupal-portal', day: DAY, examples: true },
  {
    page: 'docs/cms.md',
    first: 'theriac cms diff examples/drupal-portal-hardened examples/drupal-portal --fail-on-privilege',
    day: DAY,
    examples: true,
    exits: { 1: 1 },
  },
  {
    page: 'docs/patient-data.md',
    first: 'theriac scan records --offline',
    day: DAY,
    files: () => RECORDS,
    exits: { 1: 1 },
  },
  {
    page: 'docs/infrastructure.md',
    first: 'theriac scan examples/fhir-kubernetes --offline',
    day: DAY,
    examples: true,
    exits: { 1: 1 },
  },
  {
    page: 'docs/infrastructure.md',
    first: "theriac rules resources examples/clinic-stack --on 'nginx.*'",
    day: DAY,
    examples: true,
  },
  {
    page: 'docs/infrastructure.md',
    first: 'theriac scan examples/fhir-api-terraform-hardened --offline',
    day: DAY,
    examples: true,
  },
  {
    page: 'docs/infrastructure.md',
    first: 'theriac scan examples/fhir-api-terraform --offline --fail-on high',
    day: DAY,
    examples: true,
    exits: { 1: 1 },
  },
  {
    page: 'docs/paths.md',
    first: 'theriac paths examples/clinic-stack',
    day: DAY,
    examples: true,
    exits: { 1: 1 },
  },
  {
    page: 'docs/paths.md',
    first: 'theriac paths examples/clinic-stack-hardened --to db',
    day: DAY,
    examples: true,
  },
  {
    page: 'docs/paths.md',
    first: 'theriac paths examples/fhir-api-terraform --to fhir',
    day: DAY,
    examples: true,
    exits: { 1: 1 },
  },
  {
    page: 'docs/paths.md',
    first: 'theriac paths examples/fhir-kubernetes --format html --output paths.html',
    day: DAY,
    examples: true,
    exits: { 1: 1, 2: 1, 3: 1 },
  },
  {
    page: 'docs/secrets.md',
    first: 'theriac secrets examples/referral-service',
    day: DAY,
    examples: true,
    exits: { 1: 1 },
  },
  {
    page: 'docs/patient-data.md',
    first: 'theriac scan examples/referral-service --offline --all',
    day: DAY,
    examples: true,
    exits: { 1: 1 },
  },
  {
    page: 'docs/images.md',
    first: 'node examples/portal-image/make-image.mjs portal.tar',
    day: DAY,
    examples: true,
    exits: { 2: 1 },
  },
  {
    page: 'docs/images.md',
    first: 'theriac inspect portal.tar',
    day: DAY,
    examples: true,
    before: [IMAGE],
  },
  {
    page: 'docs/images.md',
    first: 'theriac scan portal.tar --offline --newer-base newer-base.tar',
    day: DAY,
    examples: true,
    before: [IMAGE, 'cp portal.tar newer-base.tar'],
    exits: { 1: 1 },
  },
  {
    page: 'docs/images.md',
    first: 'theriac list portal.tar --unowned',
    day: DAY,
    examples: true,
    before: [IMAGE],
  },
  {
    page: 'docs/secrets.md',
    first: 'theriac secrets clinic',
    day: DAY,
    files: () => below('clinic', CLINIC),
    exits: { 1: 1 },
  },
  {
    page: 'docs/secrets.md',
    first: 'theriac secrets clinic --history',
    day: DAY,
    files: () => below('clinic', CLINIC),
    env: { GIT_AUTHOR_DATE: `${DAY}T12:00:00Z` },
    before: [
      'cd clinic && git init -q && git add . && git commit -qm settings && git rm -qr deploy && git commit -qm removed',
    ],
    exits: { 1: 1 },
    varies: /\bcommit [0-9a-f]{12}\b/g,
  },
  {
    page: 'docs/secrets.md',
    first: "printf '#!/bin/sh\\nexec theriac secrets --staged --quiet\\n' > .git/hooks/pre-commit",
    day: DAY,
    files: () => ({ 'a.ts': 'export const a = 1;\n' }),
    before: CLONED,
  },
  {
    page: 'docs/secrets.md',
    first: 'theriac rules test clinic',
    day: DAY,
    files: () => ({ 'clinic/theriac.yaml': OWN_KIND }),
  },
  {
    page: 'docs/secrets.md',
    first: 'theriac explain THERIAC-SECRET-DB-POSTGRESQL',
    day: DAY,
    examples: true,
  },
  {
    page: 'docs/own-rules.md',
    first: 'theriac rules test examples/clinic-stack',
    day: DAY,
    examples: true,
    exits: { 2: 1 },
  },
  {
    page: 'docs/own-rules.md',
    first: 'theriac rules resources examples/clinic-stack --on compose.service',
    day: DAY,
    examples: true,
  },
];

/** Blocks that are not run here. */
export const NOT_RUN: readonly { readonly page: string; readonly first: string; readonly why: string }[] = [
  { page: 'README.md', first: 'npm ci && npm run demo', why: 'CI installs; the demo has a test of its own' },
  { page: 'README.md', first: 'npm ci && npm test', why: 'CI runs it as it is written' },
  {
    page: 'README.md',
    first: 'npm ci && npm run build -- --tarball',
    why: 'npm run test:distribution and recipes.test.ts install the tarball',
  },
  {
    page: 'README.md',
    first: 'install dist/theriac-linux-x64 /usr/local/bin/theriac',
    why: 'npm run test:distribution builds and runs the executable',
  },
  { page: 'CONTRIBUTING.md', first: 'npm ci', why: 'CI runs these scripts' },
  {
    page: 'docs/advisory-index.md',
    first: 'osv/<ecosystem>/all.zip       or <ecosystem>/all.zip: OSV records, as in the public bucket',
    why: 'a layout of files; sample-feeds.ts writes it',
  },
  {
    page: 'docs/architecture.md',
    first:
      ' target ─► Tree ─► ONE walk ─► ONE pass ─┬─► extractors ─► Inventory (components, edges, known unknowns)',
    why: 'a drawing',
  },
];
