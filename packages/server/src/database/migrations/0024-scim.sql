-- Accounts and groups that an identity provider keeps up to date (RFC 7643, RFC 7644).
ALTER TABLE theriac.account ADD COLUMN external_id text;
CREATE UNIQUE INDEX account_external_id ON theriac.account (org_id, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE theriac.scim_group (
  org_id uuid NOT NULL REFERENCES theriac.organisation,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  display_name text NOT NULL,
  external_id text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, display_name)
);

CREATE TABLE theriac.scim_member (
  org_id uuid NOT NULL,
  group_id uuid NOT NULL,
  account_id uuid NOT NULL,
  PRIMARY KEY (org_id, group_id, account_id),
  FOREIGN KEY (org_id, group_id) REFERENCES theriac.scim_group ON DELETE CASCADE,
  FOREIGN KEY (org_id, account_id) REFERENCES theriac.account
);
CREATE INDEX scim_member_account ON theriac.scim_member (org_id, account_id);

ALTER TABLE theriac.role_grant DROP CONSTRAINT role_grant_source_check;
ALTER TABLE theriac.role_grant ADD CONSTRAINT role_grant_source_check
  CHECK (source IN ('administrator', 'groups', 'scim', 'break-glass'));

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['scim_group', 'scim_member'] LOOP
    EXECUTE format('ALTER TABLE theriac.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_organisation ON theriac.%I TO theriac_app
         USING (org_id = theriac.current_org()) WITH CHECK (org_id = theriac.current_org())', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON theriac.%I TO theriac_app', name);
  END LOOP;
END $$;
