-- Access in an emergency: for hours, with a reason, told to a second person, with every read in the audit trail.
CREATE TABLE theriac.break_glass (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  informed_id uuid NOT NULL,
  reason text NOT NULL,
  started_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES theriac.account,
  FOREIGN KEY (org_id, informed_id) REFERENCES theriac.account,
  CHECK (ends_at <= started_at + interval '4 hours'),
  CHECK (account_id <> informed_id)
);
CREATE INDEX break_glass_account ON theriac.break_glass (org_id, account_id, ends_at);

-- What a person is to be told; whoever sends it sets `sent_at`.
CREATE TABLE theriac.notice (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  kind text NOT NULL,
  body jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, account_id) REFERENCES theriac.account
);
CREATE INDEX notice_waiting ON theriac.notice (org_id, created_at) WHERE sent_at IS NULL;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['break_glass', 'notice'] LOOP
    EXECUTE format('ALTER TABLE theriac.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_organisation ON theriac.%I TO theriac_app
         USING (org_id = theriac.current_org()) WITH CHECK (org_id = theriac.current_org())', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON theriac.%I TO theriac_app', name);
  END LOOP;
END $$;
