/** Secrets of no known kind: what a name that promises one is given, where the value looks like one. */
import type { SecretKind } from './kind.ts';

const CHANGE = 'change it where it is checked, and keep the new one outside of the repository';

const generic = (id: string, title: string, severity: SecretKind['severity']): Omit<SecretKind, 'how'> => ({
  id,
  title,
  severity,
  revoke: CHANGE,
});

export const GENERIC_PASSWORD = generic('PASSWORD', 'Password', 'high');
export const GENERIC_KEY = generic('KEY', 'Key, token or secret', 'high');
/** A word and a number: told where it is deployed only, because tests and documentation are full of them. */
export const GUESSABLE_PASSWORD = generic('GUESSABLE-PASSWORD', 'Password that can be guessed', 'medium');
export const PASSWORD_HASH: Omit<SecretKind, 'how'> = {
  ...generic('PASSWORD-HASH', 'Hash of a password without a salt', 'medium'),
  revoke: 'change the password; hashes are guessed offline',
};

/** By a name alone. */
export const GENERIC_KINDS = [GENERIC_PASSWORD, GENERIC_KEY, GUESSABLE_PASSWORD, PASSWORD_HASH];

/** Ends of names, in plain form. */
const PASSWORD_NAME =
  /(?:password|passwd|passphrase|pwd|passcode|requirepass|masterauth|(?:admin|app|auth|become|bind|client|db|ftp|host|imap|key|keystore|ldap|login|mail|mongo|mysql|pg|postgres|proxy|rabbitmq|redis|remote|root|server|service|sftp|smtp|sql|ssh|store|sudo|svc|truststore|user|wifi)pass)\d?$|^(?:pass|pw)$/;
const KEY_NAME =
  /(?:secret|token|apikey|appkey|applicationkey|accesskey|secretkey|privatekey|authkey|sharedkey|signingkey|encryptionkey|masterkey|credential|credentials|secretvalue|accesstoken|apitoken|authtoken|refreshtoken|bearertoken|secrettoken)\d?$/;
/** Last words of names that say `password` or `key` as well, and words before it, that make it something else. */
const OTHER_WORD =
  'public|csrf|xsrf|page|next|continuation|cursor|sync|device|push|fcm|sort|cache|primary|foreign|partition|row|column|field|form|label|placeholder|input|confirm|reset|forgot|change|new|old|hash|hashed|encrypted|encoded|masked|error|invalid|missing|min|max|length|policy|strength|hint|type|kind|name|id|path|file|dir|url|uri|ref|arn|header|prefix|suffix|regex|pattern|count|limit|expiry|expires|ttl|is|has|no|show|hide|toggle|enable|disable|require|required|allow|valid|validate|get|set|fetch|load|read|list|delete|create|generate|refresh';
const PROMISE = 'password|passwd|pwd|token|secret|key|credentials?';
const OTHER_NAME = new RegExp(
  `(?:^| )(?:${OTHER_WORD})(?: ?(?:${PROMISE}))?$|public[a-z ]{0,20}$|idempotency|sentry|google ?maps`,
);

/** Names whose password opens something else, which has to be given it as it is and never as a hash. */
const CLIENT_NAME =
  /(?:db|database|datasource|jdbc|sql|postgres|pg|mariadb|mongo|redis|rabbitmq|amqp|broker|kafka|elastic|smtp|mail|imap|ftp|ldap|bind|keystore|truststore|proxy|registry|mqtt|ssh)/;

/** What was computed from a secret is none: `sha3_256_hash_of_signing_key`. */
const DERIVED_NAME = /(?:^| )(?:hash|sha\d{0,3}|md5|digest|checksum|fingerprint|thumbprint)(?: |$)/;

export function isDerivedName(name: string): boolean {
  return DERIVED_NAME.test(wordsOf(name));
}

/** Words of a name with a space between each: `dbPassword`, `DB_PASSWORD` → `db password`. */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]{1,100}/g, ' ')
    .trim()
    .toLowerCase();
}

/** @param name as it is written, @param plain in plain form */
export function genericKindOf(plain: string, name: string): 'password' | 'key' | undefined {
  const isPassword = PASSWORD_NAME.test(plain);
  if (!isPassword && !KEY_NAME.test(plain)) return undefined;
  if (OTHER_NAME.test(wordsOf(name))) return undefined;
  return isPassword ? 'password' : 'key';
}

export function opensSomethingElse(plain: string): boolean {
  return CLIENT_NAME.test(plain);
}
