/** Columns of the tables of signing in, as kysely needs them. */
import type { ColumnType, Generated } from 'kysely';

/** Given and read as a Date. */
type Time = ColumnType<Date, Date, Date>;
/** Given as JSON text, read as its value. */
type Json = ColumnType<unknown, string, string>;

export interface IdentityTables {
  'theriac.sign_in_policy': {
    org_id: string;
    version: Generated<number>;
    second_factor_roles: Generated<string[]>;
    password_profile: Generated<'modern' | 'legacy-cms'>;
    check_breaches: Generated<boolean>;
    sso_required: Generated<boolean>;
  };
  'theriac.totp': {
    org_id: string;
    account_id: string;
    sealed_secret: Buffer;
    created_at: Time;
    confirmed_at: Date | null;
    last_step: Generated<string>;
  };
  'theriac.recovery_code': {
    org_id: string;
    account_id: string;
    code_hash: Buffer;
  };
  'theriac.passkey': {
    org_id: string;
    id: string;
    account_id: string;
    name: string;
    credential_id: string;
    public_key: Buffer;
    counter: string;
    created_at: Time;
    last_used_at: Date | null;
  };
  'theriac.sign_in_challenge': {
    org_id: string;
    id: string;
    kind: string;
    account_id: string | null;
    body: Json;
    expires_at: Time;
  };
  'theriac.identity_provider': {
    org_id: string;
    id: string;
    version: Generated<number>;
    name: string;
    settings: Json;
    sealed_secret: Buffer | null;
    created_at: Time;
  };
  'theriac.external_identity': {
    org_id: string;
    provider_id: string;
    subject: string;
    account_id: string;
    created_at: Time;
  };
  'theriac.ci_rule': {
    org_id: string;
    id: string;
    account_id: string;
    name: string;
    issuer: string;
    audience: string;
    claims: Json;
    permissions: string[];
    created_at: Time;
  };
  'theriac.scim_group': {
    org_id: string;
    id: string;
    version: Generated<number>;
    display_name: string;
    external_id: string | null;
    created_at: Time;
  };
  'theriac.scim_member': {
    org_id: string;
    group_id: string;
    account_id: string;
  };
  'theriac.break_glass': {
    org_id: string;
    id: string;
    account_id: string;
    informed_id: string;
    reason: string;
    started_at: Time;
    ends_at: Time;
  };
  'theriac.notice': {
    org_id: string;
    id: string;
    account_id: string;
    kind: string;
    body: Json;
    created_at: Time;
    sent_at: Date | null;
  };
  'theriac.factor_reset': {
    org_id: string;
    account_id: string;
    requested_by: string;
    requested_at: Time;
    reason: string;
  };
}
