/** Columns of the tables, as kysely needs them; the SQL of the migrations decides, and a test compares the two. */
import type { ColumnType, Generated } from 'kysely';
import type { SignInMethod } from '../identity/sign-in-method.ts';
import type { IdentityTables } from './identity-tables.ts';

/** Given and read as a Date. */
type Time = ColumnType<Date, Date, Date>;
/** Given as JSON text, read as its value. */
type Json = ColumnType<unknown, string, string>;

export interface Tables extends IdentityTables {
  'theriac.organisation': {
    org_id: string;
    version: Generated<number>;
    slug: string;
    name: string;
    time_zone: string;
    regulations: Generated<string[]>;
    created_at: Time;
  };
  'theriac.account': {
    org_id: string;
    id: string;
    version: Generated<number>;
    kind: 'person' | 'service';
    name: string;
    email: string | null;
    state: Generated<'active' | 'disabled'>;
    password_hash: string | null;
    failed_sign_ins: Generated<number>;
    locked_until: Date | null;
    created_at: Time;
    last_sign_in_at: Date | null;
    external_id: string | null;
  };
  'theriac.password_history': {
    org_id: string;
    account_id: string;
    set_at: Time;
    password_hash: string;
  };
  'theriac.role_grant': {
    org_id: string;
    account_id: string;
    id: string;
    role: string;
    scope_kind: 'organisation' | 'programme' | 'system';
    scope_id: string | null;
    valid_until: Date | null;
    granted_by: string;
    granted_at: Time;
    source: Generated<'administrator' | 'groups' | 'scim' | 'break-glass'>;
  };
  'theriac.session': {
    org_id: string;
    id: string;
    account_id: string;
    secret_hash: Buffer;
    created_at: Time;
    last_used_at: Time;
    idle_until: Time;
    absolute_until: Time;
    stepped_up_at: Date | null;
    address: string | null;
    user_agent: string | null;
    method: Generated<SignInMethod>;
  };
  'theriac.token': {
    org_id: string;
    id: string;
    account_id: string;
    name: string;
    secret_hash: Buffer;
    last_four: string;
    permissions: string[];
    created_at: Time;
    expires_at: Time;
    last_used_at: Date | null;
    revoked_at: Date | null;
  };
  'theriac.programme': {
    org_id: string;
    id: string;
    version: Generated<number>;
    name: string;
    description: Generated<string>;
    created_at: Time;
  };
  'theriac.system': {
    org_id: string;
    id: string;
    version: Generated<number>;
    programme_id: string;
    name: string;
    description: Generated<string>;
    owner_id: string | null;
    backup_owner_id: string | null;
    facts: Json;
    created_at: Time;
    retired_at: Date | null;
  };
  'theriac.system_change': {
    org_id: string;
    system_id: string;
    version: number;
    at: Time;
    by: string;
    reason: string;
    changes: Json;
  };
  'theriac.audit_event': {
    org_id: string;
    seq: string;
    at: Time;
    action: string;
    actor_id: string | null;
    object_id: string | null;
    body: string;
    prev_hash: Buffer;
    hash: Buffer;
  };
  'theriac.audit_head': {
    org_id: string;
    seq: string;
    hash: Buffer;
  };
  'theriac.audit_checkpoint': {
    org_id: string;
    size: string;
    root: Buffer;
    note: string;
    made_at: Time;
  };
  'theriac.audit_tile': {
    org_id: string;
    number: string;
    root: Buffer;
  };
  'theriac.data_key': {
    org_id: string;
    id: string;
    subject: string;
    wrapping_key: string;
    wrapped: Buffer | null;
    created_at: Time;
    destroyed_at: Date | null;
  };
  'theriac.stream': {
    org_id: string;
    id: string;
    system_id: string;
    name: string;
    current_document_id: string | null;
    current_built_at: Date | null;
    created_at: Time;
  };
  'theriac.document': {
    org_id: string;
    id: string;
    stream_id: string;
    system_id: string;
    kind: 'scan' | 'sbom';
    source: 'build' | 'vendor' | 'import';
    media_type: string;
    sha256: Buffer;
    size: string;
    release: string | null;
    built_at: Time;
    uploaded_at: Time;
    uploaded_by: string;
    state: 'queued' | 'current' | 'superseded' | 'failed';
    failure: string | null;
    summary: ColumnType<unknown, string | null, string | null>;
    processed_at: Date | null;
    superseded_at: Date | null;
  };
  'theriac.retention_rule': {
    org_id: string;
    record_class: 'document';
    years: number;
    mode: 'dry-run' | 'enforce';
    changed_at: Time;
  };
  'theriac.legal_hold': {
    org_id: string;
    id: string;
    scope_kind: 'organisation' | 'system' | 'document';
    scope_id: string | null;
    reason: string;
    made_by_id: string;
    made_by: string;
    made_at: Time;
    until: Date | null;
    released_by: string | null;
    released_at: Date | null;
  };
  'theriac.deletion_certificate': {
    org_id: string;
    id: string;
    made_at: Time;
    documents: number;
    note: string;
    contents: string[];
    files_removed_at: Date | null;
  };
  'theriac.package_version': {
    org_id: string;
    id: Generated<string>;
    purl: string;
    ecosystem: string;
    name: string;
    version: string | null;
    licence: string | null;
    qualifiers: ColumnType<Readonly<Record<string, string>> | null, string | null, string | null>;
    advisory_digest: Buffer | null;
  };
  'theriac.component_use': {
    org_id: string;
    stream_id: string;
    package_version_id: string;
    system_id: string;
    scope: string;
    is_direct: boolean;
    copies: Json;
  };
  'theriac.rule': {
    org_id: string;
    id: string;
    kind: string;
    title: string;
    severity: string;
    aliases: string[];
    body: Json;
  };
  'theriac.finding': {
    org_id: string;
    id: string;
    version: Generated<number>;
    system_id: string;
    stream_id: string;
    fingerprint: string;
    kind: string;
    rule_id: string;
    package_version_id: string | null;
    label: string;
    severity: number;
    outcome: number;
    status: string;
    is_open: boolean;
    first_seen: Time;
    due_on: string | null;
    assignee_id: string | null;
    body: Json;
  };
  'theriac.finding_event': {
    org_id: string;
    finding_id: string;
    id: string;
    at: Time;
    by: string;
    kind: string;
    before: string | null;
    after: string | null;
    note: Generated<string>;
  };
}
