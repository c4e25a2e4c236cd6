/** The key service that was chosen wraps; what another one wrapped before is still unwrapped, until it is wrapped anew. */
import { join } from 'node:path';
import { TheriacError } from '@theriac/core';
import { AWS, awsKms } from './aws-kms.ts';
import type { KeyService } from './key-service.ts';
import { localKeys } from './local-keys.ts';
import { VAULT, vaultTransit } from './vault-transit.ts';

export interface KeysChosen {
  /** Of the installation. */
  readonly dataFolder: string;
  /** `aws-kms:REGION/KEY` or `vault:ADDRESS/MOUNT/KEY`; absent: a file. */
  readonly service?: string | undefined;
  /** Credentials, by the names that the services' own programs use. */
  readonly env: NodeJS.ProcessEnv;
  readonly clock: () => Date;
}

export function keyServiceOf({ dataFolder, service, env, clock }: KeysChosen): KeyService {
  const local = localKeys(join(dataFolder, 'keys'));
  if (service === undefined) return local;
  const chosen = service.startsWith(AWS)
    ? awsOf(service, env, clock)
    : service.startsWith(VAULT)
      ? vaultOf(service, env)
      : undefined;
  if (chosen === undefined) throw unusable('write aws-kms:REGION/KEY or vault:https://HOST:PORT/MOUNT/KEY');
  const prefix = service.startsWith(AWS) ? AWS : VAULT;
  return {
    ...chosen,
    unwrap: (wrapped, context) =>
      (wrapped.keyId.startsWith(prefix) ? chosen : local).unwrap(wrapped, context),
  };
}

const AWS_FORM = /^aws-kms:([a-z0-9-]{1,40})\/(\S{1,500})$/;

function awsOf(service: string, env: NodeJS.ProcessEnv, clock: () => Date): KeyService {
  const [, region, key] = AWS_FORM.exec(service) ?? [];
  if (region === undefined || key === undefined) throw unusable('write aws-kms:REGION/KEY');
  const { AWS_SESSION_TOKEN: sessionToken, AWS_ENDPOINT_URL_KMS: endpoint } = env;
  return awsKms({
    region,
    key,
    clock,
    credentials: {
      accessKeyId: needed(env, 'AWS_ACCESS_KEY_ID'),
      secretAccessKey: needed(env, 'AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
    ...(endpoint === undefined ? {} : { endpoint }),
  });
}

const VAULT_FORM = /^vault:(https?:\/\/[^\s/]{1,300})\/([^\s]{1,200})\/([^\s/]{1,200})$/;

function vaultOf(service: string, env: NodeJS.ProcessEnv): KeyService {
  const [, address, mount, key] = VAULT_FORM.exec(service) ?? [];
  if (address === undefined || mount === undefined || key === undefined)
    throw unusable('write vault:https://HOST:PORT/MOUNT/KEY');
  const { protocol, hostname } = new URL(address);
  if (protocol === 'http:' && hostname !== '127.0.0.1' && hostname !== 'localhost')
    throw unusable('a key service that is not on this machine is asked over https');
  const { VAULT_NAMESPACE: namespace } = env;
  return vaultTransit({
    address,
    mount,
    key,
    token: needed(env, 'VAULT_TOKEN'),
    ...(namespace === undefined ? {} : { namespace }),
  });
}

function needed(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw unusable(`${name} is not set`);
  return value;
}

function unusable(why: string): TheriacError {
  return new TheriacError('THERIAC_USAGE', `--key-service: ${why}`);
}
