/**
 * HashiCorp Vault's transit engine (https://developer.hashicorp.com/vault/api-docs/secret/transit): the key stays there;
 * only messages are sent. Address, token and mount come from the environment that Vault's own tools use.
 */
import { createPublicKey } from 'node:crypto';
import { TheriacError } from '@theriac/core';
import { type KeyAlgorithm, type Signer, verifierOf } from '@theriac/formats/attest';

/** Key types of the transit engine that Theriac's envelopes can carry. */
const ALGORITHMS: Readonly<Record<string, KeyAlgorithm>> = {
  ed25519: 'ed25519',
  'ecdsa-p256': 'ecdsa-p256',
};
const TIMEOUT_MS = 30_000;
const MAX_ANSWER = 1024 * 1024;

export async function vaultSigner(key: string, env: NodeJS.ProcessEnv): Promise<Signer> {
  const { VAULT_ADDR, VAULT_TOKEN, VAULT_NAMESPACE, VAULT_TRANSIT_MOUNT = 'transit' } = env;
  const refuse = (reason: string, cause?: unknown): TheriacError =>
    new TheriacError('THERIAC_KEY', reason, { path: `vault:${key}` }, { cause });
  if (VAULT_ADDR === undefined || VAULT_TOKEN === undefined)
    throw refuse('the environment variables VAULT_ADDR and VAULT_TOKEN are required');
  if (!/^[\w.-]+$/.test(key)) throw refuse('not a valid name of a transit key');
  const ask = async (path: string, body?: object): Promise<Record<string, unknown>> => {
    let response: Response;
    try {
      response = await fetch(new URL(`/v1/${VAULT_TRANSIT_MOUNT}/${path}`, VAULT_ADDR), {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          'X-Vault-Token': VAULT_TOKEN,
          ...(VAULT_NAMESPACE === undefined ? {} : { 'X-Vault-Namespace': VAULT_NAMESPACE }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw refuse('Vault does not respond', cause);
    }
    if (!response.ok) throw refuse(`Vault answered ${response.status}`);
    const text = await response.text();
    if (text.length > MAX_ANSWER) throw refuse('the response of Vault is too long');
    return dataOf(text) ?? Promise.reject(refuse('the response of Vault is invalid'));
  };
  const described = await ask(`keys/${key}`);
  const algorithm = ALGORITHMS[String(described.type)];
  if (algorithm === undefined) throw refuse('not an ed25519 or ecdsa-p256 key');
  const version = String(described.latest_version);
  const pem = publicPem(described.keys, version, algorithm);
  if (pem === undefined) throw refuse('Vault does not show the public half of this key');
  return {
    keyId: verifierOf(pem, `vault:${key}`).keyId,
    algorithm,
    sign: async (message) => {
      const body = {
        input: Buffer.from(message).toString('base64'),
        ...(algorithm === 'ecdsa-p256' ? { hash_algorithm: 'sha2-256', marshaling_algorithm: 'asn1' } : {}),
      };
      const { signature } = await ask(`sign/${key}`, body);
      const parts = /^vault:v\d+:([A-Za-z0-9+/=]+)$/.exec(String(signature));
      if (parts === null) throw refuse('the response of Vault contains no signature');
      return Buffer.from(parts[1] ?? '', 'base64');
    },
  };
}

function dataOf(text: string): Record<string, unknown> | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    const data = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : undefined;
    return typeof data === 'object' && data !== null ? Object.fromEntries(Object.entries(data)) : undefined;
  } catch {
    return undefined;
  }
}

/** Vault shows ECDSA keys as PEM and Ed25519 keys as their 32 bytes in base64. */
function publicPem(keys: unknown, version: string, algorithm: KeyAlgorithm): string | undefined {
  if (typeof keys !== 'object' || keys === null || !Object.hasOwn(keys, version)) return undefined;
  const entry: unknown = Object.entries(keys).find(([name]) => name === version)?.[1];
  const shown =
    typeof entry === 'object' && entry !== null && 'public_key' in entry ? String(entry.public_key) : '';
  if (algorithm === 'ecdsa-p256') return shown.includes('BEGIN PUBLIC KEY') ? shown : undefined;
  const raw = Buffer.from(shown, 'base64');
  if (raw.length !== 32) return undefined;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') };
  return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
}
