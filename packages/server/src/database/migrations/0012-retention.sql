-- How long records are kept, what must be kept longer, and what was deleted.

-- When a document stopped to count: retention begins there, not when it came. What was replaced before this was recorded
-- is kept as if it had been replaced now.
ALTER TABLE theriac.document ADD COLUMN superseded_at timestamptz;
UPDATE theriac.document SET superseded_at = now() WHERE state IN ('superseded', 'failed');
CREATE INDEX document_superseded ON theriac.document (org_id, superseded_at) WHERE superseded_at IS NOT NULL;
GRANT DELETE ON theriac.document TO theriac_app;

CREATE TABLE theriac.retention_rule (
  org_id uuid NOT NULL,
  record_class text NOT NULL CHECK (record_class IN ('document')),
  years integer NOT NULL CHECK (years BETWEEN 1 AND 100),
  -- `dry-run`: what is due is told, and nothing is deleted.
  mode text NOT NULL CHECK (mode IN ('dry-run', 'enforce')),
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, record_class)
);

CREATE TABLE theriac.legal_hold (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  scope_kind text NOT NULL CHECK (scope_kind IN ('organisation', 'system', 'document')),
  scope_id uuid,
  reason text NOT NULL,
  made_by_id uuid NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  until timestamptz,
  released_by text,
  released_at timestamptz,
  PRIMARY KEY (org_id, id),
  CHECK ((scope_kind = 'organisation') = (scope_id IS NULL))
);

CREATE TABLE theriac.deletion_certificate (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  made_at timestamptz NOT NULL,
  documents integer NOT NULL,
  -- Signed note: what was deleted, by which rule.
  note text NOT NULL,
  -- Hexadecimal SHA-256 of contents whose files are removed next.
  contents text[] NOT NULL,
  files_removed_at timestamptz,
  PRIMARY KEY (org_id, id)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['retention_rule', 'legal_hold', 'deletion_certificate'] LOOP
    EXECUTE format('ALTER TABLE theriac.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_organisation ON theriac.%I TO theriac_app
         USING (org_id = theriac.current_org()) WITH CHECK (org_id = theriac.current_org())', name);
    EXECUTE format('GRANT SELECT, INSERT ON theriac.%I TO theriac_app', name);
  END LOOP;
END $$;
GRANT UPDATE ON theriac.retention_rule TO theriac_app;
GRANT UPDATE (released_by, released_at) ON theriac.legal_hold TO theriac_app;
GRANT UPDATE (files_removed_at) ON theriac.deletion_certificate TO theriac_app;
