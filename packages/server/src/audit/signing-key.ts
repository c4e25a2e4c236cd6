/** The key that signs checkpoints, and the name of each organisation's trail. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { TheriacError } from '@theriac/core';
import { noteKey, noteKeyText } from '@theriac/formats/audit';
import { keyFile } from '../keys/key-folder.ts';

/** Does not change when the organisation is renamed or the server moves. */
export function originOf(org: string): string {
  return `theriac/audit/${org}`;
}

/** @param folder of the server's keys */
export function signingKey(folder: string): KeyObject {
  const pem = keyFile(folder, 'audit-signing.pem', () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new TheriacError(
      'THERIAC_SERVER_KEYS',
      'audit-signing.pem is not a private key in PEM',
      {},
      { cause },
    );
  }
}

/** What an auditor keeps: the public key under the name of the trail. */
export function publicKeyText(org: string, key: KeyObject): string {
  return noteKeyText(noteKey(originOf(org), key));
}
