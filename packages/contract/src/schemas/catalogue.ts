/** Organisations, programmes and systems. */
import {
  DATA_CLASSES,
  DISTRIBUTIONS,
  EXPOSURES,
  MISSION_IMPACTS,
  SAFETY_IMPACTS,
  SYSTEM_TYPES,
} from '@theriac/core';
import { z } from 'zod';
import { day, id, instant, json, line, prose, version } from './common.ts';

/** In addresses and in the names of cookies' owners: `st-mary-hospital`. */
export const slug = z
  .string()
  .min(2)
  .max(63)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'takes lower-case letters, digits and single hyphens');

/** What the organisation must keep to. */
export const REGULATIONS = [
  'hipaa-covered-entity',
  'hipaa-business-associate',
  'fda-medical-device',
  'cra',
  'nis2',
  'gdpr',
] as const;
export type Regulation = (typeof REGULATIONS)[number];

export const organisation = z
  .strictObject({
    id,
    version,
    slug,
    name: line(120),
    timeZone: z.string().max(64),
    regulations: z.array(z.enum(REGULATIONS)),
    createdAt: instant,
  })
  .meta({ id: 'Organisation' });

export const programme = z
  .strictObject({ id, version, name: line(120), description: prose(4000), createdAt: instant })
  .meta({ id: 'Programme' });
export const programmeFields = programme.pick({ name: true, description: true });

export const environment = z.strictObject({
  name: line(60),
  kind: z.enum(['development', 'test', 'staging', 'production']),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
});

/** Facts that decide how dangerous a finding is; what is not known is null, never a guess. */
export const systemFacts = z.strictObject({
  type: z.enum(SYSTEM_TYPES),
  patientFacing: z.boolean().nullable(),
  exposure: z.enum(EXPOSURES).nullable(),
  publiclyExposed: z.boolean().nullable(),
  dataClasses: z.array(z.enum(DATA_CLASSES)).max(DATA_CLASSES.length).nullable(),
  safetyImpact: z.enum(SAFETY_IMPACTS).nullable(),
  missionImpact: z.enum(MISSION_IMPACTS).nullable(),
  distribution: z.array(z.enum(DISTRIBUTIONS)).max(DISTRIBUTIONS.length),
  rtoHours: z.int().min(0).max(8760).nullable().describe('recovery time objective'),
});

export const systemFields = z.strictObject({
  programme: id,
  name: line(120),
  description: prose(4000),
  owner: id.nullable().describe('account of a person'),
  backupOwner: id.nullable().describe('account of another person'),
  environments: z.array(environment).max(20),
  supportEndsOn: day.nullable(),
  ...systemFacts.shape,
});

export const system = z
  .strictObject({ id, version, createdAt: instant, retiredAt: instant.nullable(), ...systemFields.shape })
  .meta({ id: 'System' });
export type SystemRecord = z.infer<typeof system>;

/** A value that changed, for the history of a system. */
export const factChange = z
  .strictObject({
    version,
    at: instant,
    by: z.string().describe('name of the account at that time'),
    reason: z.string(),
    changes: z.array(z.strictObject({ field: z.string(), before: json, after: json })),
  })
  .meta({ id: 'FactChange' });
