/** Single sign-on and second factors of Drupal. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { drupal, intake, role } from './example.ts';
import { bySite, CONTROLS, rule } from './row.ts';

const EDITOR = role('clinic_staff', ['view any webform submission']);
const TFA_MODULES = ['webform', 'tfa', 'encrypt', 'key'];
const tfa = (more: string): Record<string, string> => ({
  'tfa.settings': `enabled: true\nrequired_roles: {authenticated: authenticated}\nencryption: tfa\nvalidation_skip: 1\n${more}`,
  'encrypt.profile.tfa': 'id: tfa\nencryption_method: real_aes\nencryption_key: tfa\n',
  'key.key.tfa':
    'id: tfa\nkey_type: encryption\nkey_type_settings: {key_size: 256}\nkey_provider: env\nkey_provider_settings: {env_variable: TFA_KEY}\n',
});
const withTfa = (settings: string): Record<string, string> => ({ ...tfa(''), 'tfa.settings': settings });
const saml = (more: string): Record<string, string> => ({
  'samlauth.authentication': `strict: true\nsecurity_assertions_signed: true\nsecurity_assertions_encrypt: true\nsecurity_signature_algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'\nsp_private_key: 'key:saml'\nmap_users: false\ndrupal_login_roles: {administrator: '0'}\n${more}`,
});
const changed = (key: string, value: string): Record<string, string> => ({
  'samlauth.authentication': (saml('')['samlauth.authentication'] ?? '').replace(
    new RegExp(`^${key}: .*$`, 'm'),
    `${key}: ${value}`,
  ),
});
const simple = (more: string): Record<string, string> => ({
  'simplesamlphp_auth.settings': `activate: true\n${more}`,
});

/** A certificate of an example that ended in 2021. */
const EXPIRED = [
  'MIIBFDCBugIBATAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAtpZHAuZXhhbXBsZTAeFw0yMDAxMDEwMDAwMDBaFw0yMTAxMDEwMDAw',
  'MDBaMBYxFDASBgNVBAMMC2lkcC5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEDwuNrodNjItz1IEIakeCJvpU+7nf',
  'mQ5wW+LFbBzRV2th4AKSOWq5L11HUuOXbPyhWoSGvgRgnOJALk4pzHl2fjAKBggqhkjOPQQDAgNJADBGAiEAkjMdTQgDAy/7CLn1',
  'ZouTBdlvLj5ZR2wiODNwxAY0DVQCIQDVWfso758jMs5W5PZJ9nK0oAfmYJcrdSmfUrVcOAqOsQ==',
].join('');

interface SamlRow {
  readonly id: string;
  readonly title: string;
  readonly severity: ConfigurationRule['severity'];
  readonly cwe: string;
  readonly why: string;
  readonly fix: string;
  readonly pass: ConfigurationRule['pass'];
  readonly after: string;
  readonly key: string;
  readonly value: string;
}

const samlRule = ({ key, value, ...row }: SamlRow): ConfigurationRule =>
  rule({
    ...row,
    controls: [...CONTROLS.authentication, 'ASVS 6.8.1'],
    on: 'drupal.samlauth.authentication',
    bad: drupal(key === '' ? saml(`${value}\n`) : changed(key, value), ['samlauth', 'externalauth']),
    good: drupal(saml(''), ['samlauth', 'externalauth']),
  });

export const DRUPAL_SIGN_IN_RULES: readonly ConfigurationRule[] = [
  rule({
    id: 'DRUPAL-PASSWORD-ONLY',
    title: 'Privileged accounts sign in with a password alone',
    severity: 'medium',
    cwe: 'CWE-308',
    controls: CONTROLS.authentication,
    why: 'Neither single sign-on nor a second factor is active: a password that was phished or reused is enough.',
    fix: 'Connect the identity provider of the organisation (`samlauth`, `openid_connect`), or install and enable `tfa`.',
    on: 'drupal.site',
    when: {
      'accounts.privileged': { min: 1 },
      'accounts.ssoKnown': { exists: true },
      'modules.tfa': { exists: false },
    },
    pass: { any: [{ 'accounts.sso': { min: 1 } }, { 'accounts.secondFactor': { not: 'no' } }] },
    after: 'module:\n  samlauth: 0',
    bad: drupal(EDITOR),
    good: drupal({ ...EDITOR, ...saml('') }, ['samlauth', 'externalauth']),
  }),
  ...bySite(
    {
      id: 'DRUPAL-TFA-OFF',
      title: 'Second factor is installed and switched off on a site with patient data',
      severity: 'high',
      cwe: 'CWE-308',
      controls: CONTROLS.authentication,
      why: 'The module is there, so that a review sees it, and asks nobody for a second factor: a phished password opens the submissions.',
      fix: 'Set `enabled: true` in tfa.settings and name the roles that need it.',
      on: 'drupal.site',
      when: { 'modules.tfa': { exists: true }, 'accounts.closed': 'no' },
      pass: { 'accounts.secondFactor': { not: 'no' } },
      after: 'enabled: true\nrequired_roles:\n  authenticated: authenticated',
      bad: drupal(
        {
          ...intake(),
          ...EDITOR,
          ...withTfa('enabled: false\nrequired_roles: {authenticated: authenticated}\nencryption: tfa\n'),
        },
        TFA_MODULES,
      ),
      good: drupal({ ...intake(), ...EDITOR, ...tfa('') }, TFA_MODULES),
    },
    {
      severity: 'medium',
      title: 'Second factor is installed and switched off',
      bad: drupal({ ...EDITOR, ...withTfa('enabled: false\nrequired_roles: {  }\nencryption: tfa\n') }, [
        'tfa',
      ]),
      good: drupal({ ...EDITOR, ...tfa('') }, ['tfa']),
    },
  ),
  ...bySite(
    {
      id: 'DRUPAL-TFA-ROLES',
      title: 'Second factor is not required of roles that reach patient data',
      severity: 'high',
      cwe: 'CWE-308',
      controls: CONTROLS.authentication,
      why: "Roles that can read submissions or run the site sign in with a password alone; `'0'` in the map means that a role is not chosen.",
      fix: 'Choose `authenticated`, or each privileged role, in `required_roles`.',
      on: 'drupal.site',
      when: { 'accounts.secondFactor': 'tfa' },
      pass: { 'accounts.unrequired': { max: 0 } },
      after: 'required_roles:\n  authenticated: authenticated',
      bad: drupal(
        {
          ...intake(),
          ...EDITOR,
          ...withTfa("enabled: true\nrequired_roles: {clinic_staff: '0'}\nencryption: tfa\n"),
        },
        TFA_MODULES,
      ),
      good: drupal({ ...intake(), ...EDITOR, ...tfa('') }, TFA_MODULES),
    },
    {
      severity: 'medium',
      title: 'Second factor is not required of privileged roles',
      bad: drupal(
        { ...EDITOR, ...withTfa("enabled: true\nrequired_roles: {authenticated: '0'}\nencryption: tfa\n") },
        ['tfa'],
      ),
      good: drupal({ ...EDITOR, ...tfa('') }, ['tfa']),
    },
  ),
  rule({
    id: 'DRUPAL-TFA-UNENCRYPTED',
    title: 'Seeds of the second factor are stored without encryption',
    severity: 'medium',
    cwe: 'CWE-312',
    controls: CONTROLS.keys,
    why: 'Whoever reads the database can compute the codes of every account.',
    fix: 'Name an encryption profile in `encryption`.',
    on: 'drupal.tfa.settings',
    when: { enabled: true },
    pass: { encryption: { exists: true, not: '' } },
    after: 'encryption: tfa',
    bad: drupal(withTfa("enabled: true\nrequired_roles: {authenticated: authenticated}\nencryption: ''\n"), [
      'tfa',
    ]),
    good: drupal(tfa(''), ['tfa']),
  }),
  rule({
    id: 'DRUPAL-TFA-SKIPPED',
    title: 'Second factor can be put off more than three times',
    severity: 'low',
    cwe: 'CWE-308',
    controls: CONTROLS.authentication,
    why: 'Each login without it is one for which a password is enough.',
    fix: 'Set `validation_skip` to 3 or fewer.',
    on: 'drupal.tfa.settings',
    when: { enabled: true },
    pass: { validation_skip: { max: 3, default: 3 } },
    after: 'validation_skip: 1',
    bad: drupal(
      withTfa(
        'enabled: true\nrequired_roles: {authenticated: authenticated}\nencryption: tfa\nvalidation_skip: 30\n',
      ),
      ['tfa'],
    ),
    good: drupal(tfa(''), ['tfa']),
  }),
  rule({
    id: 'DRUPAL-TFA-RESET',
    title: 'A reset of the password skips the second factor',
    severity: 'medium',
    cwe: 'CWE-640',
    controls: CONTROLS.authentication,
    why: 'Whoever reads the mail of an account signs in without the second factor.',
    fix: 'Set `reset_pass_skip_enabled: false`.',
    on: 'drupal.tfa.settings',
    when: { enabled: true },
    pass: { reset_pass_skip_enabled: { is: false, default: false } },
    after: 'reset_pass_skip_enabled: false',
    bad: drupal(tfa('reset_pass_skip_enabled: true\n'), ['tfa']),
    good: drupal(tfa('reset_pass_skip_enabled: false\n'), ['tfa']),
  }),
  rule({
    id: 'DRUPAL-TFA-TRUSTED-LONG',
    title: 'Browsers are trusted without a second factor for more than 30 days',
    severity: 'low',
    cwe: 'CWE-613',
    controls: CONTROLS.authentication,
    why: 'A stolen or shared computer stays trusted for as long.',
    fix: 'Set `cookie_expiration` of the trusted browser to 30 or fewer.',
    on: 'drupal.tfa.settings',
    when: { enabled: true, 'login_plugins.tfa_trusted_browser': { not: '0', exists: true } },
    pass: { 'login_plugin_settings.tfa_trusted_browser.cookie_expiration': { max: 30, default: 30 } },
    after: 'login_plugin_settings:\n  tfa_trusted_browser:\n    cookie_expiration: 7',
    bad: drupal(
      tfa(
        'login_plugins: {tfa_trusted_browser: tfa_trusted_browser}\nlogin_plugin_settings: {tfa_trusted_browser: {cookie_expiration: 365}}\n',
      ),
      ['tfa'],
    ),
    good: drupal(
      tfa(
        'login_plugins: {tfa_trusted_browser: tfa_trusted_browser}\nlogin_plugin_settings: {tfa_trusted_browser: {cookie_expiration: 7}}\n',
      ),
      ['tfa'],
    ),
  }),
  rule({
    id: 'DRUPAL-LOCAL-LOGIN',
    title: 'Local passwords work beside single sign-on',
    severity: 'medium',
    cwe: 'CWE-287',
    controls: CONTROLS.authentication,
    why: 'Accounts that the organisation has closed, and its second factor, are passed by with the local password.',
    fix: 'Set `allow.default_login: false`, or leave only break-glass accounts in `default_login_users`.',
    on: 'drupal.simplesamlphp_auth.settings',
    when: { activate: true },
    pass: {
      any: [
        { 'allow.default_login': false },
        { 'allow.default_login_roles': { every: { '@value': { in: ['0', ''] } }, exists: true } },
      ],
    },
    after: 'allow:\n  default_login: false',
    bad: drupal(
      simple('allow: {default_login: true, default_login_roles: {administrator: administrator}}\n'),
      ['simplesamlphp_auth'],
    ),
    good: drupal(
      simple(
        "allow: {default_login: true, default_login_users: '1', default_login_roles: {administrator: '0'}}\n",
      ),
      ['simplesamlphp_auth'],
    ),
  }),
  rule({
    id: 'DRUPAL-SIMPLESAML-DEBUG',
    title: 'Single sign-on writes what it receives into the log',
    severity: 'medium',
    cwe: 'CWE-532',
    controls: CONTROLS.leakage,
    why: 'Assertions with names and identifiers of staff or patients stand in the log.',
    fix: 'Set `debug: false`.',
    on: 'drupal.simplesamlphp_auth.settings',
    when: { activate: true },
    pass: { debug: { not: true } },
    after: 'debug: false',
    bad: drupal(simple('debug: true\nallow: {default_login: false}\n'), ['simplesamlphp_auth']),
    good: drupal(simple('debug: false\nallow: {default_login: false}\n'), ['simplesamlphp_auth']),
  }),
  rule({
    id: 'DRUPAL-SIMPLESAML-COOKIE',
    title: 'Session cookies of single sign-on are sent without protection',
    severity: 'medium',
    cwe: 'CWE-614',
    controls: CONTROLS.transmission,
    why: 'The cookie goes over plain HTTP, or scripts of the page can read it.',
    fix: 'Set `secure: true` and `httponly: true`.',
    on: 'drupal.simplesamlphp_auth.settings',
    when: { activate: true },
    pass: { secure: { not: false }, httponly: { not: false } },
    after: 'secure: true\nhttponly: true',
    bad: drupal(simple('secure: false\nhttponly: false\nallow: {default_login: false}\n'), [
      'simplesamlphp_auth',
    ]),
    good: drupal(simple('secure: true\nhttponly: true\nallow: {default_login: false}\n'), [
      'simplesamlphp_auth',
    ]),
  }),
  rule({
    id: 'DRUPAL-SIMPLESAML-ROLES',
    title: 'Roles are read from the identity provider only once',
    severity: 'medium',
    cwe: 'CWE-613',
    controls: CONTROLS.accounts,
    why: 'Somebody who loses a role in the organisation keeps it in the site.',
    fix: 'Set `role.eval_every_time: 1`.',
    on: 'drupal.simplesamlphp_auth.settings',
    when: { activate: true, 'role.population': { exists: true, not: '' } },
    pass: { 'role.eval_every_time': { in: [true, 1, 2] } },
    after: 'role:\n  eval_every_time: 1',
    bad: drupal(
      simple(
        "role: {population: 'admin:group,=,admins', eval_every_time: 0}\nallow: {default_login: false}\n",
      ),
      ['simplesamlphp_auth'],
    ),
    good: drupal(
      simple(
        "role: {population: 'admin:group,=,admins', eval_every_time: 1}\nallow: {default_login: false}\n",
      ),
      ['simplesamlphp_auth'],
    ),
  }),
  rule({
    id: 'DRUPAL-SIMPLESAML-PASSWORDS',
    title: 'Accounts of single sign-on can set a local password',
    severity: 'low',
    cwe: 'CWE-287',
    controls: CONTROLS.authentication,
    why: 'The local password stays valid when the organisation closes the account.',
    fix: 'Set `allow.set_drupal_pwd: false`.',
    on: 'drupal.simplesamlphp_auth.settings',
    when: { activate: true },
    pass: { 'allow.set_drupal_pwd': { not: true } },
    after: 'allow:\n  set_drupal_pwd: false',
    bad: drupal(simple('allow: {default_login: false, set_drupal_pwd: true}\n'), ['simplesamlphp_auth']),
    good: drupal(simple('allow: {default_login: false, set_drupal_pwd: false}\n'), ['simplesamlphp_auth']),
  }),
  samlRule({
    id: 'DRUPAL-SAML-UNSIGNED',
    title: 'SAML assertions need no signature of their own',
    severity: 'medium',
    cwe: 'CWE-347',
    why: 'A signature around the response is enough. Where what is signed and what is read can be told apart, somebody signs in as another person.',
    fix: 'Set `security_assertions_signed: true`.',
    pass: { any: [{ security_assertions_signed: true }, { security_messages_sign: true }] },
    after: 'security_assertions_signed: true',
    key: 'security_assertions_signed',
    value: 'false',
  }),
  samlRule({
    id: 'DRUPAL-SAML-NOT-STRICT',
    title: 'SAML responses are accepted without the checks of the standard',
    severity: 'high',
    cwe: 'CWE-347',
    why: 'Without `strict` unsigned or replayed responses, and those for another site, are accepted.',
    fix: 'Set `strict: true`.',
    pass: { strict: { is: true, default: true } },
    after: 'strict: true',
    key: 'strict',
    value: 'false',
  }),
  samlRule({
    id: 'DRUPAL-SAML-SHA1',
    title: 'SAML messages are signed with SHA-1',
    severity: 'medium',
    cwe: 'CWE-328',
    why: 'Signatures over SHA-1 can be forged with affordable effort.',
    fix: 'Set `security_signature_algorithm` to RSA with SHA-256 or better.',
    pass: { security_signature_algorithm: { notLike: '*sha1' } },
    after: "security_signature_algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'",
    key: 'security_signature_algorithm',
    value: "'http://www.w3.org/2000/09/xmldsig#rsa-sha1'",
  }),
  samlRule({
    id: 'DRUPAL-SAML-DEBUG',
    title: 'SAML messages are written into the log or shown to visitors',
    severity: 'medium',
    cwe: 'CWE-532',
    why: 'Assertions name who signs in, and a captured one may be replayed.',
    fix: 'Set the `debug_` settings to false.',
    pass: {
      debug_display_error_details: { not: true },
      debug_log_in: { not: true },
      debug_log_saml_in: { not: true },
      debug_log_saml_out: { not: true },
      debug_phpsaml: { not: true },
    },
    after: 'debug_display_error_details: false\ndebug_log_saml_in: false\ndebug_phpsaml: false',
    key: '',
    value: 'debug_log_saml_in: true',
  }),
  samlRule({
    id: 'DRUPAL-SAML-UNENCRYPTED',
    title: 'SAML assertions are not encrypted',
    severity: 'low',
    cwe: 'CWE-319',
    why: 'Names and identifiers stand in the browser and in logs of proxies on the way.',
    fix: 'Set `security_assertions_encrypt: true` and give the identity provider the certificate.',
    pass: { security_assertions_encrypt: true },
    after: 'security_assertions_encrypt: true',
    key: 'security_assertions_encrypt',
    value: 'false',
  }),
  samlRule({
    id: 'DRUPAL-SAML-MAP-USERS',
    title: 'Accounts are linked to SAML identities by name or e-mail address',
    severity: 'medium',
    cwe: 'CWE-287',
    why: 'Whoever gets such an address at the identity provider takes over the existing account, an administrator as well.',
    fix: 'Set `map_users: false` after the first import.',
    pass: { map_users: { not: true } },
    after: 'map_users: false',
    key: 'map_users',
    value: 'true',
  }),
  samlRule({
    id: 'DRUPAL-SAML-LOCAL-LOGIN',
    title: 'Roles of single sign-on may sign in with a local password',
    severity: 'medium',
    cwe: 'CWE-287',
    why: 'The second factor and the closing of accounts at the identity provider are passed by.',
    fix: "Set each role of `drupal_login_roles` to '0' except for a break-glass role.",
    pass: { drupal_login_roles: { every: { '@value': { in: ['0', '', false] } } } },
    after: "drupal_login_roles:\n  administrator: '0'",
    key: 'drupal_login_roles',
    value: '{administrator: administrator}',
  }),
  rule({
    id: 'DRUPAL-SAML-CERTIFICATE',
    title: 'Certificate of the identity provider has expired',
    severity: 'medium',
    cwe: 'CWE-298',
    controls: CONTROLS.authentication,
    why: 'Sign-on fails, or the check of the certificate was switched off for it to work.',
    fix: 'Replace `idp_certs` with the current certificate of the identity provider.',
    on: 'drupal.samlauth.authentication',
    pass: { expiredCertificates: { max: 0, default: 0 } },
    after: 'idp_certs:\n  - file:/etc/pki/idp.pem',
    bad: drupal(saml(`idp_certs:\n  - ${EXPIRED}\n`), ['samlauth']),
    good: drupal(saml("idp_certs:\n  - 'file:/etc/pki/idp.pem'\n"), ['samlauth']),
  }),
];
