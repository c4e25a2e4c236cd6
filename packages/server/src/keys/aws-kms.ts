/** AWS KMS: the key never leaves it; the encryption context binds each data key to its organisation. */
import { z } from 'zod';
import { askService, unexpected } from './ask-service.ts';
import { type AwsCredentials, signedHeaders } from './aws-signature.ts';
import type { KeyContext, KeyService } from './key-service.ts';

export interface AwsKms {
  readonly region: string;
  /** Key id, ARN or alias. */
  readonly key: string;
  /** Another one than that of the region, as `AWS_ENDPOINT_URL_KMS` has it. */
  readonly endpoint?: string;
  readonly credentials: AwsCredentials;
  readonly clock: () => Date;
}

export const AWS = 'aws-kms:';

const encrypted = z.object({ CiphertextBlob: z.base64().max(8192) });
const decrypted = z.object({ Plaintext: z.base64().max(8192) });

export function awsKms({ region, key, endpoint, credentials, clock }: AwsKms): KeyService {
  const url = new URL(endpoint ?? `https://kms.${region}.amazonaws.com/`);
  const ask = async <T>(action: string, body: object, schema: z.ZodType<T>): Promise<T> => {
    const text = JSON.stringify(body);
    const headers = signedHeaders(
      {
        method: 'POST',
        host: url.host,
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${action}` },
        body: text,
        region,
        service: 'kms',
        now: clock(),
      },
      credentials,
    );
    const parsed = schema.safeParse(
      await askService('AWS KMS', url, { method: 'POST', headers, body: text }),
    );
    if (!parsed.success) throw unexpected('AWS KMS');
    return parsed.data;
  };
  const keyId = `${AWS}${key}`;
  return {
    currentKeyId: async () => keyId,
    wrap: async (dataKey, context) => {
      const body = {
        KeyId: key,
        Plaintext: dataKey.toString('base64'),
        EncryptionContext: contextOf(context),
      };
      const { CiphertextBlob } = await ask('Encrypt', body, encrypted);
      return { keyId, bytes: Buffer.from(CiphertextBlob, 'base64') };
    },
    unwrap: async (wrapped, context) => {
      const { Plaintext } = await ask(
        'Decrypt',
        {
          // Named, so that no other key of the account can have wrapped it.
          KeyId: wrapped.keyId.slice(AWS.length),
          CiphertextBlob: wrapped.bytes.toString('base64'),
          EncryptionContext: contextOf(context),
        },
        decrypted,
      );
      return Buffer.from(Plaintext, 'base64');
    },
  };
}

function contextOf({ org, dataKey }: KeyContext): Record<string, string> {
  return { 'theriac:organisation': org, 'theriac:data-key': dataKey };
}
