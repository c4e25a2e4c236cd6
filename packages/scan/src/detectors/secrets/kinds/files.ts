/** Secrets that nothing but their file tells: all that is in it, or a line of it. */
import type { SecretKind } from '../kind.ts';

export interface FileKind extends Omit<SecretKind, 'how'> {
  /** Of paths below the target. */
  readonly files: RegExp;
  /** Global: every match has one; group `secret` is the secret. */
  readonly pattern: RegExp;
}

export const FILE_KINDS: readonly FileKind[] = [
  {
    id: 'RAILS-KEY',
    title: 'Key of the credentials of Rails',
    severity: 'critical',
    revoke: '`rails credentials:edit` with a new key; change everything that the file has',
    files: /(?:^|\/)config\/(?:master|credentials\/[\w-]{1,40})\.key$/,
    pattern: /^(?<secret>[0-9a-f]{32})$/gm,
  },
  {
    id: 'ERLANG-COOKIE',
    title: 'Cookie of Erlang nodes',
    severity: 'high',
    revoke: 'write a new cookie to every node: who has it runs code on them',
    files: /(?:^|\/)\.erlang\.cookie$/,
    pattern: /^(?<secret>[A-Za-z0-9_+/=-]{16,255})$/gm,
  },
  {
    id: 'ASTERISK-SECRET',
    title: 'Password of a telephone in the configuration of Asterisk',
    severity: 'high',
    revoke: 'change the password in the configuration and at the telephone',
    files: /(?:^|\/)(?:sip|iax|pjsip|manager|users)[\w-]{0,40}\.conf$/,
    pattern: /^(?:secret|password)[ \t]{0,8}=>?[ \t]{0,8}(?=\S{0,90}[0-9])(?<secret>[^\s;]{8,100})$/gm,
  },
  {
    id: 'GIT-CREDENTIALS-FILE',
    title: 'Password in .git-credentials',
    severity: 'critical',
    revoke: 'change the password, or revoke the token, at the forge',
    files: /(?:^|\/)\.git-credentials$/,
    // The last `@` ends the password: those before it are part of it.
    pattern: /^https?:\/\/[^\s:@/]{1,200}:(?<secret>\S{3,300})@[^\s@]{1,200}$/gm,
  },
];
