/**
 * `ScanResult` as a zod schema: what servers and editors validate a result with, and where
 * `docs/schema/scan-result.schema.json` comes from. Not exported by the package's index, so that a scan does not
 * load a validator. The last lines prove that schema and type say the same; a field added to one only is a
 * compile error.
 */
import { z } from 'zod';
import { SEVERITIES } from '../advisory/severity.ts';
import { SCOPES, UNKNOWN_REASONS } from '../inventory/component.ts';
import { INDEX_IDS } from '../inventory/distributions.ts';
import { ECOSYSTEM_IDS } from '../inventory/ecosystems.ts';
import { BASE_ORIGINS } from '../inventory/image.ts';
import { FINDING_KINDS, OUTCOMES, SUBJECT_KINDS } from './finding.ts';
import { SCAN_RESULT_VERSION, type ScanResult } from './scan-result.ts';
import { SECRET_SOURCES } from './secret-source.ts';
import {
  DATA_CLASSES,
  DISTRIBUTIONS,
  EXPOSURES,
  MISSION_IMPACTS,
  SAFETY_IMPACTS,
  SYSTEM_TYPES,
} from './system.ts';

const text = z.string();
const texts = z.array(text);
const count = z.int().min(0);
const layerIndex = z.int().min(0).describe('Index of a layer of the image, from the bottom.');
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .describe('YYYY-MM-DD');
const ecosystem = z.enum(ECOSYSTEM_IDS);
const outcome = z.enum(OUTCOMES);
const severity = z.enum(SEVERITIES);
export const area = z
  .string()
  .describe('An area of the pipeline or of a detector; docs/reference/areas.md lists them.');
const origin = z.enum(['observed', 'declared', 'derived', 'default']);
const references = z.array(z.strictObject({ type: text, url: text }));

const position = z.int().min(1);

const location = z
  .strictObject({
    path: text,
    line: position.exactOptional(),
    column: position.exactOptional(),
    endLine: position.exactOptional(),
    endColumn: position.exactOptional(),
  })
  .describe('Path relative to the target with `/`; lines and columns are 1-based, in UTF-16 units.');

const sourced = <T extends z.ZodType>(value: T) => z.strictObject({ value, origin, source: text });

const system = z.strictObject({
  name: text,
  type: z.enum(SYSTEM_TYPES),
  owner: text.nullable(),
  paths: texts,
  distribution: z.array(z.enum(DISTRIBUTIONS)),
  facts: z.strictObject({
    patientFacing: sourced(z.boolean()),
    exposure: sourced(z.enum(EXPOSURES)),
    publiclyExposed: sourced(z.boolean()),
    dataClasses: sourced(z.array(z.enum(DATA_CLASSES))),
    safetyImpact: sourced(z.enum(SAFETY_IMPACTS)),
    missionImpact: sourced(z.enum(MISSION_IMPACTS)),
  }),
});

const componentOrigin = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('registry') }),
  z.strictObject({ kind: z.literal('git'), url: text, commit: text.exactOptional() }),
  z.strictObject({ kind: z.literal('url'), url: text }),
  z.strictObject({ kind: z.literal('path'), path: text }),
  z.strictObject({ kind: z.literal('workspace'), path: text }),
]);

const component = z
  .strictObject({
    id: text,
    root: text,
    purl: text,
    ecosystem,
    name: text,
    version: text.nullable(),
    scope: z.enum(SCOPES),
    direct: z.boolean(),
    location,
    dependsOn: texts,
    origin: componentOrigin.exactOptional(),
    hashes: z
      .array(z.strictObject({ algorithm: z.enum(['md5', 'sha1', 'sha256', 'sha384', 'sha512']), hex: text }))
      .exactOptional(),
    licence: text.exactOptional(),
    supplier: text.exactOptional(),
    cpes: texts.exactOptional(),
    licences: z
      .strictObject({
        declared: text.exactOptional(),
        detected: z
          .array(z.strictObject({ expression: text, score: z.number().min(0).max(1), path: text }))
          .exactOptional(),
        concluded: text.exactOptional(),
        copyrights: texts.exactOptional(),
      })
      .exactOptional()
      .describe('Licences: declared, found in files, and what follows.'),
    qualifiers: z.record(text, text).exactOptional(),
    requested: text.exactOptional(),
    requestedBy: texts.exactOptional(),
    installScript: z.boolean().exactOptional(),
    firstParty: z.boolean().exactOptional(),
    guessed: z.string().exactOptional(),
    minimum: z.string().exactOptional(),
    stated: z
      .strictObject({
        concluded: text.exactOptional(),
        licence: z.enum(['absent', 'disputed']).exactOptional(),
        deprecated: text.exactOptional(),
      })
      .exactOptional()
      .describe('What a bill of materials states, and a scan of files finds out itself.'),
    layer: layerIndex.exactOptional(),
  })
  .describe('One package version as used under one root.');

const image = z
  .strictObject({
    name: text.exactOptional(),
    digest: text.exactOptional(),
    platform: text.exactOptional(),
    created: text.exactOptional(),
    layers: z.array(
      z.strictObject({
        digest: text.describe('Of the unpacked layer.'),
        size: count.describe('Bytes, unpacked.'),
        entries: count,
        instruction: text.exactOptional(),
        created: text.exactOptional(),
        base: z.boolean().exactOptional().describe('Came with the base image; absent: not known.'),
      }),
    ),
    base: z
      .strictObject({
        name: text.exactOptional(),
        digest: text.exactOptional(),
        layers: count,
        toldBy: z.enum(BASE_ORIGINS),
      })
      .exactOptional()
      .describe('The base image, where it was recognised.'),
    runtime: z
      .strictObject({
        user: text,
        ports: texts,
        volumes: texts,
        entrypoint: texts,
        command: texts,
        hasHealthcheck: z.boolean(),
      })
      .exactOptional(),
    counts: z.strictObject({ files: count, bytes: count, unowned: count.exactOptional() }),
    setId: z.array(z.strictObject({ path: text, mode: text, owned: z.boolean().exactOptional() })),
  })
  .describe('What is known of an image, a root file system or a host beside components.');

const unknown = z
  .strictObject({
    reason: z.enum(UNKNOWN_REASONS),
    message: text,
    location,
    package: text.exactOptional(),
    range: text.exactOptional(),
    losesComponents: z.boolean(),
  })
  .describe('Something that could not be resolved, and why.');

const root = z.strictObject({
  id: text,
  path: text,
  extractor: text,
  ecosystem,
  name: text.exactOptional(),
  version: text.exactOptional(),
  variant: text.exactOptional(),
  lockfile: text.exactOptional(),
  document: z
    .strictObject({
      serial: text.exactOptional(),
      version: z.number(),
      subject: text.exactOptional(),
      purl: text.exactOptional(),
    })
    .exactOptional(),
  licence: z
    .strictObject({ declared: text, path: text })
    .exactOptional()
    .describe('Licence of the project itself, and the file that says it.'),
});

const inventory = z.strictObject({
  roots: z.array(root),
  components: z.array(component),
  unknowns: z.array(unknown),
  skipped: z.array(
    z.strictObject({
      path: text,
      reason: z.enum([
        'version-control',
        'installed-packages',
        'excluded',
        'ignored-by-git',
        'link',
        'other-file-system',
      ]),
    }),
  ),
});

const index = z.strictObject({
  ecosystem: z.enum(INDEX_IDS),
  source: z.enum(['index', 'embedded']),
  records: count,
  builtAt: text.describe('YYYY-MM-DDTHH:MM:SSZ'),
  feeds: z.array(z.strictObject({ name: text, sha256: text, newest: text, records: count })),
});

const rule = z.strictObject({
  id: text,
  kind: z.enum(FINDING_KINDS),
  title: text,
  severity,
  cwe: texts,
  aliases: texts,
  cvss: z.array(
    z.strictObject({
      version: z.enum(['2.0', '3.0', '3.1', '4.0']),
      vector: text,
      score: z.number().min(0).max(10),
    }),
  ),
  kev: z.strictObject({ cve: text, dateAdded: text, dueDate: text, ransomware: z.boolean() }).exactOptional(),
  epss: z
    .strictObject({ score: z.number().min(0).max(1), percentile: z.number().min(0).max(1) })
    .exactOptional(),
  published: text.exactOptional(),
  modified: text.exactOptional(),
  url: text.exactOptional(),
  rationale: text.exactOptional(),
  remediation: text.exactOptional(),
  references: references.exactOptional(),
  controls: texts.exactOptional(),
});

const fingerprint = z.string().describe('32 hexadecimal characters, stable between runs.');

const decision = z.strictObject({
  outcome,
  tree: outcome,
  overlay: texts,
  bod: z
    .strictObject({
      kev: z.boolean(),
      exposed: z.boolean(),
      automatable: z.boolean(),
      technicalImpact: z.enum(['total', 'partial']),
      days: z.number().nullable(),
      forensics: z.boolean(),
    })
    .nullable()
    .describe('Row of CISA BOD 26-04; null where the directive does not apply.'),
  dueDays: z.number().nullable(),
  dueDate: day.nullable(),
  why: text,
  inputs: z.array(z.strictObject({ name: text, value: text, origin, source: text })),
});

const status = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('open') }),
  z.strictObject({ state: z.literal('known') }),
  z.strictObject({ state: z.literal('excepted'), exception: text, expires: text }),
  z.strictObject({
    state: z.literal('vex'),
    status: z.enum(['not_affected', 'fixed']),
    source: text,
    justification: text.exactOptional(),
  }),
]);

const traceStep = z.strictObject({
  kind: z.enum(['file', 'code', 'package', 'image', 'route', 'resource', 'system', 'data', 'patient']),
  label: text,
  purl: text.exactOptional(),
  location: location.exactOptional(),
});

const finding = z.strictObject({
  fingerprint,
  kind: z.enum(FINDING_KINDS),
  rule: text,
  subject: z.strictObject({
    kind: z.enum(SUBJECT_KINDS),
    label: text.describe('What people call it: a package with its version, or a file.'),
    component: text.exactOptional(),
    components: texts,
    purl: text.exactOptional(),
    root: text.exactOptional(),
    roots: texts.exactOptional(),
    path: text.exactOptional(),
    system: text,
  }),
  locations: z.array(location),
  related: z.array(z.strictObject({ location, message: text })).exactOptional(),
  severity,
  evidence: z.array(
    z.union([
      z.strictObject({
        record: text,
        source: text,
        range: text,
        fixedIn: text.exactOptional(),
        subscription: text.exactOptional(),
      }),
      z.strictObject({ source: text, observed: text, expected: text.exactOptional() }),
      z.strictObject({ source: text, found: text, redacted: text, length: count }),
    ]),
  ),
  trace: z.array(traceStep),
  decision,
  status,
  remediation: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('upgrade'), fix: text }),
    z.strictObject({ kind: z.literal('change'), fix: text }),
    z.strictObject({ kind: z.literal('none'), text }),
  ]),
  firstSeen: day,
  uncertain: z.literal(true).exactOptional(),
  layer: layerIndex.exactOptional(),
  notes: texts,
});

const fixStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('command'), command: text, folder: text.exactOptional() }),
  z.strictObject({ kind: z.literal('edit'), text, file: text.exactOptional() }),
  z.strictObject({ kind: z.literal('text'), text }),
]);

const changeDistance = z.enum(['none', 'patch', 'minor', 'major', 'unknown']);

const fix = z.strictObject({
  id: text,
  kind: z.enum([
    'upgrade-direct',
    'refresh',
    'override',
    'raise-parent',
    'move-source',
    'remove',
    'none',
    'change',
  ]),
  root: text.exactOptional(),
  package: text,
  purl: text.exactOptional(),
  from: text.nullable(),
  to: text.nullable(),
  distance: changeDistance,
  action: text,
  steps: z.array(fixStep),
  caveats: texts,
  clears: z.array(fingerprint),
  moves: texts.exactOptional(),
  smaller: z
    .strictObject({ to: text, distance: changeDistance, clears: z.int().nonnegative() })
    .exactOptional(),
});

const gate = z.strictObject({
  state: z.enum(['passed', 'failed', 'incomplete']),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(3)]),
  failing: z.array(fingerprint),
  gaps: z.array(area).describe('Required areas that are not complete and not accepted.'),
  reasons: texts,
  policy: z.strictObject({ failOn: text, require: z.array(area), onlyNew: z.boolean(), hash: text }),
});

export const scanResultSchema = z
  .strictObject({
    schemaVersion: z.literal(SCAN_RESULT_VERSION),
    tool: z.strictObject({ name: z.literal('theriac'), version: text }),
    asOf: day.describe('The day the run judges by (YYYY-MM-DD).'),
    target: z.strictObject({
      kind: z.enum(['directory', 'file', 'sbom', 'image', 'root', 'host']),
      name: text,
      prefix: text.exactOptional().describe('Folder of the target in its repository.'),
    }),
    shown: z
      .strictObject({
        filters: texts,
        scopes: z.array(z.enum(SCOPES)).exactOptional(),
        hidden: count,
        hiddenOpen: count,
      })
      .exactOptional()
      .describe('What a filter left out; the gate judges everything.'),
    systems: z.array(system),
    image: image.exactOptional(),
    inventory,
    indexes: z.array(index),
    coverage: z.array(
      z.strictObject({
        area,
        state: z.enum(['complete', 'partial', 'skipped', 'failed']),
        reasons: texts,
        accepted: texts.exactOptional(),
        remedy: z.enum(['update-index', 'accept-unmatched']).exactOptional(),
      }),
    ),
    rules: z.array(rule),
    findings: z.array(finding),
    fixes: z.array(fix),
    secretSources: z
      .array(
        z.strictObject({
          source: z.enum(SECRET_SOURCES),
          form: text,
          count,
          places: z.array(location),
        }),
      )
      .exactOptional()
      .describe('How secrets reach the system: written down, or where they are taken from.'),
    warnings: texts,
    gate,
  })
  .describe('Everything that one run of `theriac scan` learned.');

/** A type with its readonly modifiers gone and its intersections flattened, so that identity can be asked. */
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Plain<T[Key]> }
    : T;
type Same<A, B> =
  (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : never;

/** Compiles only while schema and type are the same, optional keys included. */
export const SCHEMA_IS_THE_TYPE: Same<z.infer<typeof scanResultSchema>, ScanResult> = true;
