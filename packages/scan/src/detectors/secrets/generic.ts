/** Secrets of no known kind: what a name that promises one is given, where the value looks like one. */
import type { SecretKind } from './kind.ts';

const generic = (id: string, title: string, severity: SecretKind['severity']): Omit<SecretKind, 'how'> => ({
  id,
  title,
  severity,
  revoke: 'change it where it is checked, and keep the new one outside of the repository',
});

export const GENERIC_PASSWORD = generic('PASSWORD', 'Password', 'high');
export const GENERIC_KEY = generic('KEY', 'Key, token or secret', 'high');

/** Ends of names, in plain form. */
const PASSWORD_NAME =
  /(?:password|passwd|passphrase|pwd|passcode|userpass|dbpass|adminpass|rootpass|mysqlpass|ftppass|smtppass)\d?$|^(?:pass|pw)$/;
const KEY_NAME =
  /(?:secret|token|apikey|accesskey|secretkey|privatekey|authkey|sharedkey|signingkey|encryptionkey|masterkey|credential|credentials|secretvalue|accesstoken|apitoken|authtoken|refreshtoken|bearertoken|secrettoken)\d?$/;
/** Names that end alike and are about something else. */
const NO_SECRET_NAME =
  /(?:public|csrf|xsrf|page|next|continuation|cursor|sync|device|push|fcm|sort|cache|primary|foreign|partition|row|column|field|form|label|placeholder|input|confirm|reset|forgot|change|new|old|hash|hashed|encrypted|encoded|masked|error|invalid|missing|min|max|length|policy|strength|hint|type|kind|name|id|path|file|dir|url|uri|ref|arn|header|prefix|suffix|regex|pattern|count|limit|expiry|expires|ttl|is|has|no|show|hide|toggle|enable|disable|require|required|allow|valid|validate|get|set|fetch|load|read|list|delete|create|generate|refresh)(?:password|passwd|pwd|token|secret|key|credentials?)?$|(?:idempotency|sentry|google.?maps)/;

export function genericKindOf(plain: string): 'password' | 'key' | undefined {
  if (NO_SECRET_NAME.test(plain)) return undefined;
  if (PASSWORD_NAME.test(plain)) return 'password';
  return KEY_NAME.test(plain) ? 'key' : undefined;
}
