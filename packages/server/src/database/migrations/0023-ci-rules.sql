-- Which jobs of a CI service get a short token of which service account, without a secret that is kept there.
CREATE TABLE theriac.ci_rule (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  issuer text NOT NULL,
  audience text NOT NULL,
  claims jsonb NOT NULL,
  permissions text[] NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, name),
  FOREIGN KEY (org_id, account_id) REFERENCES theriac.account
);
ALTER TABLE theriac.ci_rule ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON theriac.ci_rule TO theriac_app
  USING (org_id = theriac.current_org()) WITH CHECK (org_id = theriac.current_org());
GRANT SELECT, INSERT, DELETE ON theriac.ci_rule TO theriac_app;
