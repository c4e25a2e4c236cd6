import type { DetectResult } from '@theriac/core';
import { type Config, DEFAULT_CONFIG } from '@theriac/govern';
import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { describe, expect, test } from 'vitest';
import { cms } from './index.ts';

type Files = Readonly<Record<string, string>>;

const detect = (files: Files, section: Config['cms'] = {}): Promise<Required<DetectResult>> =>
  detectInMemory(cms, { files, config: { ...DEFAULT_CONFIG, cms: section } });

/** `RULE path:line` of findings, sorted, of one severity or of all. */
function told({ findings }: DetectResult, ...severities: readonly string[]): string[] {
  return findings
    .filter(({ rule }) => severities.length === 0 || severities.includes(rule.severity))
    .map(
      ({ rule, locations: [place] }) =>
        `${rule.id.replace('THERIAC-CMS-DRUPAL-', '')} ${place?.path}:${place?.line}`,
    )
    .sort();
}

const about = ({ reasons }: Required<DetectResult>, word: string): string[] =>
  reasons.filter((one) => one.includes(word));

const modules = (...names: readonly string[]): string =>
  `module:\n${['node', 'user', ...names].map((name) => `  ${name}: 0\n`).join('')}`;
const role = (id: string, ...permissions: readonly string[]): string =>
  `id: ${id}\nis_admin: false\npermissions:\n${permissions.map((one) => `  - '${one}'\n`).join('')}`;
const STAFF = { 'config/sync/user.role.staff.yml': role('staff', 'view any webform submission') };

const intake = (rest: string, title = 'Intake'): string => `status: open
id: intake
title: ${title}
elements: |-
  full_name:
    '#type': textfield
    '#title': 'Full name'
  details:
    '#type': fieldset
    symptoms:
      '#type': textarea
      '#title': Symptoms
${rest}`;

const GUARDED = `settings: {purge: completed, purge_days: 30, form_disable_remote_addr: true, submission_log: true}
third_party_settings:
  webform_encrypt:
    element:
      full_name: {encrypt: true, encrypt_profile: forms}
      symptoms: {encrypt: true, encrypt_profile: forms}
handlers: {}
`;

const GOOD: Files = {
  'web/sites/default/settings.php': `<?php
$settings['config_sync_directory'] = '../config/sync';
$settings['hash_salt'] = getenv('HASH_SALT');
$settings['trusted_host_patterns'] = ['^portal\\.clinic\\.example$'];
$databases['default']['default'] = ['driver' => 'mysql', 'password' => getenv('DB_PASSWORD')];
`,
  'config/sync/core.extension.yml': modules(
    ...[
      'webform',
      'webform_encrypt',
      'encrypt',
      'key',
      'tfa',
      'password_policy',
      'syslog',
      'admin_audit_trail',
    ],
    ...['autologout', 'block_inactive_users', 'honeypot', 'haveibeenpwned', 'automated_cron'],
  ),
  'config/sync/automated_cron.settings.yml': 'interval: 3600\n',
  'config/sync/webform.webform.intake.yml': intake(GUARDED),
  'config/sync/tfa.settings.yml':
    'enabled: true\nrequired_roles: {authenticated: authenticated}\nencryption: forms\n',
  'config/sync/password_policy.password_policy.all.yml':
    'status: true\nroles: {authenticated: authenticated}\npassword_reset: 0\npolicy_constraints:\n  - {id: password_length, character_length: 14}\n',
  'config/sync/key.key.forms.yml':
    'id: forms\nkey_type: encryption\nkey_type_settings: {key_size: 256}\nkey_provider: env\nkey_provider_settings: {env_variable: FORMS_KEY}\n',
  'config/sync/encrypt.profile.forms.yml': 'id: forms\nencryption_method: real_aes\nencryption_key: forms\n',
  'config/sync/autologout.settings.yml': 'enabled: true\ntimeout: 600\nenforce_admin: true\n',
  ...STAFF,
};

test('good-site: nothing is wrong under the profile modern, and what no file says is told', async () => {
  const result = await detect(GOOD, { profile: 'modern' });
  expect(told(result)).toEqual([]);
  expect(result.reasons.filter((one) => !one.startsWith('not assessable from files'))).toEqual([]);
  expect(about(result, 'not assessable from files').length).toBe(8);
});

test('both password profiles are told where none is chosen', async () => {
  const all = told(await detect(GOOD)).map((one) => one.split(' ')[0]);
  expect(all).toEqual(['PASSWORD-NEVER-EXPIRES', 'PASSWORD-REUSE', 'PASSWORD-SIMPLE']);
  const rotated = {
    ...GOOD,
    'config/sync/password_policy.password_policy.all.yml': (
      GOOD['config/sync/password_policy.password_policy.all.yml'] ?? ''
    ).replace('password_reset: 0', 'password_reset: 90'),
  };
  expect(told(await detect(rotated, { profile: 'modern' })).map((one) => one.split(' ')[0])).toEqual([
    'PASSWORD-FORCED-CHANGE',
  ]);
});

test('tfa-installed-not-enabled: installed is not enabled', async () => {
  const files = {
    ...GOOD,
    'config/sync/tfa.settings.yml':
      "enabled: false\nrequired_roles: {staff: staff, authenticated: '0'}\nencryption: forms\n",
  };
  expect(told(await detect(files), 'high')).toEqual(['TFA-OFF config/sync/tfa.settings.yml:1']);
  const unchosen = {
    ...GOOD,
    'config/sync/tfa.settings.yml':
      "enabled: true\nrequired_roles: {staff: '0', authenticated: '0'}\nencryption: forms\n",
  };
  expect(told(await detect(unchosen), 'high')).toEqual(['TFA-ROLES config/sync/tfa.settings.yml:2']);
});

describe('policy-without-roles-fixed-by-split', () => {
  const policy = (roles: string): string =>
    `status: true\nroles: ${roles}\npassword_reset: 0\npolicy_constraints:\n  - {id: password_length, character_length: 14}\n`;
  const files = {
    ...GOOD,
    'config/sync/password_policy.password_policy.all.yml': policy('{  }'),
    'config/sync/config_split.config_split.prod.yml':
      'id: prod\nstatus: false\nstorage: folder\nfolder: ../config/prod\nmodule: {}\n',
    'config/prod/password_policy.password_policy.all.yml': policy('{authenticated: authenticated}'),
  };

  test('without a choice the difference is unknown, not a finding', async () => {
    const result = await detect(files);
    expect(told(result, 'high')).toEqual([]);
    expect(about(result, 'depends on the environment')).toEqual([
      'config/sync/password_policy.password_policy.all.yml:2: THERIAC-CMS-DRUPAL-PASSWORD-POLICY-UNBOUND (site default) depends on the environment: it fails in the export alone and not in prod; set `cms.environment` in theriac.yaml',
    ]);
  });

  test('with the environment the split decides', async () => {
    const chosen = await detect(files, { environment: 'prod' });
    expect(told(chosen, 'high')).toEqual([]);
    expect(about(chosen, 'environment')).toEqual([]);
    expect(about(await detect(files, { environment: 'live' }), 'no config split')).toEqual([
      'config/sync: `cms.environment` is live, and there is no config split of that name; splits are prod',
    ]);
  });

  test('a module that only the split adds, and a patch of an object, count there', async () => {
    const split = {
      ...files,
      'config/sync/core.extension.yml': (GOOD['config/sync/core.extension.yml'] ?? '').replace(
        '  syslog: 0\n',
        '',
      ),
      'config/sync/config_split.config_split.prod.yml':
        'id: prod\nstatus: false\nstorage: folder\nfolder: ../config/prod\nmodule: {syslog: 0}\n',
      'config/prod/config_split.patch.autologout.settings.yml':
        'adding: {timeout: 3600}\nremoving: {timeout: 600}\n',
    };
    expect(about(await detect(split), 'LOG-STAYS').length).toBe(1);
    expect(told(await detect(split, { environment: 'prod', profile: 'modern' }))).toEqual([
      'AUTOLOGOUT-LONG config/prod/config_split.patch.autologout.settings.yml:1',
    ]);
  });
});

test('key-in-config: the key is never shown', async () => {
  const files = {
    ...GOOD,
    'config/sync/key.key.forms.yml':
      "id: forms\nkey_type: encryption\nkey_type_settings: {key_size: 256}\nkey_provider: config\nkey_provider_settings:\n  key_value: 'cGw0bnRlZC1rZXktbWF0ZXJpYWw='\n",
  };
  const result = await detect(files);
  expect(told(result, 'high')).toEqual(['KEY-IN-CONFIG config/sync/key.key.forms.yml:6']);
  expect(JSON.stringify(result)).not.toContain('cGw0bnRlZC1rZXk');
});

test('anon-decrypt: a permission of visitors that undoes encryption', async () => {
  const files = {
    ...GOOD,
    'config/sync/user.role.anonymous.yml': role('anonymous', 'access content', 'view encrypted values'),
  };
  expect(told(await detect(files), 'high')).toEqual([
    'EVERYBODY-DECRYPTS config/sync/user.role.anonymous.yml:5',
  ]);
});

test('form-no-purge: patient data that stays for ever', async () => {
  const files = {
    ...GOOD,
    'config/sync/webform.webform.intake.yml': intake(GUARDED.replace('completed', 'draft')),
  };
  expect(told(await detect(files), 'high')).toEqual([
    'FORM-KEPT-FOREVER config/sync/webform.webform.intake.yml:13',
  ]);
});

test('email-with-values: the body of the site holds them where the form has none of its own', async () => {
  const mail = (body: string): string =>
    intake(
      GUARDED.replace(
        'handlers: {}',
        `handlers: {m: {id: email, status: true, settings: {to_mail: desk@clinic.example, body: ${body}}}}`,
      ),
    );
  const files = (body: string, standard: string): Files => ({
    ...GOOD,
    'config/sync/webform.webform.intake.yml': mail(body),
    'config/sync/webform.settings.yml': `mail: {default_body_html: '${standard}'}\n`,
  });
  expect(told(await detect(files('_default', '[webform_submission:values]')), 'high')).toEqual([
    'FORM-MAILED config/sync/webform.webform.intake.yml:19',
  ]);
  expect(told(await detect(files('_default', 'New: [webform_submission:url]')), 'high')).toEqual([]);
  expect(told(await detect(files("'[webform_submission:values]'", 'New')), 'high')).toEqual([
    'FORM-MAILED config/sync/webform.webform.intake.yml:19',
  ]);
});

test('settings of a form fall back to those of the site', async () => {
  const form = intake(GUARDED.replace('form_disable_remote_addr: true', 'form_disable_remote_addr: false'));
  const files = (standard: boolean): Files => ({
    ...GOOD,
    'config/sync/webform.webform.intake.yml': form,
    'config/sync/webform.settings.yml': `settings: {default_form_disable_remote_addr: ${standard}}\n`,
  });
  expect(told(await detect(files(true), { profile: 'modern' }))).toEqual([]);
  expect(told(await detect(files(false), { profile: 'modern' }))).toEqual([
    'FORM-IP-ADDRESS config/sync/webform.settings.yml:1',
  ]);
});

test('config-ignore-hides-forms: forms that are not exported are unknown', async () => {
  const hidden: Record<string, string> = {
    ...GOOD,
    'config/sync/config_ignore.settings.yml':
      "mode: simple\nignored_config_entities:\n  - '# a remark'\n  - 'webform.webform.*'\n  - key.key.forms\n  - 'tfa.settings:enabled'\n",
  };
  delete hidden['config/sync/webform.webform.intake.yml'];
  const result = await detect(hidden, { profile: 'modern' });
  expect(told(result)).toEqual([]);
  expect(about(result, 'leaves webforms out of the export').length).toBe(1);
  expect(about(result, 'key.key.forms')).toEqual([
    'config/sync: config_ignore leaves out of the export: key.key.forms',
  ]);
  expect(about(result, 'TFA-OFF')).toEqual([
    'config/sync/tfa.settings.yml:1: THERIAC-CMS-DRUPAL-TFA-OFF-GENERAL: `accounts.secondFactor` is not known: config_ignore leaves it out of the export',
  ]);
});

test('custom-entity-PHI: fields of an entity stand in code', async () => {
  const entity = `<?php
/**
 * @ContentEntityType(
 *   id = "client_record",
 *   label = @Translation("Client record"),
 * )
 */
class ClientRecord extends ContentEntityBase {
  public static function baseFieldDefinitions($type) {
    $fields['surname'] = BaseFieldDefinition::create('string')->setLabel(t('Surname'));
    $fields['geburtsdatum'] = BaseFieldDefinition::create('datetime')->setLabel(t('Geburtsdatum'));
    $fields['notes'] = BaseFieldDefinition::create('string_long')
      ->setLabel(t('Diagnosis'));
  }
}
`;
  const files: Record<string, string> = {
    ...GOOD,
    'web/modules/custom/clinic/src/Entity/ClientRecord.php': entity,
    'config/sync/user.role.authenticated.yml': role('authenticated', 'view client_record entities'),
  };
  delete files['config/sync/webform.webform.intake.yml'];
  expect(told(await detect(files, { profile: 'modern' }))).toEqual([
    'ENTITY-UNENCRYPTED web/modules/custom/clinic/src/Entity/ClientRecord.php:10',
    'EVERYBODY-READS-PATIENTS config/sync/user.role.authenticated.yml:4',
  ]);
});

describe('settings-override-beats-config', () => {
  const logging = { 'config/sync/system.logging.yml': 'error_level: all\n' };
  const settings = (php: string): Files => ({
    ...GOOD,
    ...logging,
    'web/sites/default/settings.php': `${GOOD['web/sites/default/settings.php']}${php}`,
  });

  test('a literal decides', async () => {
    expect(
      told(
        await detect(settings("$config['system.logging']['error_level'] = 'hide';\n"), { profile: 'modern' }),
      ),
    ).toEqual([]);
    expect(told(await detect({ ...GOOD, ...logging }, { profile: 'modern' }))).toEqual([
      'ERRORS-SHOWN config/sync/system.logging.yml:1',
    ]);
  });

  test('a file that is included decides, also under a condition that can be told', async () => {
    const included = {
      ...settings(
        "if (file_exists(__DIR__ . '/settings.prod.php')) {\n  include __DIR__ . '/settings.prod.php';\n}\n",
      ),
      'web/sites/default/settings.prod.php': "<?php\n$config['system.logging']['error_level'] = 'none';\n",
    };
    expect(told(await detect(included, { profile: 'modern' }))).toEqual([]);
  });

  test('the environment, and a condition that cannot be told, leave it open', async () => {
    const open = await detect(
      settings("$config['system.logging']['error_level'] = getenv('ERROR_LEVEL');\n"),
      { profile: 'modern' },
    );
    expect(told(open)).toEqual([]);
    expect(about(open, 'ERRORS-SHOWN').length).toBe(1);
    const conditional = await detect(
      settings("if (getenv('LIVE')) { $config['system.logging']['error_level'] = 'hide'; }\n"),
      { profile: 'modern' },
    );
    expect(told(conditional)).toEqual([]);
    expect(about(conditional, 'a condition decides').length).toBe(1);
  });

  test('what holds only for developers or on the command line does not count', async () => {
    for (const condition of ["getenv('IS_DDEV_PROJECT') == 'true'", "PHP_SAPI === 'cli'"])
      expect(
        told(
          await detect(
            settings(`if (${condition}) { $config['system.logging']['error_level'] = 'hide'; }\n`),
            { profile: 'modern' },
          ),
        ),
      ).toEqual(['ERRORS-SHOWN config/sync/system.logging.yml:1']);
  });

  test('a file outside of the target is not read, and is told', async () => {
    const result = await detect(
      settings("include '/etc/drupal/secret.php';\ninclude __DIR__ . '/../../../../other.php';\n"),
    );
    expect(about(result, 'outside of the target').length).toBe(2);
  });

  test('the environment of theriac.yaml completes the path of an include', async () => {
    const files = {
      ...settings('$env = getenv(\'ENV\');\ninclude __DIR__ . "/settings.$env.php";\n'),
      'web/sites/default/settings.prod.php': "<?php\n$config['system.logging']['error_level'] = 'hide';\n",
    };
    expect(told(await detect(files, { environment: 'prod', profile: 'modern' }))).toEqual([]);
    expect(about(await detect(files), 'which file of').length).toBe(1);
  });
});

test('api-key-in-query: a key in the address', async () => {
  const files = { ...GOOD, 'config/sync/key_auth.settings.yml': 'detection_methods: [header, query]\n' };
  expect(told(await detect(files), 'high')).toEqual(['KEY-IN-URL config/sync/key_auth.settings.yml:1']);
});

test('a site of a multi-site has its own export, and translations are no configuration', async () => {
  const settings = (name: string): string =>
    `<?php\n$settings['config_sync_directory'] = '../config/${name}';\n$settings['trusted_host_patterns'] = ['^a$'];\n`;
  const files = {
    'web/sites/a/settings.php': settings('a'),
    'web/sites/b/settings.php': settings('b'),
    'config/a/core.extension.yml': modules(),
    'config/b/core.extension.yml': modules('devel'),
    'config/b/language/de/system.logging.yml': 'error_level: verbose\n',
  };
  expect(told(await detect(files), 'medium')).toEqual(['DEVELOPER-MODULES config/b/core.extension.yml:4']);
});

test('what modules install is no site', async () => {
  expect(
    told(await detect({ 'web/modules/contrib/x/config/install/core.extension.yml': modules('devel') })),
  ).toEqual([]);
});

test('settings.php without an export says so', async () => {
  const result = await detect({
    'web/sites/default/settings.php':
      "<?php\n$settings['config_sync_directory'] = getenv('SYNC');\n$settings['trusted_host_patterns'] = ['^a$'];\n",
  });
  expect(about(result, 'no configuration export to check').length).toBe(1);
});

describe('whether a site holds patient data', () => {
  const contact = (elements: string, id = 'contact'): Files => ({
    'config/sync/core.extension.yml': modules('webform'),
    [`config/sync/webform.webform.${id}.yml`]: `status: open\nid: ${id}\ntitle: '${id}'\nelements: "${elements}"\nsettings: {purge: none}\n`,
  });
  const NAME =
    "name:\\n  '#type': textfield\\n  '#title': 'Your name'\\nmessage:\\n  '#type': textarea\\n  '#title': 'Message'\\n";

  test('a contact form is of persons, not of patients', async () => {
    expect(told(await detect(contact(NAME)), 'high')).toEqual([]);
  });

  test('an identifier in the context of health is patient data', async () => {
    const high = told(await detect(contact(NAME, 'medical_history')), 'high');
    expect(high).toContain('FORM-UNENCRYPTED config/sync/webform.webform.medical_history.yml:4');
  });

  test('theriac.yaml decides', async () => {
    expect(told(await detect(contact(NAME, 'medical_history'), { phi: false }), 'high')).toEqual([
      'FORM-KEPT-FOREVER config/sync/webform.webform.medical_history.yml:5',
      'FORM-UNENCRYPTED config/sync/webform.webform.medical_history.yml:4',
    ]);
    expect(told(await detect(contact(NAME), { phi: true }), 'high').map((one) => one.split(' ')[0])).toEqual([
      'LOG-STAYS',
      'NO-AUDIT',
    ]);
  });
});

test('hostile files end in known unknowns', async () => {
  const { unknowns, findings } = await detect({
    ...GOOD,
    'config/sync/user.role.broken.yml': 'id: [broken\n',
    'config/sync/webform.webform.broken.yml': 'id: broken\nelements: "a: [b"\n',
    'config/sync/key.key.deep.yml': `id: ${'['.repeat(5000)}\n`,
    'web/sites/default/services.yml': '- a\n- : b: c\n',
  });
  expect(unknowns.map(({ location }) => location.path).sort()).toEqual([
    'config/sync/key.key.deep.yml',
    'config/sync/user.role.broken.yml',
    'config/sync/webform.webform.broken.yml',
    'web/sites/default/services.yml',
  ]);
  expect(findings.length).toBeGreaterThan(0);
});
