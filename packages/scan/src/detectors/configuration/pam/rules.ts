/** Passwords and guessing on Linux hosts. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const UNIX = 'auth required pam_unix.so\n';
const FAILLOCK = 'auth required pam_faillock.so preauth\n';

export const PAM_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'pam.service', file: 'pam.d/common-auth' },
  [
    {
      id: 'PAM-EMPTY-PASSWORD',
      topic: 'authentication',
      severity: 'medium',
      title: 'Accounts without a password may sign in',
      rationale: '`nullok` lets in whoever knows the name of an account whose password field is empty.',
      remediation: 'Remove `nullok`.',
      pass: { lines: { no: { type: 'auth', module: { like: 'pam_unix*' }, args: { has: 'nullok' } } } },
      fail: `${FAILLOCK}auth required pam_unix.so nullok\n`,
      good: `${FAILLOCK}${UNIX}`,
    },
    {
      id: 'PAM-PERMITS-ALL',
      topic: 'authentication',
      severity: 'high',
      title: 'Everybody is let in',
      rationale: '`pam_permit` that is sufficient answers yes before a password is asked for.',
      remediation: 'Remove the line.',
      pass: {
        lines: {
          no: { type: 'auth', control: { like: ['sufficient', '*success=done*'] }, module: 'pam_permit.so' },
        },
      },
      fail: `auth sufficient pam_permit.so\n${FAILLOCK}${UNIX}`,
      good: `${FAILLOCK}${UNIX}`,
    },
    {
      id: 'PAM-NO-LOCK',
      topic: 'guessing',
      severity: 'medium',
      title: 'Accounts are not locked after failed attempts',
      rationale: 'Passwords can be guessed without end, and nothing tells that it happens.',
      remediation: 'Add `pam_faillock`.',
      when: { shared: true, lines: { some: { type: 'auth', module: { like: ['pam_unix*', 'pam_sss*'] } } } },
      pass: {
        lines: { some: { type: 'auth', module: { like: ['pam_faillock*', 'pam_tally*', 'pam_abl*'] } } },
      },
      fail: UNIX,
      good: `${FAILLOCK}${UNIX}`,
    },
    {
      id: 'PAM-NO-QUALITY',
      file: 'pam.d/common-password',
      topic: 'credentials',
      severity: 'low',
      title: 'New passwords are not checked',
      rationale: 'Short passwords and those of known breaches are accepted.',
      remediation: 'Add `pam_pwquality` before `pam_unix`.',
      when: { sets_password: true, lines: { some: { type: 'password', module: { like: 'pam_unix*' } } } },
      pass: {
        lines: {
          some: {
            type: 'password',
            module: { like: ['pam_pwquality*', 'pam_cracklib*', 'pam_passwdqc*', 'pam_pwnd*'] },
          },
        },
      },
      fail: 'password required pam_unix.so yescrypt\n',
      good: 'password requisite pam_pwquality.so retry=3\npassword required pam_unix.so yescrypt\n',
    },
    {
      id: 'PAM-WEAK-HASH',
      file: 'pam.d/common-password',
      topic: 'credentials',
      cwe: ['CWE-916'],
      severity: 'medium',
      title: 'Passwords are stored with a weak hash',
      rationale: 'Whoever gets the file of hashes finds most passwords within hours.',
      remediation: 'Use `yescrypt`, or `sha512` with many rounds.',
      pass: {
        lines: {
          no: {
            module: { like: 'pam_unix*' },
            any: [{ args: { has: 'md5' } }, { args: { has: 'bigcrypt' } }, { args: { has: 'des' } }],
          },
        },
      },
      fail: 'password requisite pam_pwquality.so\npassword required pam_unix.so md5\n',
      good: 'password requisite pam_pwquality.so\npassword required pam_unix.so yescrypt\n',
    },
    {
      id: 'PAM-SHORT-PASSWORD',
      on: 'pam.pwquality',
      file: 'pwquality.conf',
      topic: 'credentials',
      severity: 'medium',
      title: 'Short passwords are accepted',
      rationale: 'The default is 8 characters, which is guessed fast once the hashes are known.',
      remediation: 'Set `minlen` to 12 or more.',
      pass: { minlen: { min: 12, default: 8 } },
      fail: 'minlen = 8\n',
      good: 'minlen = 14\n',
    },
    {
      id: 'PAM-LOCK-NEVER',
      on: 'pam.faillock',
      file: 'faillock.conf',
      topic: 'guessing',
      severity: 'medium',
      title: 'Accounts are locked after many failed attempts, or never',
      rationale: 'A value of 0 switches the lock off; large ones leave room for guessing.',
      remediation: 'Set `deny` to 5.',
      pass: { deny: { min: 1, max: 10, default: 3 } },
      fail: 'deny = 0\n',
      good: 'deny = 5\n',
    },
    {
      id: 'PAM-LOGIN-HASH',
      on: 'pam.login',
      file: 'login.defs',
      topic: 'credentials',
      cwe: ['CWE-916'],
      severity: 'medium',
      title: 'New passwords get a weak hash',
      rationale: 'Whoever gets the file of hashes finds most passwords within hours.',
      remediation: 'Set `ENCRYPT_METHOD YESCRYPT`.',
      pass: { ENCRYPT_METHOD: { notIn: ['MD5', 'DES', 'md5', 'des'] } },
      fail: 'ENCRYPT_METHOD MD5\n',
      good: 'ENCRYPT_METHOD YESCRYPT\n',
    },
  ],
);
