/** The transit engine of HashiCorp Vault and OpenBao: keys of versions, with associated data. */
import { z } from 'zod';
import { askService, unexpected } from './ask-service.ts';
import type { KeyContext, KeyService } from './key-service.ts';

export interface VaultTransit {
  /** `https://vault.example.org:8200` */
  readonly address: string;
  /** Where the engine is mounted. */
  readonly mount: string;
  readonly key: string;
  readonly token: string;
  readonly namespace?: string;
}

export const VAULT = 'vault:';

const described = z.object({ data: z.object({ latest_version: z.int().min(1) }) });
const encrypted = z.object({ data: z.object({ ciphertext: z.string().max(8192) }) });
const decrypted = z.object({ data: z.object({ plaintext: z.base64().max(8192) }) });
const VERSION = /^vault:v(\d{1,9}):/;

export function vaultTransit({ address, mount, key, token, namespace }: VaultTransit): KeyService {
  const headers = {
    'x-vault-token': token,
    'x-vault-request': 'true',
    'content-type': 'application/json',
    ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
  };
  const ask = async <T>(path: string, schema: z.ZodType<T>, body?: object): Promise<T> => {
    const url = new URL(`/v1/${mount}/${path}/${encodeURIComponent(key)}`, address);
    const answer = await askService('Vault', url, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const parsed = schema.safeParse(answer);
    if (!parsed.success) throw unexpected('Vault');
    return parsed.data;
  };
  const idOf = (version: number | string): string => `${VAULT}${mount}/${key}:v${version}`;
  return {
    currentKeyId: async () => idOf((await ask('keys', described)).data.latest_version),
    wrap: async (dataKey, context) => {
      const { data } = await ask('encrypt', encrypted, {
        plaintext: dataKey.toString('base64'),
        associated_data: boundTo(context),
      });
      const [, version] = VERSION.exec(data.ciphertext) ?? [];
      if (version === undefined) throw unexpected('Vault');
      return { keyId: idOf(version), bytes: Buffer.from(data.ciphertext, 'utf8') };
    },
    unwrap: async ({ bytes }, context) => {
      const { data } = await ask('decrypt', decrypted, {
        ciphertext: bytes.toString('utf8'),
        associated_data: boundTo(context),
      });
      return Buffer.from(data.plaintext, 'base64');
    },
  };
}

function boundTo({ org, dataKey }: KeyContext): string {
  return Buffer.from(JSON.stringify(['theriac', org, dataKey]), 'utf8').toString('base64');
}
