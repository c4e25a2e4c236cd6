/** Stores of Google Cloud: what opens them to everyone. */
import { type ConfigValue, entry, type Known, type Resource, textOf } from '@theriac/core/configuration';
import { isFailure } from '../../detectors/configuration/terraform/values.ts';
import { isEveryone } from '../addresses.ts';
import { type Answered, anyOf, NO, unknown, yes } from '../answers.ts';
import {
  blocksAt,
  isText,
  switchOf,
  type TerraformResources,
  textsOf,
  typeOf,
  valuesAt,
} from '../terraform-references.ts';

interface GoogleStore {
  readonly technology: string;
  readonly isClinical?: true;
  /** Prefix of the resources that say who may do what: `google_storage_bucket`. */
  readonly iam?: string;
  /** Their setting that names the store. */
  readonly key?: string;
  /** What roles on it begin with. */
  readonly role?: RegExp;
}

const healthcare = (kind: string, technology: string): GoogleStore => ({
  technology,
  isClinical: true,
  iam: `google_healthcare_${kind}`,
  key: kind === 'dataset' ? 'dataset_id' : `${kind}_id`,
  role: /^roles\/(?:healthcare\.|owner$|editor$)/,
});

export const GOOGLE_STORES: Readonly<Record<string, GoogleStore>> = {
  google_sql_database_instance: { technology: 'Cloud SQL' },
  google_storage_bucket: {
    technology: 'Cloud Storage',
    iam: 'google_storage_bucket',
    key: 'bucket',
    role: /^roles\/(?:storage\.(?:admin|object|legacyObject|legacyBucketOwner)|owner$|editor$)/,
  },
  google_bigquery_dataset: {
    technology: 'BigQuery',
    iam: 'google_bigquery_dataset',
    key: 'dataset_id',
    role: /^roles\/(?:bigquery\.(?:admin|data)|owner$|editor$)/,
  },
  google_healthcare_dataset: healthcare('dataset', 'Cloud Healthcare dataset'),
  google_healthcare_fhir_store: healthcare('fhir_store', 'Cloud Healthcare FHIR store'),
  google_healthcare_dicom_store: healthcare('dicom_store', 'Cloud Healthcare DICOM store'),
  google_healthcare_hl7_v2_store: healthcare('hl7_v2_store', 'Cloud Healthcare HL7v2 store'),
};

const KINDS = ['iam_member', 'iam_binding', 'iam_policy'] as const;

/** Who may do what with a store: on itself, or on the dataset that it is in. */
export function grantsOn(store: Resource, all: TerraformResources): readonly Resource[] {
  const datasets = all
    .referred(entry(store.values, 'dataset'), store)
    .filter((one) => typeOf(one) === 'google_healthcare_dataset');
  return [store, ...datasets].flatMap((one) => {
    const { iam, key } = GOOGLE_STORES[typeOf(one)] ?? {};
    if (iam === undefined || key === undefined) return [];
    return KINDS.flatMap((kind) => [...all.referring(one, `${iam}_${kind}`, key)]);
  });
}

const ALL_USERS = ['allUsers', 'allAuthenticatedUsers'];

/** Who is a member by a grant, and as what. */
export interface Membership {
  readonly role: string | undefined;
  readonly members: readonly ConfigValue[];
}

/** A whole policy stands in data of its own. */
export function membershipsBy(grant: Resource, all: TerraformResources): readonly Membership[] {
  const policies = all
    .referred(entry(grant.values, 'policy_data'), grant)
    .filter((one) => typeOf(one) === 'data.google_iam_policy');
  return [grant.values, ...policies.flatMap(({ values }) => [...blocksAt(values, 'binding')])].flatMap(
    (values): Membership[] => {
      const members = ['member', 'members'].flatMap((key) => entry(values, key) ?? []);
      return members.length === 0 ? [] : [{ role: textOf(entry(values, 'role')), members }];
    },
  );
}

/** Whether everyone may use something, by who is a member. */
export function isForEveryone(grants: readonly Resource[], all: TerraformResources): Answered {
  return anyOf(grants.map((grant) => makesEveryone(grant, all)));
}

function makesEveryone(grant: Resource, all: TerraformResources): Answered {
  const members = membershipsBy(grant, all).flatMap((one) => [...one.members]);
  for (const value of members) {
    const name = textsOf(value).find((text) => ALL_USERS.includes(text));
    if (name !== undefined)
      return yes({
        at: value.at,
        by: `${grant.name} makes everyone a member (${name})`,
        cut: 'name who may use it',
      });
  }
  const open = members.find(mayBeEveryone);
  return open?.kind === 'unknown'
    ? unknown(`who is a member by ${grant.name} is not known: ${open.reason}`)
    : NO;
}

/** A variable without a value; not what is taken from a resource, nor a text that begins otherwise. */
function mayBeEveryone(value: ConfigValue): boolean {
  if (value.kind !== 'unknown' || isFailure(value) || (value.refers?.length ?? 0) > 0) return false;
  const [start = ''] = value.pieces ?? [];
  return ALL_USERS.some((user) => user.startsWith(start));
}

export function openStore(store: Resource, all: TerraformResources): Answered {
  switch (typeOf(store)) {
    case 'google_sql_database_instance':
      return openDatabase(store);
    case 'google_bigquery_dataset':
      return anyOf([isForEveryone(grantsOn(store, all), all), openDataset(store)]);
    case 'google_storage_bucket':
      return isText(store.values, 'public_access_prevention', 'enforced')
        ? NO
        : anyOf([isForEveryone(grantsOn(store, all), all), openAcl(store, all)]);
    default:
      return isForEveryone(grantsOn(store, all), all);
  }
}

function openDataset({ values, name }: Resource): Answered {
  for (const access of blocksAt(values, 'access')) {
    const group = textOf(entry(access, 'special_group')) ?? textOf(entry(access, 'iam_member')) ?? '';
    if (group === 'allAuthenticatedUsers' || group === 'allUsers')
      return yes({
        at: access.at,
        by: `${name} gives access to everyone (${group})`,
        cut: 'name who may read',
      });
  }
  return NO;
}

function openAcl(bucket: Resource, all: TerraformResources): Answered {
  for (const type of ['google_storage_bucket_access_control', 'google_storage_default_object_access_control'])
    for (const one of all.referring(bucket, type, 'bucket'))
      if (ALL_USERS.includes(textOf(entry(one.values, 'entity')) ?? ''))
        return yes({ at: one.at, by: `${one.name} lets everyone read`, cut: 'name who may read' });
  for (const one of all.referring(bucket, 'google_storage_bucket_acl', 'bucket')) {
    const acl = textOf(entry(one.values, 'predefined_acl')) ?? '';
    const roles = textsOf(entry(one.values, 'role_entity'));
    if (acl.startsWith('publicRead') || roles.some((text) => ALL_USERS.some((user) => text.endsWith(user))))
      return yes({ at: one.at, by: `${one.name} lets everyone read`, cut: 'name who may read' });
  }
  return NO;
}

function openDatabase({ values }: Resource): Answered {
  const configurations = valuesAt(values, ['settings', 'ip_configuration']).flatMap((one) =>
    one.kind === 'list' ? one.items : [one],
  );
  for (const one of configurations) {
    const address = switchOf(one, 'ipv4_enabled', 'yes');
    if (address === 'no') continue;
    for (const network of blocksAt(one, 'authorized_networks')) {
      const value = entry(network, 'value');
      const text = textOf(value);
      if (text !== undefined && isEveryone(text))
        return yes({
          at: value?.at ?? network.at,
          by: 'its authorised networks are every address',
          cut: 'name the networks that need it, or give it a private address',
        });
      const open = network.kind === 'unknown' ? network : value;
      // What is taken from something that is declared is an address, not all of them.
      if (open?.kind === 'unknown' && (open.refers?.length ?? 0) === 0)
        return unknown(`its authorised networks are not known: ${open.reason}`);
    }
  }
  return NO;
}

export function databaseTls({ values }: Resource): Known {
  const [one] = blocksAt(values, 'settings', 'ip_configuration');
  const mode = textOf(entry(one, 'ssl_mode'));
  if (mode === 'ENCRYPTED_ONLY' || mode === 'TRUSTED_CLIENT_CERTIFICATE_REQUIRED') return 'yes';
  return mode === undefined ? switchOf(one, 'require_ssl', 'no') : 'no';
}
