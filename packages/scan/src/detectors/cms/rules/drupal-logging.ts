/** Audit and logs, trackers, AI and backups of Drupal. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { drupal, intake, role } from './example.ts';
import { bySite, CONTROLS, rule } from './row.ts';

const SITE = ['webform', 'admin_audit_trail', 'syslog'];
const ANALYTICS = {
  'google_analytics.settings':
    "account: G-0000000000\nvisibility: {request_path_mode: 0, request_path_pages: '/admin'}\n",
};

export const DRUPAL_LOGGING_RULES: readonly ConfigurationRule[] = [
  ...bySite(
    {
      id: 'DRUPAL-NO-AUDIT',
      title: 'Nothing records who did what on a site with patient data',
      severity: 'high',
      cwe: 'CWE-778',
      controls: CONTROLS.audit,
      why: 'Drupal itself records logins and errors. Who read, changed or exported data of patients is in no log, so that a breach cannot be bounded.',
      fix: 'Install an audit module (`admin_audit_trail`, `events_logging`) and send its log off the server.',
      on: 'drupal.site',
      pass: { audit: { min: 1 } },
      after: 'module:\n  admin_audit_trail: 0',
      bad: drupal(intake(), ['webform']),
      good: drupal(intake(), SITE),
    },
    {
      severity: 'low',
      title: 'Nothing records who did what',
      bad: drupal(role('editor', [])),
      good: drupal({}, ['admin_audit_trail', 'syslog']),
    },
  ),
  ...bySite(
    {
      id: 'DRUPAL-LOG-STAYS',
      title: 'The log of a site with patient data stays in its database',
      severity: 'high',
      cwe: 'CWE-778',
      controls: CONTROLS.logs,
      why: 'dblog keeps a number of rows, not a time: a busy day, or an attacker, pushes the traces out; and whoever has the database can change them.',
      fix: 'Enable `syslog` or `monolog` and collect the log on another machine.',
      on: 'drupal.site',
      pass: { logs: { min: 1 } },
      after: 'module:\n  syslog: 0',
      bad: drupal(intake(), ['webform', 'dblog', 'admin_audit_trail']),
      good: drupal(intake(), SITE),
    },
    {
      severity: 'low',
      title: 'The log stays in the database',
      bad: drupal({}, ['dblog']),
      good: drupal({}, ['dblog', 'syslog']),
    },
  ),
  rule({
    id: 'DRUPAL-AUDIT-ROWS',
    title: 'The audit log keeps a number of rows, not a time',
    severity: 'medium',
    cwe: 'CWE-779',
    controls: CONTROLS.logs,
    why: 'Busy days, or somebody who wants it, push older entries out.',
    fix: 'Set `admin_audit_trail_row_limit: 0` and delete by age, or collect the log elsewhere.',
    on: 'drupal.admin_audit_trail.settings',
    when: { 'site.logs': { max: 0 } },
    pass: { admin_audit_trail_row_limit: { is: 0 } },
    after: 'admin_audit_trail_row_limit: 0',
    bad: drupal({ 'admin_audit_trail.settings': 'admin_audit_trail_row_limit: 1000\n' }, [
      'admin_audit_trail',
    ]),
    good: drupal({ 'admin_audit_trail.settings': 'admin_audit_trail_row_limit: 0\n' }, ['admin_audit_trail']),
  }),
  rule({
    id: 'DRUPAL-SYSLOG-FORMAT',
    title: 'Log entries do not say who, from where, when or what',
    severity: 'medium',
    cwe: 'CWE-778',
    controls: [...CONTROLS.audit, 'NIST 800-53 AU-3'],
    why: 'Without account, address, time and message an entry cannot be assigned to a person.',
    fix: 'Put `!timestamp`, `!ip`, `!uid` and `!message` into `format`.',
    on: 'drupal.syslog.settings',
    pass: {
      all: ['!uid', '!ip', '!timestamp', '!message'].map((part) => ({
        format: {
          like: `*${part}*`,
          default: '!base_url|!timestamp|!type|!ip|!request_uri|!referer|!uid|!link|!message',
        },
      })),
    },
    after: "format: '!base_url|!timestamp|!type|!ip|!request_uri|!referer|!uid|!link|!message'",
    bad: drupal({ 'syslog.settings': "identity: drupal\nformat: '!timestamp|!message'\n" }, ['syslog']),
    good: drupal({ 'syslog.settings': "identity: drupal\nformat: '!timestamp|!ip|!uid|!message'\n" }, [
      'syslog',
    ]),
  }),
  rule({
    id: 'DRUPAL-AUDIT-ROLES',
    title: 'The audit of records leaves out people',
    severity: 'medium',
    cwe: 'CWE-778',
    controls: CONTROLS.audit,
    why: 'Only roles of programs are recorded: what staff read is in no log.',
    fix: 'Choose the roles of people in `roles` as well.',
    on: 'drupal.os2web_audit_entity.settings',
    pass: { roles: { some: { '@value': { notIn: ['0', ''], notLike: ['*api*', '*rest*'] } } } },
    after: 'roles:\n  caseworker: caseworker',
    bad: drupal(
      { 'os2web_audit_entity.settings': "roles: {rest_api_user: rest_api_user, caseworker: '0'}\n" },
      ['os2web_audit', 'os2web_audit_entity'],
    ),
    good: drupal(
      { 'os2web_audit_entity.settings': 'roles: {rest_api_user: rest_api_user, caseworker: caseworker}\n' },
      ['os2web_audit', 'os2web_audit_entity'],
    ),
  }),
  rule({
    id: 'DRUPAL-ERRORS-SENT',
    title: 'Errors of a site with patient data go to a service',
    severity: 'medium',
    cwe: 'CWE-201',
    controls: CONTROLS.partners,
    why: 'Reports of errors carry addresses, form values and accounts.',
    fix: 'Filter what is sent, and record the contract with the service.',
    on: 'drupal.site',
    when: { 'site.phi': 'yes' },
    pass: { sentry: { max: 0 } },
    after: 'module:\n  syslog: 0',
    bad: drupal(intake(), ['webform', 'raven']),
    good: drupal(intake(), SITE),
  }),
  ...bySite(
    {
      id: 'DRUPAL-TRACKER',
      title: 'Tracker runs on pages where patients sign in or fill in forms',
      severity: 'high',
      cwe: 'CWE-359',
      controls: [...CONTROLS.partners, 'HIPAA 164.312(a)(1)'],
      why: 'The address of the page, the title of a form and an identifier of the visitor go to a company that uses them for itself.',
      fix: 'Remove the tracker from accounts and forms, or measure with software of your own.',
      on: 'drupal.site',
      pass: { trackers: { max: 0 } },
      after: 'visibility:\n  request_path_mode: 0\n  request_path_pages: |-\n    /user*\n    /form*',
      bad: drupal({ ...intake(), ...ANALYTICS }, [...SITE, 'google_analytics']),
      good: drupal(
        {
          ...intake(),
          'google_analytics.settings':
            'account: G-0000000000\nvisibility: {request_path_mode: 0, request_path_pages: "/user*\\n/form*\\n/webform*"}\n',
        },
        [...SITE, 'google_analytics'],
      ),
    },
    {
      severity: 'low',
      title: 'Tracker runs on all pages',
      bad: drupal(ANALYTICS, ['google_analytics']),
      good: drupal({ 'google_analytics.settings': "account: ''\n" }, ['google_analytics']),
    },
  ),
  ...bySite(
    {
      id: 'DRUPAL-AI-LOGGING',
      title: 'Prompts of AI are stored on a site with patient data',
      severity: 'high',
      cwe: 'CWE-532',
      controls: [...CONTROLS.minimum, 'ASVS 16.2.5'],
      why: 'Whatever staff or visitors put into a prompt is kept in a table that everybody with access to reports reads.',
      fix: 'Set `prompt_logging: false`, or limit its age and who may read it.',
      on: 'drupal.ai_logging.settings',
      pass: { prompt_logging: { not: true } },
      after: 'prompt_logging: false\nprompt_logging_output: false',
      bad: drupal({ ...intake(), 'ai_logging.settings': 'prompt_logging: true\n' }, [
        ...SITE,
        'ai',
        'ai_logging',
      ]),
      good: drupal({ ...intake(), 'ai_logging.settings': 'prompt_logging: false\n' }, [
        ...SITE,
        'ai',
        'ai_logging',
      ]),
    },
    {
      severity: 'low',
      title: 'Prompts of AI are stored',
      bad: drupal({ 'ai_logging.settings': 'prompt_logging: true\n' }, ['ai', 'ai_logging']),
      good: drupal({ 'ai_logging.settings': 'prompt_logging: false\n' }, ['ai', 'ai_logging']),
    },
  ),
  rule({
    id: 'DRUPAL-BACKUP-PUBLIC',
    title: 'Backups are written where the web server serves files',
    severity: 'high',
    cwe: 'CWE-552',
    controls: CONTROLS.backup,
    why: 'A backup holds everything that was ever entered, in one file.',
    fix: 'Use a private destination outside of the docroot.',
    on: 'drupal.backup',
    pass: { 'config.directory': { notLike: ['public://*', 'sites/*', '*/files/*'] } },
    after: "config:\n  directory: 'private://backup_migrate/'",
    bad: drupal(
      {
        'backup_migrate.backup_migrate_destination.site':
          "id: site\ntype: Directory\nconfig: {directory: 'public://backups'}\n",
      },
      ['backup_migrate'],
    ),
    good: drupal(
      {
        'backup_migrate.backup_migrate_destination.site':
          "id: site\ntype: Directory\nconfig: {directory: 'private://backup_migrate/'}\n",
      },
      ['backup_migrate'],
    ),
  }),
];
