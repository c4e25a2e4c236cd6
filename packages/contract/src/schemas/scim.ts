/** SCIM 2.0 (RFC 7643): the part of users and groups that the server keeps; what else is sent is ignored. */
import { z } from 'zod';
import { id } from './common.ts';

export const SCIM = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
  config: 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
} as const;

/** Some providers send text for a boolean. */
const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]);
const text = z.string().trim().max(300);

const schemas = z.array(z.string().max(200)).max(20);
const meta = z.strictObject({
  resourceType: z.enum(['User', 'Group']),
  created: z.string(),
  location: z.string(),
  version: z.string(),
});

export const scimUserGiven = z.object({
  schemas: schemas.optional(),
  userName: text.min(1),
  externalId: text.optional(),
  displayName: text.optional(),
  name: z
    .object({ formatted: text.optional(), givenName: text.optional(), familyName: text.optional() })
    .optional(),
  active: flag.default(true),
});
export type ScimUserGiven = z.output<typeof scimUserGiven>;

export const scimUser = z
  .strictObject({
    schemas,
    id,
    externalId: z.string().optional(),
    userName: z.string(),
    displayName: z.string(),
    name: z.strictObject({ formatted: z.string() }),
    emails: z.array(z.strictObject({ value: z.string(), primary: z.boolean() })),
    active: z.boolean(),
    meta,
  })
  .meta({ id: 'ScimUser' });
export type ScimUser = z.infer<typeof scimUser>;

const member = z.object({ value: id });

export const scimGroupGiven = z.object({
  schemas: schemas.optional(),
  displayName: text.min(1),
  externalId: text.optional(),
  members: z.array(member).max(5000).default([]),
});
export type ScimGroupGiven = z.output<typeof scimGroupGiven>;

export const scimGroup = z
  .strictObject({
    schemas,
    id,
    externalId: z.string().optional(),
    displayName: z.string(),
    members: z.array(z.strictObject({ value: id, display: z.string() })),
    meta,
  })
  .meta({ id: 'ScimGroup' });
export type ScimGroup = z.infer<typeof scimGroup>;

export const scimPatch = z.object({
  schemas: schemas.optional(),
  Operations: z
    .array(
      z.object({
        op: z
          .string()
          .toLowerCase()
          .pipe(z.enum(['add', 'replace', 'remove'])),
        path: z.string().max(300).optional(),
        value: z.json().optional(),
      }),
    )
    .min(1)
    .max(1000),
});
export type ScimPatch = z.output<typeof scimPatch>;

export const scimQuery = z.object({
  filter: z.string().max(600).optional(),
  startIndex: z.coerce.number().int().min(1).max(1_000_000).default(1).catch(1),
  count: z.coerce.number().int().min(0).max(200).default(100).catch(200),
});

export const scimListOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    schemas,
    totalResults: z.int(),
    startIndex: z.int(),
    itemsPerPage: z.int(),
    Resources: z.array(item),
  });
