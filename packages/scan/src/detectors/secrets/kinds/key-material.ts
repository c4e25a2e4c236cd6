/** Private keys, in every form in which programs write them as text. */
import type { SecretKind } from '../kind.ts';
import { patterned, shaped } from './row.ts';

const REVOKE = 'make a new pair, replace the public key everywhere, and revoke certificates of the old one';
const BODY = '{base64:64}\\n{base64:64}\\n{base64:40}';

const pem = (id: string, title: string, severity: SecretKind['severity'], label: string): SecretKind =>
  patterned(
    id,
    title,
    severity,
    REVOKE,
    [`-----begin ${label.toLowerCase()}-----`],
    new RegExp(`-----BEGIN ${label}-----(?<secret>[^-]{60,16384})-----END`, 'iy'),
    [
      `-----BEGIN ${label}-----\n${BODY.replaceAll('\\n', '\n')}\n-----END ${label}-----`,
      `key = "-----BEGIN ${label}-----\\n${BODY}\\n-----END ${label}-----\\n"`,
    ],
    'pem',
  );

export const KEY_MATERIAL: readonly SecretKind[] = [
  pem('KEY-RSA', 'Private RSA key', 'critical', 'RSA PRIVATE KEY'),
  pem('KEY-EC', 'Private key of an elliptic curve', 'critical', 'EC PRIVATE KEY'),
  pem('KEY-DSA', 'Private DSA key', 'critical', 'DSA PRIVATE KEY'),
  pem('KEY-PKCS8', 'Private key', 'critical', 'PRIVATE KEY'),
  pem('KEY-OPENSSH', 'Private key of OpenSSH', 'critical', 'OPENSSH PRIVATE KEY'),
  pem('KEY-ENCRYPTED', 'Private key under a password', 'medium', 'ENCRYPTED PRIVATE KEY'),
  pem('KEY-SSH2', 'Private key of SSH2', 'high', 'SSH2 ENCRYPTED PRIVATE KEY'),
  pem('KEY-PGP', 'Private key of OpenPGP', 'critical', 'PGP PRIVATE KEY BLOCK'),
  patterned(
    'KEY-PUTTY',
    'Private key of PuTTY',
    'critical',
    REVOKE,
    ['putty-user-key-file-'],
    /PuTTY-User-Key-File-[23]: [^\n]{3,60}\n(?:[^\n]{0,200}\n){1,60}?Private-Lines: \d{1,4}\n(?<secret>[A-Za-z0-9+/=\n]{40,8192})/iy,
    [
      'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: ward\nPublic-Lines: 1\n{base64:64}\nPrivate-Lines: 1\n{base64:48}\nPrivate-MAC: {hex:64}\n',
    ],
  ),
  shaped('KEY-AGE', 'Private key of age', 'critical', REVOKE, ['AGE-SECRET-KEY-1{bech32:58}']),
  patterned(
    'KEY-MINISIGN',
    'Private key of minisign',
    'high',
    REVOKE,
    ['minisign encrypted secret key'],
    /minisign encrypted secret key\n(?<secret>RWR[A-Za-z0-9+/=]{100,300})/iy,
    ['untrusted comment: minisign encrypted secret key\nRWR{base64:200}\n'],
  ),
  patterned(
    'KEY-WIREGUARD',
    'Private key of WireGuard',
    'critical',
    REVOKE,
    ['privatekey'],
    /PrivateKey\s{0,4}=\s{0,4}(?<secret>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)/iy,
    ['[Interface]\nPrivateKey = {base64:42}A=\nAddress = 10.0.0.2/32\n'],
  ),
  patterned(
    'KEY-WIREGUARD-SHARED',
    'Shared key of WireGuard',
    'high',
    REVOKE,
    ['presharedkey'],
    /PresharedKey\s{0,4}=\s{0,4}(?<secret>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)/iy,
    ['[Peer]\nPresharedKey = {base64:42}A=\n'],
  ),
  patterned(
    'KEY-OPENVPN',
    'Static key of OpenVPN',
    'critical',
    REVOKE,
    ['-----begin openvpn static key'],
    /-----BEGIN OpenVPN Static key V1-----(?<secret>\s(?:[0-9a-f]{32}\s){8,16})/iy,
    [
      `-----BEGIN OpenVPN Static key V1-----\n${'{hex:32}\n'.repeat(16)}-----END OpenVPN Static key V1-----\n`,
    ],
  ),
  patterned(
    'KEY-JWK',
    'Private key as JSON Web Key',
    'critical',
    `${REVOKE}; register the new public key where it is used (SMART Backend Services: the JWKS of the client)`,
    ['"d"'],
    /"d"\s{0,4}:\s{0,4}"(?<secret>[A-Za-z0-9_-]{43,700})"/y,
    ['{"kty": "EC", "crv": "P-384", "x": "a", "d": "{base64url:64}"}'],
    'mixed',
  ),
  patterned(
    'KEY-GOOGLE-ACCOUNT',
    'Key of a Google service account',
    'critical',
    'Google Cloud: IAM → Service accounts → Keys',
    ['"private_key_id"'],
    /"private_key_id"\s{0,4}:\s{0,4}"(?<secret>[0-9a-f]{40})"/y,
    ['{"type": "service_account", "private_key_id": "{hex:40}", "client_id": "1"}'],
  ),
  patterned(
    'KEY-TOTP',
    'Seed of one-time passwords',
    'high',
    'enrol the second factor anew',
    ['otpauth://'],
    /otpauth:\/\/[th]otp\/[^?\s]{1,200}\?[^\s"']{0,200}?secret=(?<secret>[A-Z2-7]{16,128})/iy,
    ['otpauth://totp/Ward:nurse?secret={base32:32}&issuer=Ward'],
  ),
  patterned(
    'KEY-BITCOIN',
    'Extended private key of a wallet',
    'critical',
    'move what it guards',
    ['xprv'],
    /xprv(?<secret>[1-9A-HJ-NP-Za-km-z]{100,112})/y,
    ['wallet: xprv{base58:107}'],
  ),
];
