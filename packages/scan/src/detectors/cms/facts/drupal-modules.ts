/** Modules of Drupal by what they do; names as `core.extension.yml` has them, `*` for any ending. */

export const SSO_MODULES: readonly string[] = [
  'simplesamlphp_auth',
  'samlauth',
  'openid_connect',
  'ldap_authentication',
  'cas',
  'miniorange_saml',
  'miniorange_oauth_client',
  'o365_sso',
  'social_auth_*',
  'keycloak',
  'okta*',
  'windows_aad',
];

export const TFA_MODULES: readonly string[] = [
  'tfa',
  'ga_login',
  'alogin',
  'duo*',
  'miniorange_2fa',
  'email_tfa',
  'webauthn',
  'passkeys',
];

/** Keep who did what, and when. */
export const AUDIT_MODULES: readonly string[] = [
  'admin_audit_trail*',
  'events_logging',
  'event_log_track*',
  'audit_log',
  'audit_trail',
  'os2web_audit*',
  'entity_track',
  'loggable_entity',
  'logging_alerts',
  'acquia_audit*',
  'audit_export*',
];

/** Send the log to another machine, or to where the platform collects it. */
export const LOG_MODULES: readonly string[] = [
  'syslog',
  'syslog_ng',
  'monolog',
  'log_stdout',
  'filelog',
  'loki_logger',
  'gelf',
  'logs_http',
  'new_relic_rpm',
  'datadog*',
  'elastic_apm',
  'splunk*',
  'watchdog_aggregator',
  'raven',
  'rollbar',
  'redis_watchdog',
];

/** For developers: they show internals or change structure on a live site. */
export const DEVELOPER_MODULES: readonly string[] = [
  'devel',
  'devel_generate',
  'devel_php',
  'webprofiler',
  'kint',
  'simpletest',
  'testing',
  'stage_file_proxy',
  'examples',
  'config_devel',
  'devel_kint_extras',
  'twig_xdebug',
  'reroute_email',
  'search_kint',
  'module_builder',
];

/** Forms and structure can be changed in the browser. */
export const BUILDER_MODULES: readonly string[] = ['views_ui', 'field_ui', 'config'];

export const SPAM_MODULES: readonly string[] = [
  'honeypot',
  'captcha',
  'recaptcha*',
  'antibot',
  'turnstile',
  'friendlycaptcha',
  'hcaptcha',
  'captcha_*',
  'spambot',
  'cleantalk',
];

export interface TrackerRow {
  readonly title: string;
  /** Module that sends, which must be enabled. */
  readonly module: string;
  /** Prefix of the configuration objects that switch it on. */
  readonly config: string;
  /** Key that holds the account; a tracker without an account sends nothing. */
  readonly account: readonly string[];
  /** Keys that limit the pages on which it runs: pages, and whether they are the only ones (`1`) or all others (`0`). */
  readonly pages?: {
    readonly list: readonly string[];
    readonly mode: readonly string[];
    readonly only: readonly string[];
  };
}

export const TRACKERS: readonly TrackerRow[] = [
  {
    title: 'Google Analytics',
    module: 'google_analytics',
    config: 'google_analytics.settings',
    account: ['account'],
    pages: {
      list: ['visibility', 'request_path_pages'],
      mode: ['visibility', 'request_path_mode'],
      only: ['1'],
    },
  },
  {
    title: 'Google Analytics 4',
    module: 'ga4_google_analytics',
    config: 'ga4_google_analytics.config',
    account: ['measurement_id'],
  },
  {
    title: 'Google Tag Manager',
    module: 'google_tag',
    config: 'google_tag.container',
    account: ['tag_container_ids'],
  },
  {
    title: 'Google Tag Manager',
    module: 'google_tag',
    config: 'google_tag.container',
    account: ['container_id'],
  },
  {
    title: 'Matomo',
    module: 'matomo',
    config: 'matomo.settings',
    account: ['site_id'],
    pages: {
      list: ['visibility', 'request_path_pages'],
      mode: ['visibility', 'request_path_mode'],
      only: ['1'],
    },
  },
  {
    title: 'Meta Pixel',
    module: 'facebook_pixel',
    config: 'facebook_pixel.settings',
    account: ['facebook_id'],
  },
  { title: 'Meta Pixel', module: 'meta_pixel', config: 'meta_pixel.settings', account: ['pixel_id'] },
  { title: 'Hotjar', module: 'hotjar', config: 'hotjar.settings', account: ['account'] },
  { title: 'HubSpot', module: 'hubspot', config: 'hubspot.settings', account: ['hubspot_portal_id'] },
  {
    title: 'LinkedIn Insight',
    module: 'linkedin_insight_tags',
    config: 'linkedin_insight_tags.settings',
    account: ['partner_id'],
  },
  {
    title: 'Microsoft Clarity',
    module: 'ms_clarity',
    config: 'ms_clarity.settings',
    account: ['clarity_project_id'],
  },
  {
    title: 'Siteimprove',
    module: 'siteimprove_analytics',
    config: 'siteimprove_analytics.settings',
    account: ['key'],
  },
];

export interface SinkRow {
  /** Plug-in ids of webform handlers, `*` for any text. */
  readonly handler: string;
  readonly title: string;
}

/** Handlers of webforms that send what was entered to another company or system. */
export const FORM_SINKS: readonly SinkRow[] = [
  { handler: 'remote_post', title: 'another server' },
  { handler: 'async_remote_post', title: 'another server' },
  { handler: 'google_sheets*', title: 'Google Sheets' },
  { handler: '*zapier*', title: 'Zapier' },
  { handler: '*mailchimp*', title: 'Mailchimp' },
  { handler: '*salesforce*', title: 'Salesforce' },
  { handler: '*slack*', title: 'Slack' },
  { handler: '*hubspot*', title: 'HubSpot' },
  { handler: '*constant_contact*', title: 'Constant Contact' },
  { handler: '*campaign_monitor*', title: 'Campaign Monitor' },
  { handler: '*airtable*', title: 'Airtable' },
  { handler: '*telegram*', title: 'Telegram' },
  { handler: '*jira*', title: 'Jira' },
  { handler: '*zendesk*', title: 'Zendesk' },
];

/** Methods of the module `encrypt` that are deprecated or weak. */
export const WEAK_ENCRYPTION: readonly string[] = ['mcrypt*', 'test_*', 'encryption_test*', 'config_test*'];
