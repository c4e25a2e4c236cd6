/** Configuration of the OpenSSH server. */
import type { ConfigurationArea } from '../contract.ts';

const KEYWORD =
  /^[ \t]{0,40}#?[ \t]{0,9}(?:PermitRootLogin|PasswordAuthentication|PubkeyAuthentication|UsePAM|HostKey|AuthorizedKeysFile|AllowUsers|AllowGroups|KexAlgorithms|Ciphers|MACs|X11Forwarding|Subsystem|ClientAliveInterval|LogLevel|MaxAuthTries)[ \t=]/im;

export const ssh: ConfigurationArea = {
  id: 'ssh',
  title: 'OpenSSH server',
  files: {
    names: ['sshd_config'],
    patterns: [{ extension: '.conf', path: /(?:^|\/)sshd_config\.d\/[^/]{1,200}$/ }],
  },
  claims: (file) => KEYWORD.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
