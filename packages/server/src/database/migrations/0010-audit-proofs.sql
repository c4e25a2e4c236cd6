-- Checkpoints of the audit trail: how many events there are, and the root of the Merkle tree over their hashes, signed.

CREATE TABLE theriac.audit_checkpoint (
  org_id uuid NOT NULL,
  size bigint NOT NULL,
  root bytea NOT NULL,
  -- Signed note (C2SP tlog-checkpoint).
  note text NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, size)
);

-- Roots of complete subtrees of 256 events, so that a proof does not read all events.
CREATE TABLE theriac.audit_tile (
  org_id uuid NOT NULL,
  number bigint NOT NULL,
  root bytea NOT NULL,
  PRIMARY KEY (org_id, number)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['audit_checkpoint', 'audit_tile'] LOOP
    EXECUTE format('ALTER TABLE theriac.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_organisation ON theriac.%I TO theriac_app
         USING (org_id = theriac.current_org()) WITH CHECK (org_id = theriac.current_org())', name);
    EXECUTE format('GRANT SELECT, INSERT ON theriac.%I TO theriac_app', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON theriac.%I
      FOR EACH ROW EXECUTE FUNCTION theriac.refuse_change()', name || '_only_added', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON theriac.%I
      FOR EACH STATEMENT EXECUTE FUNCTION theriac.refuse_change()', name || '_not_emptied', name);
  END LOOP;
END $$;
