/** Every kind of secret. A row is added to the table of its group; nothing else has to be touched. */
import type { SecretKind } from '../kind.ts';
import { AZURE_SECRETS } from './azure.ts';
import { BUSINESS_SECRETS } from './business.ts';
import { CALL_SECRETS } from './calls.ts';
import { CLOUD_SECRETS } from './cloud.ts';
import { COMMAND_SECRETS } from './commands.ts';
import { CONNECTION_SECRETS } from './connections.ts';
import { CREDENTIAL_FILES } from './credential-files.ts';
import { DEVICE_SECRETS } from './devices.ts';
import { FORGE_SECRETS } from './forges.ts';
import { HEALTH_SECRETS } from './health.ts';
import { IDENTITY_SECRETS } from './identity.ts';
import { KEY_MATERIAL } from './key-material.ts';
import { MESSAGING_SECRETS } from './messaging.ts';
import { OBSERVING_SECRETS } from './observing.ts';
import { SERVICE_SECRETS } from './services.ts';
import { STATEMENT_SECRETS } from './statements.ts';

/** The first that matches a place names it: those that say what they are come before those that a name tells. */
export const SECRET_KINDS: readonly SecretKind[] = [
  ...KEY_MATERIAL,
  ...FORGE_SECRETS,
  ...CLOUD_SECRETS,
  ...AZURE_SECRETS,
  ...BUSINESS_SECRETS,
  ...MESSAGING_SECRETS,
  ...OBSERVING_SECRETS,
  ...SERVICE_SECRETS,
  ...CREDENTIAL_FILES,
  ...CONNECTION_SECRETS,
  ...COMMAND_SECRETS,
  ...CALL_SECRETS,
  ...DEVICE_SECRETS,
  ...STATEMENT_SECRETS,
  ...HEALTH_SECRETS,
  ...IDENTITY_SECRETS,
];
