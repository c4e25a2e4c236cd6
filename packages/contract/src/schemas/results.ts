/** Documents that are sent in, and the findings that come out of them. */
import { FINDING_KINDS, OUTCOMES, SCOPES, SEVERITIES } from '@theriac/core';
import { z } from 'zod';
import { day, id, instant, json, line, version } from './common.ts';

export const DOCUMENT_KINDS = ['scan', 'sbom'] as const;
export const DOCUMENT_SOURCES = ['build', 'vendor', 'import'] as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const uploadQuery = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS),
  stream: line(120).default('main').describe('results of one stream replace each other: a branch, a variant'),
  builtAt: instant
    .optional()
    .describe('when the build was made; the newest counts, whatever the order of arrival'),
  release: line(120).optional(),
  source: z.enum(DOCUMENT_SOURCES).default('build'),
});

export const document = z
  .strictObject({
    id,
    system: id,
    stream: z.string(),
    kind: z.enum(DOCUMENT_KINDS),
    source: z.enum(DOCUMENT_SOURCES),
    sha256,
    size: z.int(),
    release: z.string().nullable(),
    builtAt: instant,
    uploadedAt: instant,
    uploadedBy: z.string(),
    state: z
      .enum(['queued', 'current', 'superseded', 'failed'])
      .describe('`current`: what the stream holds now; `superseded`: there is one that was built later'),
    failure: z.string().nullable(),
    components: z.int().nullable(),
    gaps: z
      .array(z.strictObject({ area: z.string(), state: z.string(), reasons: z.array(z.string()) }))
      .describe(
        'areas that were not or not wholly looked at when it was read: no finding there is no all clear',
      ),
    processedAt: instant.nullable(),
  })
  .meta({ id: 'Document' });
export type DocumentRecord = z.infer<typeof document>;

export const FINDING_STATES = [
  'new',
  'triaged',
  'in-progress',
  'exception-active',
  'mitigated',
  'vex-not-affected',
  'false-positive',
  'fixed',
  'verified',
  'closed',
  'reopened',
] as const;
export type FindingState = (typeof FINDING_STATES)[number];

export const finding = z
  .strictObject({
    id,
    version,
    system: id,
    systemName: z.string(),
    stream: z.string(),
    fingerprint: z.string(),
    kind: z.enum(FINDING_KINDS),
    rule: z.string().describe('id of the advisory or the check'),
    aliases: z.array(z.string()),
    title: z.string(),
    label: z.string().describe('what it is about'),
    purl: z.string().nullable(),
    severity: z.enum(SEVERITIES),
    outcome: z.enum(OUTCOMES).describe('SSVC'),
    state: z.enum(FINDING_STATES),
    isOpen: z.boolean(),
    firstSeenAt: instant,
    dueOn: day.nullable().describe('null: with the next upgrade'),
    assignee: id.nullable(),
  })
  .meta({ id: 'Finding' });
export type FindingRecord = z.infer<typeof finding>;

export const findingEvent = z
  .strictObject({
    id,
    at: instant,
    by: z.string(),
    kind: z.enum(['found', 'state', 'comment', 'assigned', 'due']),
    before: z.string().nullable(),
    after: z.string().nullable(),
    note: z.string(),
  })
  .meta({ id: 'FindingEvent' });

export const findingDetail = z
  .strictObject({
    ...finding.shape,
    detail: json.describe(
      'the finding as the scan told it: evidence, places, trace, every input of the decision',
    ),
    ruleDetail: json,
    events: z.array(findingEvent),
  })
  .meta({ id: 'FindingDetail' });

/** Sent as repeated parameters: `severity=critical&severity=high`. */
const some = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (given) => (given === undefined || Array.isArray(given) ? given : [given]),
    z.array(item).max(20).optional(),
  );

export const FINDING_SORTS = ['due', 'severity', 'newest'] as const;

export const findingsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(500).optional(),
  system: id.optional(),
  state: some(z.enum(FINDING_STATES)),
  open: z.stringbool().default(true).describe('false: also those that are fixed or decided away'),
  kind: some(z.enum(FINDING_KINDS)),
  severity: some(z.enum(SEVERITIES)),
  outcome: some(z.enum(OUTCOMES)),
  rule: z.string().max(200).optional().describe('id or alias of an advisory'),
  assignee: id.optional(),
  overdue: z.stringbool().default(false),
  sort: z.enum(FINDING_SORTS).default('due'),
});

/** Where a package is used. */
export const place = z
  .strictObject({
    system: id,
    systemName: z.string(),
    programme: z.string(),
    owner: z.string().nullable(),
    patientFacing: z.boolean().nullable(),
    publiclyExposed: z.boolean().nullable(),
    hasPatientData: z.boolean().nullable(),
    stream: z.string(),
    source: z.enum(DOCUMENT_SOURCES),
    release: z.string().nullable(),
    purl: z.string(),
    version: z.string().nullable(),
    scope: z.enum(SCOPES),
    isDirect: z.boolean(),
  })
  .meta({ id: 'Place' });

export const whereQuery = z.strictObject({
  purl: z.string().max(2000).optional().describe('with a version: this one; without: all'),
  range: z
    .string()
    .max(500)
    .optional()
    .describe('vers range, besides a purl without version: `vers:npm/<4.17.21`'),
  name: z.string().min(2).max(300).optional().describe('beginning of the name'),
  advisory: z.string().max(200).optional().describe('CVE or other id'),
  licence: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z.string().max(500).optional(),
});

export const whereAnswer = z
  .strictObject({
    asked: z.record(z.string(), z.string()),
    systems: z.int().describe('how many, over all pages'),
    items: z.array(place),
    next: z.string().optional(),
    tookMs: z.number(),
    at: instant,
  })
  .meta({ id: 'Where' });
