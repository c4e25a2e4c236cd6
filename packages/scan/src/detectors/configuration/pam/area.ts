/** Authentication of Linux: PAM, and the settings of its modules. */
import type { ConfigurationArea } from '../contract.ts';

const LINE =
  /^[ \t]{0,9}-?(?:auth|account|password|session)[ \t]{1,20}(?:required|requisite|sufficient|optional|include|substack|\[)/m;
const SETTING =
  /^[ \t]{0,9}#?[ \t]{0,9}(?:minlen|minclass|dcredit|difok|deny|unlock_time|fail_interval|even_deny_root|ENCRYPT_METHOD|PASS_MAX_DAYS|UMASK)\b/m;

export const pam: ConfigurationArea = {
  id: 'pam',
  title: 'PAM',
  files: {
    names: ['pwquality.conf', 'faillock.conf', 'login.defs', 'pam.conf'],
    patterns: [
      {
        extension: '',
        path: /(?:^|\/)(?:pam\.d\/[^/]{1,200}|(?:common|system|password)-(?:auth|password|account)(?:-ac)?)$/,
      },
      { extension: '.conf', path: /(?:^|\/)pwquality\.conf\.d\/[^/]{1,200}$/ },
    ],
  },
  claims: (file) =>
    LINE.test(file.text()) || (/\.(?:conf|defs)$/.test(file.path) && SETTING.test(file.text())),
  load: () => import('./read.ts').then((m) => m.loaded),
};
