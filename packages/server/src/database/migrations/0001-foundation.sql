-- Organisations, accounts, the catalogue, the audit trail.
--
-- Every table has the organisation first in its primary key: rows of one organisation stay together when tables are
-- distributed by it. Policies on rows are the second wall behind the filters of the queries.

CREATE FUNCTION theriac.current_org() RETURNS uuid
  LANGUAGE sql STABLE
  RETURN nullif(current_setting('theriac.org', true), '')::uuid;

CREATE TABLE theriac.organisation (
  org_id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  time_zone text NOT NULL,
  regulations text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL
);

CREATE TABLE theriac.account (
  org_id uuid NOT NULL REFERENCES theriac.organisation,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  kind text NOT NULL CHECK (kind IN ('person', 'service')),
  name text NOT NULL,
  email text,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'disabled')),
  password_hash text,
  failed_sign_ins integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  created_at timestamptz NOT NULL,
  last_sign_in_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, email),
  CHECK ((kind = 'person') = (email IS NOT NULL))
);

-- Hashes of passwords that the account had: none of the last ones may come back.
CREATE TABLE theriac.password_history (
  org_id uuid NOT NULL,
  account_id uuid NOT NULL,
  set_at timestamptz NOT NULL,
  password_hash text NOT NULL,
  PRIMARY KEY (org_id, account_id, set_at),
  FOREIGN KEY (org_id, account_id) REFERENCES theriac.account
);

CREATE TABLE theriac.role_grant (
  org_id uuid NOT NULL,
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  role text NOT NULL,
  scope_kind text NOT NULL CHECK (scope_kind IN ('organisation', 'programme', 'system')),
  scope_id uuid,
  valid_until timestamptz,
  granted_by uuid NOT NULL,
  granted_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, account_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES theriac.account,
  CHECK ((scope_kind = 'organisation') = (scope_id IS NULL))
);

CREATE TABLE theriac.session (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  secret_hash bytea NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  idle_until timestamptz NOT NULL,
  absolute_until timestamptz NOT NULL,
  stepped_up_at timestamptz,
  address text,
  user_agent text,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, secret_hash),
  FOREIGN KEY (org_id, account_id) REFERENCES theriac.account
);
CREATE INDEX session_account ON theriac.session (org_id, account_id);

CREATE TABLE theriac.token (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  secret_hash bytea NOT NULL,
  last_four text NOT NULL,
  permissions text[] NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, secret_hash),
  FOREIGN KEY (org_id, account_id) REFERENCES theriac.account
);

CREATE TABLE theriac.programme (
  org_id uuid NOT NULL REFERENCES theriac.organisation,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, name)
);

CREATE TABLE theriac.system (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  programme_id uuid NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  owner_id uuid,
  backup_owner_id uuid,
  -- Facts of the system as the interface has them; what is not known is null.
  facts jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  retired_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, name),
  FOREIGN KEY (org_id, programme_id) REFERENCES theriac.programme,
  FOREIGN KEY (org_id, owner_id) REFERENCES theriac.account,
  FOREIGN KEY (org_id, backup_owner_id) REFERENCES theriac.account
);
CREATE INDEX system_programme ON theriac.system (org_id, programme_id);

CREATE TABLE theriac.system_change (
  org_id uuid NOT NULL,
  system_id uuid NOT NULL,
  version integer NOT NULL,
  at timestamptz NOT NULL,
  by text NOT NULL,
  reason text NOT NULL,
  changes jsonb NOT NULL,
  PRIMARY KEY (org_id, system_id, version),
  FOREIGN KEY (org_id, system_id) REFERENCES theriac.system
);

-- No reference to accounts: events outlive what they are about.
CREATE TABLE theriac.audit_event (
  org_id uuid NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  action text NOT NULL,
  actor_id uuid,
  object_id text,
  -- The event in canonical form (RFC 8785): what `hash` is computed of, with `prev_hash` behind it.
  body text NOT NULL,
  prev_hash bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (org_id, seq)
);
CREATE INDEX audit_event_object ON theriac.audit_event (org_id, object_id, seq);
CREATE INDEX audit_event_action ON theriac.audit_event (org_id, action, seq);

CREATE TABLE theriac.audit_head (
  org_id uuid PRIMARY KEY,
  seq bigint NOT NULL,
  hash bytea NOT NULL
);

CREATE FUNCTION theriac.refuse_change() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is only added to' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_event_only_added BEFORE UPDATE OR DELETE ON theriac.audit_event
  FOR EACH ROW EXECUTE FUNCTION theriac.refuse_change();
CREATE TRIGGER audit_event_not_emptied BEFORE TRUNCATE ON theriac.audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION theriac.refuse_change();

-- Of the installation, not of an organisation.
CREATE TABLE theriac.setup_link (
  secret_hash bytea PRIMARY KEY,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

-- What must be known before the organisation is.
CREATE FUNCTION theriac.org_of_slug(wanted text) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  RETURN (SELECT org_id FROM theriac.organisation WHERE slug = wanted);
CREATE FUNCTION theriac.has_organisation() RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  RETURN EXISTS (SELECT 1 FROM theriac.organisation);
-- A setup link works once: the row is gone for whoever comes second.
CREATE FUNCTION theriac.use_setup_link(given bytea, at timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  DELETE FROM theriac.setup_link WHERE secret_hash = given AND expires_at > at;
  RETURN FOUND;
END $$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'organisation', 'account', 'password_history', 'role_grant', 'session', 'token', 'programme', 'system',
    'system_change', 'audit_event', 'audit_head'
  ] LOOP
    EXECUTE format('ALTER TABLE theriac.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_organisation ON theriac.%I TO theriac_app
         USING (org_id = theriac.current_org()) WITH CHECK (org_id = theriac.current_org())', name);
    EXECUTE format('GRANT SELECT, INSERT ON theriac.%I TO theriac_app', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['organisation', 'account', 'session', 'token', 'programme', 'system', 'audit_head'] LOOP
    EXECUTE format('GRANT UPDATE ON theriac.%I TO theriac_app', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['role_grant', 'session', 'password_history'] LOOP
    EXECUTE format('GRANT DELETE ON theriac.%I TO theriac_app', name);
  END LOOP;
END $$;
