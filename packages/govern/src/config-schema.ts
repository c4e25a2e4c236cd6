/** Reads `theriac.yaml`: zod schema, places in the file, and a suggestion for each key that is not known. */
import {
  type Area,
  BOM_SUPPORT_LEVELS,
  DATA_CLASSES,
  DISTRIBUTIONS,
  ECOSYSTEMS,
  EXPOSURES,
  isUnmatched,
  MISSION_IMPACTS,
  OUTCOMES,
  SAFETY_IMPACTS,
  SYSTEM_TYPES,
  TheriacError,
} from '@theriac/core';
import { z } from 'zod';
import { checkedYaml, withoutUndefined } from './checked-yaml.ts';
import { PASSWORD_PROFILES } from './cms-config.ts';
import { type Config, DEFAULT_CONFIG, DEFAULT_POLICY } from './config.ts';
import { unknownWord } from './config-problems.ts';
import { isDay } from './days.ts';
import { DEFAULT_IMAGES, RUNTIME_EXTRAS } from './images-config.ts';
import { DEFAULT_LICENCE_POLICY } from './licence/licence-config.ts';
import { contractSchema, licencesSchema } from './licence/licence-schema.ts';
import { ownSecretKinds, secretsSchema } from './secrets/own-kinds.ts';
import { DEFAULT_SUPPLY_CHAIN } from './supply-chain-config.ts';
import type { Suppression } from './suppression/suppression.ts';

const FAIL_ON = [...OUTCOMES, 'critical', 'high', 'medium', 'low', 'never'] as const;
/** Ecosystems that no feed speaks of; for every other one a gap has a remedy. */
const UNMATCHED = ECOSYSTEMS.filter(isUnmatched).map((e) => e.id);

const day = z
  .string()
  .refine(isDay, { error: 'is not a day that exists; write YYYY-MM-DD' })
  .describe('YYYY-MM-DD');
const text = z.string().trim().min(1, { error: 'is empty' });

const system = z
  .strictObject({
    name: text.optional().describe('What people call the system.'),
    type: z.enum(SYSTEM_TYPES).optional(),
    owner: text.optional().describe('Person or team who answers for it.'),
    paths: z
      .array(z.string())
      .optional()
      .describe('Folders of this repository that belong to it; all when absent.'),
    distribution: z.array(z.enum(DISTRIBUTIONS)).optional(),
    patientFacing: z.boolean().optional().describe('Patients use it directly.'),
    exposure: z
      .enum(EXPOSURES)
      .optional()
      .describe('SSVC system exposure: small, controlled, or open (internet).'),
    publiclyExposed: z
      .boolean()
      .optional()
      .describe('Reachable from the internet (CISA BOD 26-04); open exposure implies it.'),
    dataClasses: z
      .array(z.enum(DATA_CLASSES))
      .optional()
      .describe('What data it holds or moves; [none] when none.'),
    safetyImpact: z.enum(SAFETY_IMPACTS).optional().describe('SSVC: worst credible harm to people.'),
    missionImpact: z.enum(MISSION_IMPACTS).optional().describe('SSVC: harm to the mission.'),
  })
  .describe('What this repository is part of, as far as it changes how dangerous a finding is.');

/** One of the areas that {@link parseConfig} is given; the published schema lists them. */
export const areaName = z.string().trim().min(1, { error: 'is empty' });

const policy = z.strictObject({
  failOn: z
    .enum(FAIL_ON)
    .optional()
    .describe('The gate fails on findings decided this or sooner (or rated this or worse).'),
  require: z.array(areaName).optional().describe('Areas that must be complete for a green gate.'),
  acceptPartial: z.array(areaName).optional().describe('Areas whose partial coverage is accepted knowingly.'),
  acceptUnmatched: z
    .array(z.enum(UNMATCHED))
    .optional()
    .describe('Ecosystems without any advisory feed whose packages are accepted as not matched.'),
  maxIndexAgeDays: z
    .int()
    .min(1)
    .max(365)
    .optional()
    .describe('Older indexes are stale and the gate is not green.'),
  profiles: z
    .array(z.enum(['cisa']))
    .optional()
    .describe('cisa: no due date later than CISA BOD 26-04 allows.'),
});

const exception = z
  .strictObject({
    id: text,
    rule: text
      .optional()
      .describe('Rule or advisory id, or an alias: CVE-2021-44228, THERIAC-SC-LOCK-WEAK-HASH.'),
    vulnerability: text.optional().describe('The same as rule; either of them is needed.'),
    package: text.optional().describe('Package name or purl; every package when absent.'),
    path: text.optional().describe('Folder or manifest; the whole repository when absent.'),
    owner: text.describe('Who answers for the risk; a person.'),
    approvedBy: text.optional().describe('Who approved it; not the owner.'),
    reason: text,
    compensatingControls: z
      .array(text)
      .min(1, { error: 'needs at least one compensating control' })
      .optional()
      .describe('What keeps the risk low until then; a reviewer asks for it.'),
    created: day,
    expires: day,
  })
  .refine((e) => (e.rule === undefined) !== (e.vulnerability === undefined), {
    error: 'needs `rule`: the id that the report shows (`vulnerability` is another word for it)',
  })
  .refine((e) => e.expires >= e.created, { error: 'expires before it was created', path: ['expires'] })
  .refine((e) => e.approvedBy === undefined || e.approvedBy !== e.owner, {
    error: 'is the owner; somebody else has to approve',
    path: ['approvedBy'],
  });

const ignoredPath = z
  .strictObject({
    path: text.describe('File or folder whose findings do not count.'),
    rules: z.array(text).min(1).optional().describe('Rule ids; every rule when absent.'),
    reason: text,
    expires: day.describe('YYYY-MM-DD; the limits of exceptions apply, counted from the day of the scan.'),
  })
  .describe('Findings in a path that are accepted until a day; they stay in the report.');

const supplyChain = z
  .strictObject({
    privateNames: z
      .array(text)
      .optional()
      .describe('Names of your own that must never come from a public registry; `*` for any ending.'),
    allowedHosts: z
      .array(text)
      .optional()
      .describe('Hosts from which packages may come besides the registry of the project.'),
    allowScripts: z.array(text).optional().describe('Packages whose install script was read.'),
    trustedNames: z.array(text).optional().describe('Names that look like others and were checked.'),
    cooldownDays: z
      .int()
      .min(0)
      .max(365)
      .optional()
      .describe('A release younger than this is not to be used yet (7).'),
  })
  .describe('What the project knows of its own supply chain.');

const cms = z
  .strictObject({
    environment: text.optional().describe('Config split that holds where patients are: prod.'),
    profile: z
      .enum(PASSWORD_PROFILES)
      .optional()
      .describe(
        'How passwords are judged: modern (length) or legacy-cms (complexity, rotation); both when absent.',
      ),
    phi: z
      .boolean()
      .optional()
      .describe('Whether the site holds patient data; what its forms ask for decides when absent.'),
    retentionDays: z
      .int()
      .min(1)
      .max(36_500)
      .optional()
      .describe('Days for which submissions with patient data may be kept.'),
  })
  .describe('What a Drupal or WordPress site does not say of itself.');

const digest = z.string().regex(/^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/, {
  error: 'is no digest; write sha256: and 64 hexadecimal digits',
});

const images = z
  .strictObject({
    approved: z
      .array(
        z
          .strictObject({
            name: text.describe('What the base image is called: example.org/base/debian:12.'),
            digests: z.array(digest).min(1).optional().describe('Digests of its manifests.'),
            layers: z
              .array(digest)
              .min(1)
              .optional()
              .describe('Digests of its unpacked layers, from the bottom; `theriac inspect` prints them.'),
          })
          .refine((base) => base.digests !== undefined || base.layers !== undefined, {
            error: 'needs `digests` or `layers`, by which it is recognised',
          }),
      )
      .optional()
      .describe('Base images that may be built upon; any when absent.'),
    allow: z.array(z.enum(RUNTIME_EXTRAS)).optional().describe('What images may hold although they run.'),
    allowSetId: z
      .array(text)
      .optional()
      .describe('Files that may run with the rights of their owner or group: usr/bin/ping.'),
  })
  .describe('What holds for container images.');

const product = z
  .strictObject({
    name: text.optional(),
    version: text.optional(),
    supplier: text.optional().describe('Who supplies it.'),
    email: text.optional().describe('Address of the contact for security or compliance.'),
    url: text.optional(),
    purl: text.optional(),
    cpe: text.optional(),
    supportLevel: z.enum(BOM_SUPPORT_LEVELS).optional(),
    endOfSupport: day.optional(),
  })
  .describe('What the bill of materials is about.');

const support = z
  .strictObject({
    package: text.describe('Package name or purl, with or without version.'),
    level: z.enum(BOM_SUPPORT_LEVELS),
    endOfSupport: day.optional(),
  })
  .describe('How long a component is supported, where no feed knows.');

/** The file as written. `z.toJSONSchema` of it is what editors get. */
export const configSchema = z.strictObject({
  version: z.literal(1).describe('Version of this file format.'),
  system: system.optional(),
  systems: z
    .array(system)
    .min(1)
    .optional()
    .describe('Several systems in one repository, each with its paths.'),
  product: product.optional(),
  support: z.array(support).optional(),
  policy: policy.optional(),
  exceptions: z.array(exception).optional(),
  ignore: z.array(ignoredPath).optional(),
  rules: z.array(text).optional().describe('Files of own rules about configuration, relative to this file.'),
  vex: z
    .array(text)
    .optional()
    .describe('VEX documents to apply (OpenVEX, CSAF, CycloneDX), files or folders, relative to this file.'),
  csaf: z
    .array(text)
    .optional()
    .describe('CSAF advisories of vendors, files or folders, relative to this file.'),
  exclude: z.array(text).optional().describe('What not to scan, in .gitignore syntax.'),
  supplyChain: supplyChain.optional(),
  secrets: secretsSchema.optional(),
  cms: cms.optional(),
  images: images.optional(),
  licences: licencesSchema.optional(),
  contracts: z.array(contractSchema).optional(),
});

/**
 * @param text contents of the file
 * @param path what messages call it
 * @param options.areas the areas that a policy can name; any word when absent
 * @throws TheriacError THERIAC_CONFIG with the line, naming each unknown key and the nearest known one
 */
export function parseConfig(
  text: string,
  path: string,
  options: { readonly areas?: readonly Area[] } = {},
): Config {
  const { data: file, lineOf } = checkedYaml(configSchema, text, path);
  if (file.system !== undefined && file.systems !== undefined) {
    throw new TheriacError('THERIAC_CONFIG', 'give either `system` or `systems`', {
      path,
      line: lineOf(['systems']),
    });
  }
  checkAreas(file.policy, options.areas, path, lineOf);
  const place = (keys: readonly PropertyKey[]): string => `${path}:${lineOf(keys)}`;
  const declared = file.systems ?? (file.system === undefined ? [] : [file.system]);
  const prefix = (i: number): PropertyKey[] => (file.systems === undefined ? ['system'] : ['systems', i]);
  const duplicate = firstDuplicate((file.exceptions ?? []).map((e) => e.id));
  if (duplicate !== undefined) {
    throw new TheriacError(
      'THERIAC_CONFIG',
      `a second exception has the id \`${duplicate}\`; give each exception its own id`,
      {
        path,
        line: lineOf(['exceptions', (file.exceptions ?? []).findLastIndex((e) => e.id === duplicate)]),
      },
    );
  }
  return {
    systems: declared.map((s, i) => ({ ...withoutUndefined(s), source: place(prefix(i)) })),
    policy: { ...DEFAULT_POLICY, ...withoutUndefined(file.policy ?? {}) },
    exceptions: (file.exceptions ?? []).map(
      ({ rule, vulnerability, compensatingControls = [], ...e }, i) => ({
        ...withoutUndefined(e),
        compensatingControls,
        kind: 'exception' as const,
        rule: rule ?? vulnerability ?? '',
        source: place(['exceptions', i]),
      }),
    ),
    ignore: (file.ignore ?? []).flatMap((row, i) => ignoredOf(row, place(['ignore', i]))),
    ...(file.product === undefined ? {} : { product: withoutUndefined(file.product) }),
    support: (file.support ?? []).map((s, i) => ({ ...withoutUndefined(s), source: place(['support', i]) })),
    rules: file.rules ?? DEFAULT_CONFIG.rules,
    ownRules: [],
    vex: file.vex ?? DEFAULT_CONFIG.vex,
    csaf: file.csaf ?? DEFAULT_CONFIG.csaf,
    exclude: file.exclude ?? DEFAULT_CONFIG.exclude,
    supplyChain: {
      ...DEFAULT_SUPPLY_CHAIN,
      ...withoutUndefined(file.supplyChain ?? {}),
    },
    secrets: { kinds: ownSecretKinds(file.secrets, path, lineOf) },
    cms: withoutUndefined(file.cms ?? {}),
    images: {
      approved: (file.images?.approved ?? []).map(({ name, digests = [], layers = [] }, i) => ({
        name,
        digests,
        layers,
        source: place(['images', 'approved', i]),
      })),
      allow: file.images?.allow ?? DEFAULT_IMAGES.allow,
      allowSetId: file.images?.allowSetId ?? DEFAULT_IMAGES.allowSetId,
    },
    licences: {
      ...DEFAULT_LICENCE_POLICY,
      ...withoutUndefined(file.licences ?? {}),
      rules: (file.licences?.rules ?? []).map((row, i) => ({
        ...withoutUndefined(row),
        source: place(['licences', 'rules', i]),
      })),
      curations: (file.licences?.curations ?? []).map((row, i) => ({
        ...row,
        source: place(['licences', 'curations', i]),
      })),
    },
    contracts: (file.contracts ?? []).map(({ name, kind, duties }, i) => ({
      name,
      kind: kind ?? 'other',
      duties,
      source: place(['contracts', i]),
    })),
  };
}

/** Refuses areas that no part of Theriac answers for: a gate that requires one would never be green. */
function checkAreas(
  given: z.infer<typeof policy> | undefined,
  areas: readonly Area[] | undefined,
  path: string,
  lineOf: (keys: readonly PropertyKey[]) => number,
): void {
  if (areas === undefined) return;
  for (const key of ['require', 'acceptPartial'] as const) {
    for (const [i, area] of (given?.[key] ?? []).entries()) {
      if (areas.includes(area)) continue;
      const line = lineOf(['policy', key, i]);
      throw new TheriacError('THERIAC_CONFIG', unknownWord('area', area, areas, ` in \`policy.${key}\``), {
        path,
        line,
      });
    }
  }
}

/** One suppression per rule; one for every rule when none is named. */
function ignoredOf({ rules, ...row }: z.infer<typeof ignoredPath>, source: string): Suppression[] {
  const common = { ...row, id: source, kind: 'ignored path' as const, source };
  return rules === undefined ? [common] : rules.map((rule) => ({ ...common, rule }));
}

function firstDuplicate(values: readonly string[]): string | undefined {
  return values.find((value, i) => values.indexOf(value) !== i);
}
