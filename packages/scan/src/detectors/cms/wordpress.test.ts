import type { DetectResult } from '@theriac/core';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { describe, expect, test } from 'vitest';
import { cms } from './index.ts';

type Files = Readonly<Record<string, string>>;

const detect = (files: Files): Promise<Required<DetectResult>> =>
  detectInMemory(cms, { files, config: { ...DEFAULT_CONFIG } });

function told({ findings }: DetectResult): string[] {
  return findings
    .map(
      ({ rule, locations: [place] }) =>
        `${rule.severity} ${rule.id.replace('THERIAC-CMS-WP-', '')} ${place?.path}:${place?.line}`,
    )
    .sort();
}

const SALTS = [
  'AUTH_KEY',
  'SECURE_AUTH_KEY',
  'LOGGED_IN_KEY',
  'NONCE_KEY',
  'AUTH_SALT',
  'SECURE_AUTH_SALT',
  'LOGGED_IN_SALT',
  'NONCE_SALT',
];
const salts = (value: (name: string) => string): string =>
  SALTS.map((name) => `define( '${name}', ${value(name)} );\n`).join('');
const row = (name: string, status = 'active'): string =>
  `{"name":"${name}","status":"${status}","update":"none","version":"1.2","update_version":"","auto_update":"on"}`;

const gravity = (retention: string, message: string): string => `{
  "0": {
    "id": 1,
    "title": "Appointment",
    "fields": [
      {"type": "name", "label": "Name"},
      {"type": "textarea", "label": "Symptoms"}
    ],
    "notifications": {"n1": {"to": "desk@clinic.example", "message": "${message}", "isActive": true}},
    "personalData": {"preventIP": true, "retention": ${retention}}
  },
  "version": "2.9"
}
`;

const GOOD: Files = {
  'wp-config.php': `<?php
define( 'DB_NAME', getenv( 'DB_NAME' ) );
define( 'DB_PASSWORD', getenv( 'DB_PASSWORD' ) );
define( 'DB_HOST', 'localhost' );
${salts((name) => `getenv( '${name}' )`)}define( 'DISALLOW_FILE_MODS', true );
define( 'FORCE_SSL_ADMIN', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_DEBUG', false );
if ( ! defined( 'ABSPATH' ) ) { define( 'ABSPATH', __DIR__ . '/' ); }
require_once ABSPATH . 'wp-settings.php';
`,
  'wp-cli/plugins.json': `PHP Notice:  something in /srv/x.php on line 3\n[${[row('two-factor'), row('simple-history'), row('gravityforms'), row('gravityencrypt')].join(',')}]\n`,
  'wp-cli/users.json': '[{"ID":1,"user_login":"j.doe","roles":"administrator"}]',
  'gravityforms-export-2026-01-01.json': gravity(
    '{"policy": "delete", "retain_entries_days": 60}',
    'A new request.',
  ),
};

test('wp-good: nothing is wrong', async () => {
  const result = await detect(GOOD);
  expect(told(result)).toEqual([]);
  expect(result.unknowns).toEqual([]);
});

test('wp-bad: each fault once, with its line', async () => {
  const files = {
    'wp-config.php': `<?php
define('DB_NAME', 'clinic');
define('DB_PASSWORD', 'Tr0ub4dor-and-3');
define('DB_HOST', 'db.cloud.example:3306');
${salts(() => "'put your unique phrase here'")}define('WP_DEBUG', true);
define('WP_DEBUG_LOG', true);
define('ALLOW_UNFILTERED_UPLOADS', true);
define('WP_AUTO_UPDATE_CORE', false);
`,
    'wp-cli/plugins.json': `[${row('akismet')},${row('hotjar')},${row('two-factor', 'inactive')}]`,
    'wp-content/debug.log': 'x',
    'gravityforms-export-2026-01-01.json': gravity('{"policy": "retain"}', '{all_fields}'),
  };
  expect(told(await detect(files))).toEqual([
    'high DUMP-SERVED wp-content/debug.log:1',
    'high FORM-KEPT-FOREVER gravityforms-export-2026-01-01.json:10',
    'high FORM-MAILED gravityforms-export-2026-01-01.json:9',
    'high FORM-UNENCRYPTED gravityforms-export-2026-01-01.json:4',
    'high NO-AUDIT wp-config.php:1',
    'high PASSWORD-ONLY wp-config.php:1',
    'high SALT-WEAK wp-config.php:5',
    'high SECRET-IN-FILE wp-config.php:3',
    'high TRACKER wp-cli/plugins.json:1',
    'high UNFILTERED-UPLOADS wp-config.php:15',
    'low EGRESS wp-config.php:1',
    'medium DATABASE-UNENCRYPTED wp-config.php:1',
    'medium DEBUG-LOG wp-config.php:14',
    'medium DEBUG-SHOWN wp-config.php:1',
    'medium FILE-EDIT wp-config.php:1',
    'medium NO-CORE-UPDATES wp-config.php:16',
  ]);
});

describe('gravity-forms', () => {
  const kept = async (retention: string): Promise<string[]> =>
    told(await detect({ ...GOOD, 'gravityforms-export-2026-01-01.json': gravity(retention, 'New') }));

  test.each([
    ['{"policy": "delete", "retain_entries_days": 60}', []],
    ['{"policy": "trash", "retain_entries_days": 60}', []],
    ['{"policy": "retain"}', ['high FORM-KEPT-FOREVER gravityforms-export-2026-01-01.json:10']],
    ['{}', ['high FORM-KEPT-FOREVER gravityforms-export-2026-01-01.json:10']],
  ])('retention %s', async (retention, expected) => {
    expect(await kept(retention)).toEqual(expected);
  });
});

test('entries of WPForms that are not stored, and Contact Form 7, which mails everything', async () => {
  const wpforms = (disabled: string): string =>
    `[{"id":"7","fields":{"1":{"type":"name","label":"Name"},"2":{"type":"textarea","label":"Allergies"}},"settings":{"form_title":"Intake","disable_entries":"${disabled}","notifications":{"1":{"email":"desk@clinic.example","message":"New"}}}}]`;
  const files = (form: string): Files => ({
    ...GOOD,
    'wp-cli/plugins.json': `[${row('two-factor')},${row('simple-history')}]`,
    'wpforms-form-export.json': form,
    'gravityforms-export-2026-01-01.json': '{"version": "2.9"}',
  });
  expect(told(await detect(files(wpforms(''))))).toEqual([
    'high FORM-UNENCRYPTED wpforms-form-export.json:1',
  ]);
  expect(told(await detect(files(wpforms('1'))))).toEqual([]);
  const posts =
    '[{"ID":3,"post_title":"Ask a doctor","post_content":"[text* your-name] [email* your-email] [textarea symptoms] [submit \\"Send\\"]"}]';
  const contact = { ...files(wpforms('1')), 'wp-cli/contact-forms.json': posts };
  expect(told(await detect(contact))).toEqual(['high FORM-MAILED wp-cli/contact-forms.json:1']);
});

test('Bedrock: constants of config/application.php, plugins of Composer', async () => {
  const files = {
    'config/application.php': `<?php
use Roots\\WPConfig\\Config;
Config::define('WP_HOME', env('WP_HOME'));
Config::define('DB_NAME', env('DB_NAME'));
Config::define('DB_PASSWORD', env('DB_PASSWORD'));
${SALTS.map((name) => `Config::define('${name}', env('${name}'));\n`).join('')}Config::define('DISALLOW_FILE_MODS', true);
`,
    'composer.lock':
      '{"packages": [{"name": "wpackagist-plugin/wp-2fa", "version": "2.0"}, {"name": "wpackagist-plugin/simple-history", "version": "5.0"}]}',
  };
  expect(told(await detect(files))).toEqual([]);
});

test('a configuration of developers is not judged as one where patients are', async () => {
  const local = `<?php\ndefine('WP_ENVIRONMENT_TYPE', 'local');\ndefine('DB_NAME', 'x');\ndefine('DB_PASSWORD', 'Tr0ub4dor-and-3');\n${salts(() => "'put your unique phrase here'")}`;
  expect(told(await detect({ 'wp-config.php': local }))).toEqual([]);
});

test('a secret is never shown', async () => {
  const result = await detect({
    'wp-config.php': "<?php\ndefine('DB_NAME', 'x');\ndefine('DB_PASSWORD', 'pl4nted-secret');\n",
  });
  expect(told(result)).toContain('high SECRET-IN-FILE wp-config.php:3');
  expect(JSON.stringify(result)).not.toContain('pl4nted');
});

test('hostile files end in known unknowns', async () => {
  const { unknowns } = await detect({
    'wp-config.php': `<?php\ndefine('DB_NAME', ${'('.repeat(20_000)});\n`,
    'wp-cli/plugins.json': '[{"name": ',
    'wp-cli/deep.json': '['.repeat(5000),
  });
  expect(unknowns.map(({ location }) => location.path).sort()).toEqual([
    'wp-cli/deep.json',
    'wp-cli/plugins.json',
  ]);
});
