-- Keys that documents and fields are encrypted with, wrapped by a key that the database does not have.

CREATE TABLE theriac.data_key (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  -- Whose data: `organisation`, or a subject whose data may have to be erased alone.
  subject text NOT NULL,
  -- Of the key that wraps it; what it is, says the key service.
  wrapping_key text NOT NULL,
  -- Null: destroyed, and with it everything that was encrypted with it.
  wrapped bytea,
  created_at timestamptz NOT NULL,
  destroyed_at timestamptz,
  PRIMARY KEY (org_id, id),
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
-- One that new data are encrypted with; those that are destroyed stay on record.
CREATE UNIQUE INDEX data_key_current ON theriac.data_key (org_id, subject) WHERE destroyed_at IS NULL;

ALTER TABLE theriac.data_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON theriac.data_key TO theriac_app
  USING (org_id = theriac.current_org()) WITH CHECK (org_id = theriac.current_org());
GRANT SELECT, INSERT, UPDATE ON theriac.data_key TO theriac_app;
