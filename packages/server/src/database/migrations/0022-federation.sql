-- Identity providers of an organisation, and the accounts that they answer for.

CREATE TABLE theriac.identity_provider (
  org_id uuid NOT NULL REFERENCES theriac.organisation,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  name text NOT NULL,
  -- As the interface has it, without secrets.
  settings jsonb NOT NULL,
  sealed_secret bytea,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, name)
);

CREATE TABLE theriac.external_identity (
  org_id uuid NOT NULL,
  provider_id uuid NOT NULL,
  subject text NOT NULL,
  account_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, provider_id, subject),
  FOREIGN KEY (org_id, provider_id) REFERENCES theriac.identity_provider ON DELETE CASCADE,
  FOREIGN KEY (org_id, account_id) REFERENCES theriac.account
);

-- Roles that come from groups are replaced with each sign-in; those that an administrator gave stay.
ALTER TABLE theriac.role_grant ADD COLUMN source text NOT NULL DEFAULT 'administrator'
  CHECK (source IN ('administrator', 'groups', 'break-glass'));

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['identity_provider', 'external_identity'] LOOP
    EXECUTE format('ALTER TABLE theriac.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_organisation ON theriac.%I TO theriac_app
         USING (org_id = theriac.current_org()) WITH CHECK (org_id = theriac.current_org())', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON theriac.%I TO theriac_app', name);
  END LOOP;
END $$;
