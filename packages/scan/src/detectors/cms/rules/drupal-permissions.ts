/** What roles of Drupal may do. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import {
  ADMINISTRATION,
  DECRYPT,
  INTERNALS,
  NOT_ADMINISTRATION,
  READ_SUBMISSIONS,
  TAKE_OVER,
} from '../facts/drupal-permissions.ts';
import { drupal, intake, role } from './example.ts';
import { CONTROLS, rule } from './row.ts';

const EVERYBODY = { id: { in: ['anonymous', 'authenticated'] } };
const holdsNone = (like: readonly string[], notLike: readonly string[] = []): ConfigurationRule['pass'] => ({
  permissions: {
    no: { '@value': { like: [...like], ...(notLike.length === 0 ? {} : { notLike: [...notLike] }) } },
  },
});
const everybody = (
  row: Pick<ConfigurationRule, 'id' | 'title' | 'severity'> & {
    readonly why: string;
    readonly fix: string;
    readonly pass: ConfigurationRule['pass'];
    readonly permission: string;
    readonly cwe?: string;
  },
): ConfigurationRule => {
  const { permission, cwe = 'CWE-732', ...rest } = row;
  return rule({
    ...rest,
    cwe,
    controls: [...CONTROLS.access, ...CONTROLS.least],
    on: 'drupal.role',
    when: EVERYBODY,
    after: "id: anonymous\npermissions:\n  - 'access content'",
    bad: drupal(role('anonymous', ['access content', permission]), ['webform']),
    good: drupal(role('anonymous', ['access content']), ['webform']),
  });
};

const PATIENT = `<?php
namespace Drupal\\clinic\\Entity;
#[ContentEntityType(id: 'patient', label: new TranslatableMarkup('Patient'), admin_permission: 'administer patient entities')]
class Patient extends ContentEntityBase {
  public static function baseFieldDefinitions(EntityTypeInterface $entity_type): array {
    $fields['last_name'] = BaseFieldDefinition::create('string')->setLabel(t('Last name'));
    $fields['date_of_birth'] = BaseFieldDefinition::create('datetime')->setLabel(t('Date of birth'));
    $fields['allergies'] = BaseFieldDefinition::create('string_long')->setLabel(t('Allergies'));
    return $fields;
  }
}
`;
const clinic = (roles: Readonly<Record<string, string>>): string =>
  drupal({ ...roles, 'web/modules/custom/clinic/src/Entity/Patient.php': PATIENT }, ['clinic']);
const three = (permission: string, last: string): Record<string, string> => ({
  ...role('nurse', ['view patient entities', permission]),
  ...role('physician', ['view patient entities', permission]),
  ...role('pharmacist', ['view patient entities', permission]),
  ...role('laboratory', ['view patient entities', last]),
});

export const DRUPAL_PERMISSION_RULES: readonly ConfigurationRule[] = [
  everybody({
    id: 'DRUPAL-EVERYBODY-READS-SUBMISSIONS',
    title: 'Everybody may read, change or administer what was entered into forms',
    severity: 'high',
    why: 'What patients have entered can be read by visitors, or by every account.',
    fix: 'Remove the permission from `anonymous` and `authenticated`; give it to the role that works on submissions.',
    pass: holdsNone(READ_SUBMISSIONS),
    permission: 'view any webform submission',
  }),
  everybody({
    id: 'DRUPAL-EVERYBODY-DECRYPTS',
    title: 'Everybody may see encrypted values in clear',
    severity: 'high',
    why: 'The module webform_encrypt decrypts a value for whoever has this permission: for everybody who can reach it, the encryption is none.',
    fix: 'Remove `view encrypted values` from `anonymous` and `authenticated`.',
    pass: holdsNone(DECRYPT),
    permission: 'view encrypted values',
  }),
  rule({
    id: 'DRUPAL-EVERYBODY-READS-PATIENTS',
    title: 'Everybody has permissions on patient records',
    severity: 'high',
    cwe: 'CWE-732',
    controls: [...CONTROLS.access, ...CONTROLS.least],
    why: 'Records that identify patients can be reached by visitors, or by every account.',
    fix: 'Remove the permissions from `anonymous` and `authenticated`; give them to clinical roles.',
    on: 'drupal.role',
    when: EVERYBODY,
    pass: { patients: { max: 0 } },
    after: "id: authenticated\npermissions:\n  - 'access content'",
    bad: clinic(role('authenticated', ['view patient entities'])),
    good: clinic({
      ...role('authenticated', ['access content']),
      ...role('nurse', ['view patient entities']),
    }),
  }),
  everybody({
    id: 'DRUPAL-EVERYBODY-ADMINISTERS',
    title: 'Everybody has permissions of administrators',
    severity: 'high',
    cwe: 'CWE-269',
    why: 'Visitors, or every account, can change the site or read what only administrators should.',
    fix: 'Remove the permission from `anonymous` and `authenticated`.',
    pass: holdsNone(ADMINISTRATION, NOT_ADMINISTRATION),
    permission: 'administer nodes',
  }),
  rule({
    id: 'DRUPAL-EVERYBODY-HTML',
    title: 'Everybody may use a text format that filters nothing',
    severity: 'high',
    cwe: 'CWE-79',
    controls: ['NIST 800-53 SI-10', 'ASVS 1.3.1'],
    why: 'A script that a visitor writes runs in the browser of the staff member who reads it, with the rights of that account.',
    fix: 'Remove the permission, or enable `filter_html` in the format.',
    on: 'drupal.role',
    when: EVERYBODY,
    pass: { unfiltered: { max: 0 } },
    after: 'filters:\n  filter_html:\n    status: true',
    bad: drupal({
      ...role('anonymous', ['use text format full_html']),
      'filter.format.full_html': 'status: true\nfilters: {}\n',
    }),
    good: drupal({
      ...role('anonymous', ['use text format basic_html']),
      'filter.format.basic_html': 'status: true\nfilters: {filter_html: {status: true}}\n',
    }),
  }),
  everybody({
    id: 'DRUPAL-EVERYBODY-SEES-INTERNALS',
    title: 'Everybody may see pages of administrators, reports, accounts or raw data',
    severity: 'medium',
    cwe: 'CWE-200',
    why: 'Log entries, names of accounts and data of APIs help an attacker, and may themselves be of patients.',
    fix: 'Remove the permission from `anonymous` and `authenticated`.',
    pass: holdsNone(INTERNALS),
    permission: 'access site reports',
  }),
  rule({
    id: 'DRUPAL-ANONYMOUS-OWN-SUBMISSIONS',
    title: 'Visitors may see or change submissions that they made',
    severity: 'medium',
    cwe: 'CWE-639',
    controls: CONTROLS.access,
    why: 'Visitors are told apart by their session alone: the next person at a shared computer sees what the last one entered.',
    fix: 'Remove the permission from `anonymous`, or ask for an account.',
    on: 'drupal.role',
    when: { id: 'anonymous' },
    pass: holdsNone([
      'view own webform submission',
      'edit own webform submission',
      'delete own webform submission',
    ]),
    after: "id: anonymous\npermissions:\n  - 'access content'",
    bad: drupal(role('anonymous', ['view own webform submission']), ['webform']),
    good: drupal(role('anonymous', ['access content']), ['webform']),
  }),
  rule({
    id: 'DRUPAL-EVERYBODY-SKIPS-CAPTCHA',
    title: 'Everybody may skip the CAPTCHA',
    severity: 'low',
    cwe: 'CWE-799',
    controls: CONTROLS.hardening,
    why: 'The protection against programs that fill in forms has no effect.',
    fix: 'Remove `skip CAPTCHA` from `anonymous`.',
    on: 'drupal.role',
    when: { id: 'anonymous' },
    pass: holdsNone(['skip CAPTCHA']),
    after: "id: anonymous\npermissions:\n  - 'access content'",
    bad: drupal(role('anonymous', ['skip CAPTCHA']), ['captcha']),
    good: drupal(role('anonymous', ['access content']), ['captcha']),
  }),
  rule({
    id: 'DRUPAL-ROLE-TAKES-OVER',
    title: 'Role that is not for administrators can take over the site',
    severity: 'high',
    cwe: 'CWE-269',
    controls: CONTROLS.least,
    why: 'With this permission an account gives itself every other one, or runs code; so does whoever gets hold of the account.',
    fix: 'Remove the permission, or keep it for administrators.',
    on: 'drupal.role',
    when: {
      id: {
        notIn: ['anonymous', 'authenticated'],
        notLike: ['*admin*', '*developer*', '*webmaster*', '*super*'],
      },
      is_admin: { not: true },
      label: { notLike: '*admin*' },
    },
    pass: holdsNone(TAKE_OVER),
    after: "id: editor\npermissions:\n  - 'create article content'",
    bad: drupal(role('editor', ['administer permissions'])),
    good: drupal(role('editor', ['create article content'])),
  }),
  rule({
    id: 'DRUPAL-ADMIN-ROLES',
    title: 'More than two roles have every permission',
    severity: 'medium',
    cwe: 'CWE-250',
    controls: CONTROLS.least,
    why: '`is_admin` grants every permission, also those of modules that are installed later, among them those on patient data.',
    fix: 'Keep `is_admin` for one role, and give the others the permissions that they need.',
    on: 'drupal.site',
    pass: { adminRoles: { max: 2 } },
    after: 'is_admin: false',
    bad: drupal(
      Object.fromEntries(
        ['a', 'b', 'c'].map((id) => [`user.role.${id}`, `id: ${id}\nis_admin: true\npermissions: []\n`]),
      ),
    ),
    good: drupal({ 'user.role.a': 'id: a\nis_admin: true\npermissions: []\n' }),
  }),
  rule({
    id: 'DRUPAL-EVERY-READER-EDITS',
    title: 'Nearly every role that reads patient records may change all of them',
    severity: 'medium',
    cwe: 'CWE-250',
    controls: [...CONTROLS.least, 'HIPAA 164.312(c)(1)'],
    why: 'A laboratory or a pharmacy needs to read a record, not to rewrite what others entered; a change there goes into treatment.',
    fix: 'Give the permission to edit any record to the roles that answer for it, and to others that for their own.',
    on: 'drupal.entity',
    pass: { everyReaderEdits: 'no' },
    after: "permissions:\n  - 'view patient entities'",
    bad: clinic(three('edit any patient entities', 'edit any patient entities')),
    good: clinic(three('edit any patient entities', 'access content')),
  }),
  rule({
    id: 'DRUPAL-FIELD-PERMISSIONS',
    title: 'Fields with patient data have no permissions of their own',
    severity: 'medium',
    cwe: 'CWE-732',
    controls: [...CONTROLS.access, 'ASVS 8.2.3'],
    why: 'The module field_permissions is there, and these fields are as public as the content that holds them.',
    fix: 'Set `permission_type` of the field to `private` or `custom`.',
    on: 'drupal.entity',
    when: { code: 'no', 'site.modules.field_permissions': { exists: true } },
    pass: { 'patientFields.*.permission': { in: ['private', 'custom'] } },
    after: 'third_party_settings:\n  field_permissions:\n    permission_type: custom',
    bad: drupal(content(''), ['field_permissions']),
    good: drupal(content('third_party_settings: {field_permissions: {permission_type: custom}}\n'), [
      'field_permissions',
    ]),
  }),
  rule({
    id: 'DRUPAL-SERVICE-ROLE',
    title: 'Role of a program has permissions that only people use',
    severity: 'medium',
    cwe: 'CWE-250',
    controls: CONTROLS.least,
    why: 'Its token or password is in a configuration somewhere; whoever has it uses the administration as well.',
    fix: 'Remove the permissions that the program does not use.',
    on: 'drupal.role',
    when: { service: 'yes', is_admin: { not: true } },
    pass: { ofPeople: { max: 0 } },
    after: "id: next_api\npermissions:\n  - 'access content'",
    bad: drupal(role('next_api', ['access content', 'administer nodes'])),
    good: drupal(role('next_api', ['access content'])),
  }),
  rule({
    id: 'DRUPAL-BASIC-AUTH',
    title: 'Passwords of accounts open the APIs',
    severity: 'medium',
    cwe: 'CWE-522',
    controls: CONTROLS.authentication,
    why: 'HTTP Basic authentication takes the password of an account with each request, without a second factor.',
    fix: 'Disable `basic_auth`; use tokens with a scope and an end.',
    on: 'drupal.site',
    pass: { 'modules.basic_auth': { exists: false } },
    after: 'module:\n  simple_oauth: 0',
    bad: drupal({}, ['basic_auth', 'rest']),
    good: drupal({}, ['simple_oauth', 'rest']),
  }),
  rule({
    id: 'DRUPAL-FORM-OPEN-RESULTS',
    title: 'A form lets everybody read what others entered',
    severity: 'high',
    cwe: 'CWE-732',
    controls: [...CONTROLS.access, ...CONTROLS.least],
    why: 'Its own access rules grant all submissions to visitors, or to every account.',
    fix: 'Remove `anonymous` and `authenticated` from `view_any`, `update_any` and `delete_any`.',
    on: 'drupal.form',
    pass: {
      all: ['view_any', 'update_any', 'delete_any', 'administer'].map((action) => ({
        [`access.${action}.roles`]: { no: { '@value': { in: ['anonymous', 'authenticated'] } } },
      })),
    },
    after: 'access:\n  view_any:\n    roles:\n      - clinic_staff',
    bad: drupal(intake({ access: '{view_any: {roles: [authenticated]}}' }), ['webform']),
    good: drupal(intake({ access: '{view_any: {roles: [clinic_staff]}, create: {roles: [anonymous]}}' }), [
      'webform',
    ]),
  }),
];

function content(storage: string): Record<string, string> {
  const field = (name: string, label: string): Record<string, string> => ({
    [`field.field.node.patient.field_${name}`]: `label: '${label}'\nfield_type: string\n`,
    [`field.storage.node.field_${name}`]: `type: string\n${storage}`,
  });
  return { ...field('date_of_birth', 'Date of birth'), ...field('diagnosis', 'Diagnosis') };
}
