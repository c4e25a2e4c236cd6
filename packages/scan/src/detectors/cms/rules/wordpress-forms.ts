/** Forms of WordPress with patient data. */
import type { ConfigurationRule, Query } from '@theriac/core/configuration';
import { files } from './example.ts';
import { CONTROLS, rule } from './row.ts';
import { gravity, plugins } from './wordpress-examples.ts';

const PHI: Query = { phi: 'yes' };
const SAFE = plugins('gravityforms', 'gravityencrypt', 'two-factor', 'simple-history');
const GOOD = files({ ...gravity(), ...SAFE });

type FormRow = Pick<ConfigurationRule, 'id' | 'title' | 'severity' | 'controls' | 'pass' | 'after'> & {
  readonly cwe: string;
  readonly why: string;
  readonly fix: string;
  readonly when?: Query;
  readonly bad: string;
};

const ofForm = ({ when, ...row }: FormRow): ConfigurationRule =>
  rule({ ...row, on: 'wordpress.form', when: { ...PHI, ...when }, good: GOOD });

export const WORDPRESS_FORM_RULES: readonly ConfigurationRule[] = [
  ofForm({
    id: 'WP-FORM-UNENCRYPTED',
    title: 'Form stores patient data without encryption',
    severity: 'high',
    cwe: 'CWE-311',
    controls: CONTROLS.encryption,
    why: 'Each copy of the database and each backup holds what patients entered in clear.',
    fix: 'Encrypt the fields with a plugin for it, or do not store entries.',
    when: { stored: 'yes' },
    pass: { encrypted: 'yes' },
    after: '{"name": "gravityencrypt", "status": "active"}',
    bad: files({ ...gravity(), ...plugins('gravityforms') }),
  }),
  ofForm({
    id: 'WP-FORM-KEPT-FOREVER',
    title: 'Entries with patient data are never deleted',
    severity: 'high',
    cwe: 'CWE-359',
    controls: CONTROLS.retention,
    why: 'What was entered years ago is lost together with what was entered today.',
    fix: 'Set the retention of the form to delete entries after the days of your policy.',
    when: { stored: 'yes' },
    pass: { retention: 'limited' },
    after: '"retention": { "policy": "delete", "retain_entries_days": 90 }',
    bad: files({
      ...gravity({ personalData: { preventIP: true, retention: { policy: 'retain' } } }),
      ...SAFE,
    }),
  }),
  rule({
    id: 'WP-FORM-KEPT-LONG',
    title: 'Entries with patient data are kept for longer than theriac.yaml allows',
    severity: 'medium',
    cwe: 'CWE-359',
    controls: CONTROLS.retention,
    why: 'The retention policy that was declared is not what the form does.',
    fix: 'Lower `retain_entries_days` to `cms.retentionDays`.',
    on: 'wordpress.form',
    when: { ...PHI, keptLong: { exists: true } },
    pass: { keptLong: 'no' },
    after: '"retention": { "policy": "delete", "retain_entries_days": 90 }',
    bad: `${files({ ...gravity({ personalData: { preventIP: true, retention: { policy: 'delete', retain_entries_days: 3650 } } }), ...SAFE })}--- theriac.yaml\nversion: 1\ncms: {retentionDays: 365}\n`,
    good: `${GOOD}--- theriac.yaml\nversion: 1\ncms: {retentionDays: 365}\n`,
  }),
  ofForm({
    id: 'WP-FORM-IP-ADDRESS',
    title: 'The IP address of patients is stored with what they enter',
    severity: 'medium',
    cwe: 'CWE-359',
    controls: CONTROLS.minimum,
    why: 'The address identifies who entered the data, and is needed by nobody who treats them.',
    fix: 'Set `preventIP: true` in the personal data settings of the form.',
    pass: { keepsIp: { not: 'yes' } },
    after: '"personalData": { "preventIP": true }',
    bad: files({
      ...gravity({
        personalData: { preventIP: false, retention: { policy: 'delete', retain_entries_days: 30 } },
      }),
      ...SAFE,
    }),
  }),
  ofForm({
    id: 'WP-FORM-MAILED',
    title: 'Patient data goes into a mail as it was entered',
    severity: 'high',
    cwe: 'CWE-319',
    controls: CONTROLS.transmission,
    why: 'The mail holds every field, unencrypted, in every mailbox and server on its way, for as long as somebody keeps it.',
    fix: 'Take `{all_fields}` out of the notification and link to the entry instead.',
    pass: { mails: { max: 0 } },
    after: '"message": "A new request has arrived: {entry_url}"',
    bad: files({ ...gravity({ message: '{all_fields}' }), ...SAFE }),
  }),
  ofForm({
    id: 'WP-FORM-SENT',
    title: 'Patient data is sent to another company or system',
    severity: 'high',
    cwe: 'CWE-201',
    controls: CONTROLS.partners,
    why: 'A feed sends each entry on. Without a contract as a business associate or processor that is a disclosure.',
    fix: 'Remove the feed, or record the contract with the receiver and send the needed fields only.',
    pass: { feeds: { max: 0 } },
    after: '"feeds": []',
    bad: files({ ...gravity({ feeds: [{ addon_slug: 'gravityformszapier' }] }), ...SAFE }),
  }),
  rule({
    id: 'WP-WPFORMS-DETAILS',
    title: 'WPForms stores the address and browser of patients',
    severity: 'medium',
    cwe: 'CWE-359',
    controls: CONTROLS.minimum,
    why: 'Address, browser and a cookie of its own identify who entered the data.',
    fix: 'Switch on the GDPR settings of WPForms: no user cookies, no user details.',
    on: 'wordpress.wpforms',
    when: { 'site.phi': 'yes' },
    pass: { 'gdpr-disable-details': 'yes', 'gdpr-disable-uuid': 'yes' },
    after: '"gdpr": "1", "gdpr-disable-uuid": "1", "gdpr-disable-details": "1"',
    bad: files({ ...gravity(), ...SAFE, 'wp-cli/option-wpforms_settings.json': '{"gdpr": ""}' }),
    good: files({
      ...gravity(),
      ...SAFE,
      'wp-cli/option-wpforms_settings.json':
        '{"gdpr": "1", "gdpr-disable-uuid": "1", "gdpr-disable-details": "1"}',
    }),
  }),
];
