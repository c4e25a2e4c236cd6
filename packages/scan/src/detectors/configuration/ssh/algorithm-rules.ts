/** Algorithms of SSH: a list that begins with `-` takes out, everything else adds or sets. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const MAIN = 'PasswordAuthentication no\nPermitRootLogin no\nClientAliveInterval 300\n';

export const SSH_ALGORITHM_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'ssh.server', file: 'sshd_config' },
  [
    {
      id: 'SSH-PROTOCOL-1',
      topic: 'weakTls',
      severity: 'high',
      title: 'SSH speaks its first protocol',
      rationale: 'Version 1 can be read and changed by whoever sits between client and server.',
      remediation: 'Remove `Protocol`.',
      pass: { protocol: { hasNone: '1' } },
      fail: `${MAIN}Protocol 2,1\n`,
      good: `${MAIN}Protocol 2\n`,
      after: 'Protocol 2',
    },
    {
      id: 'SSH-WEAK-CIPHERS',
      topic: 'weakTls',
      severity: 'medium',
      title: 'SSH accepts weak ciphers',
      rationale:
        'RC4, triple DES and modes with CBC are open to known attacks; today’s defaults leave them out.',
      remediation: 'Remove `Ciphers`, or name ciphers with GCM, CTR and ChaCha20 alone.',
      when: { ciphers: { exists: true, notLike: '-*' } },
      pass: {
        ciphers: { notLike: ['*arcfour*', '*3des*', '*-cbc*', '*blowfish*', '*cast128*', '*rijndael*'] },
      },
      fail: `${MAIN}Ciphers aes256-ctr,aes128-cbc\n`,
      good: `${MAIN}Ciphers aes256-gcm@openssh.com,aes256-ctr\n`,
      after: 'Ciphers chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes256-ctr',
    },
    {
      id: 'SSH-WEAK-MACS',
      topic: 'weakTls',
      severity: 'low',
      title: 'SSH accepts weak message authentication',
      rationale: 'MD5 and truncated hashes protect the integrity of a session less than today’s defaults.',
      remediation: 'Remove `MACs`, or name those with SHA-2 and `etm` alone.',
      when: { macs: { exists: true, notLike: '-*' } },
      pass: { macs: { notLike: ['*hmac-md5*', '*-96*', '*ripemd*', '*umac-64*'] } },
      fail: `${MAIN}MACs hmac-sha2-256,hmac-md5\n`,
      good: `${MAIN}MACs hmac-sha2-512-etm@openssh.com\n`,
      after: 'MACs hmac-sha2-512-etm@openssh.com,hmac-sha2-256-etm@openssh.com',
    },
    {
      id: 'SSH-WEAK-KEY-EXCHANGE',
      topic: 'weakTls',
      severity: 'medium',
      title: 'SSH accepts weak key exchange',
      rationale:
        'Groups of 1024 bits and SHA-1 are within reach of well-funded attackers, who can then read recorded sessions.',
      remediation: 'Remove `KexAlgorithms`, or name those with Curve25519 or SHA-2 alone.',
      when: { kexalgorithms: { exists: true, notLike: '-*' } },
      pass: { kexalgorithms: { notLike: ['*group1-sha1*', '*group14-sha1*', '*group-exchange-sha1*'] } },
      fail: `${MAIN}KexAlgorithms diffie-hellman-group1-sha1\n`,
      good: `${MAIN}KexAlgorithms curve25519-sha256\n`,
      after: 'KexAlgorithms mlkem768x25519-sha256,curve25519-sha256',
    },
  ],
);
