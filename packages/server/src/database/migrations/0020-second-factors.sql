-- How people of an organisation sign in, and their second factors.

CREATE TABLE theriac.sign_in_policy (
  org_id uuid PRIMARY KEY REFERENCES theriac.organisation,
  version integer NOT NULL DEFAULT 1,
  -- An account with one of these roles and without a second factor may only enrol one.
  second_factor_roles text[] NOT NULL DEFAULT '{}',
  password_profile text NOT NULL DEFAULT 'modern' CHECK (password_profile IN ('modern', 'legacy-cms')),
  check_breaches boolean NOT NULL DEFAULT false,
  sso_required boolean NOT NULL DEFAULT false
);

ALTER TABLE theriac.session ADD COLUMN method text NOT NULL DEFAULT 'password'
  CHECK (method IN ('password', 'second-factor', 'passkey', 'saml', 'oidc'));

CREATE TABLE theriac.totp (
  org_id uuid NOT NULL,
  account_id uuid NOT NULL,
  sealed_secret bytea NOT NULL,
  created_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  -- RFC 6238, section 5.2: the step of a code that was accepted, and all before it, are not accepted again.
  last_step bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (org_id, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES theriac.account
);

-- A code that was used is gone.
CREATE TABLE theriac.recovery_code (
  org_id uuid NOT NULL,
  account_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  PRIMARY KEY (org_id, account_id, code_hash),
  FOREIGN KEY (org_id, account_id) REFERENCES theriac.account
);

CREATE TABLE theriac.passkey (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  credential_id text NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, credential_id),
  FOREIGN KEY (org_id, account_id) REFERENCES theriac.account
);
CREATE INDEX passkey_account ON theriac.passkey (org_id, account_id);

-- What was asked and is answered once: challenges of passkeys, requests to identity providers, links.
CREATE TABLE theriac.sign_in_challenge (
  org_id uuid NOT NULL REFERENCES theriac.organisation,
  id text NOT NULL,
  kind text NOT NULL,
  account_id uuid,
  body jsonb NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX sign_in_challenge_expires ON theriac.sign_in_challenge (org_id, expires_at);

-- One administrator asks, another one does it.
CREATE TABLE theriac.factor_reset (
  org_id uuid NOT NULL,
  account_id uuid NOT NULL,
  requested_by uuid NOT NULL,
  requested_at timestamptz NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (org_id, account_id),
  FOREIGN KEY (org_id, account_id) REFERENCES theriac.account
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'sign_in_policy', 'totp', 'recovery_code', 'passkey', 'sign_in_challenge', 'factor_reset'
  ] LOOP
    EXECUTE format('ALTER TABLE theriac.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_organisation ON theriac.%I TO theriac_app
         USING (org_id = theriac.current_org()) WITH CHECK (org_id = theriac.current_org())', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON theriac.%I TO theriac_app', name);
  END LOOP;
END $$;
