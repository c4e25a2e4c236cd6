/** What the form of a secret proves: checksums and parts that only the real thing has. */

import { crc32 } from 'node:zlib';
import { isPasswordOfCommand, isPlaceholder } from './strength.ts';

export const CHECKS = {
  /** GitHub: the last six characters are the CRC-32 of the thirty before them, in base 62. */
  'base62-crc': (value: string): boolean => {
    const body = /_([0-9A-Za-z]{30,})$/.exec(value)?.[1] ?? '';
    return base62(crc32(body.slice(0, -6))) === body.slice(-6);
  },
  /** Grafana: the last eight characters are the CRC-32 of what stands before, lowest byte first. */
  'hex-crc': (value: string): boolean => {
    const at = value.lastIndexOf('_');
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(crc32(value.slice(0, at)));
    return bytes.toString('hex') === value.slice(at + 1);
  },
  /** The head is JSON with an algorithm, and the token is signed. */
  jwt: (value: string): boolean => {
    const [head = '', body = '', signature = ''] = value.split('.');
    const header = json(head);
    return (
      signature !== '' && typeof header?.alg === 'string' && header.alg !== 'none' && json(body) !== undefined
    );
  },
  /** A token that a cluster of Kubernetes has issued: its body says so. */
  'kubernetes-jwt': (value: string): boolean => {
    const body = Buffer.from(value.split('.')[1] ?? '', 'base64url').toString('latin1');
    return body.includes('kubernetes');
  },
  /** Letters and digits both, as chance has them in so long a text. */
  mixed: (value: string): boolean => /[0-9]/.test(value) && /[A-Za-z]/.test(value),
  /** The text between the lines is base64 of at least 32 bytes. */
  pem: (value: string): boolean => {
    const body = value
      .split(/(?:\\r)?\\n|\\r|\r?\n|&#1[03];/)
      .map((line) => line.replace(/^[>\s]+/, ''))
      .filter((line) => !/^-----|:/.test(line.trim()))
      .join('')
      .replace(/["'+,\s\\]/g, '');
    return /^[A-Za-z0-9+/]{40,}={0,2}$/.test(body);
  },
  /** `name:password` in base64. */
  'basic-pair': (value: string): boolean => {
    const text = Buffer.from(value, 'base64').toString('latin1');
    const pair = /^[\x21-\x7e]{1,100}:([\x21-\x7e]{3,200})$/.exec(text);
    // As in addresses: what documentation writes is none.
    return (
      pair !== null &&
      !isPlaceholder(pair[1] ?? '') &&
      !/^(?:pass|pw|pwd|password|passwd|world|my-client-secret)$/i.test(pair[1] ?? '')
    );
  },
  /** Digits or marks, and no name or reference. */
  'password-of-command': isPasswordOfCommand,
  /** What a letter, a digit and a sign are drawn from: by chance all three are in it. */
  'django-key': (value: string): boolean =>
    /[a-z]/.test(value) && /[0-9]/.test(value) && /[^a-z0-9_-]/.test(value.slice(-50)),
  /** Base64 of a password. */
  'base64-text': (value: string): boolean => {
    const text = Buffer.from(value, 'base64').toString('latin1');
    return /^[\x21-\x7e]{4,150}$/.test(text) && !isPlaceholder(text);
  },
  /** Letters of both cases, as chance has them in so long a text. */
  'both-cases': (value: string): boolean =>
    /[a-z].*[a-z]/.test(value.slice(8)) && /[A-Z].*[A-Z]/.test(value.slice(8)),
} as const satisfies Readonly<Record<string, (value: string) => boolean>>;

export type CheckName = keyof typeof CHECKS;

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Six digits, zeros before. */
export function base62(number: number): string {
  let text = '';
  for (let rest = number; rest > 0; rest = Math.floor(rest / 62)) text = DIGITS.charAt(rest % 62) + text;
  return text.padStart(6, '0');
}

function json(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch {
    return undefined;
  }
}
