-- Documents that were sent in, what is in them, and what is wrong with it.

-- A line of results of a system that replace each other: a branch, a variant, a vendor's bill of materials.
CREATE TABLE theriac.stream (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  system_id uuid NOT NULL,
  name text NOT NULL,
  -- The document whose content counts: the one that was built last, whatever the order in which they came.
  current_document_id uuid,
  current_built_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, system_id, name),
  FOREIGN KEY (org_id, system_id) REFERENCES theriac.system
);

CREATE TABLE theriac.document (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  stream_id uuid NOT NULL,
  system_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('scan', 'sbom')),
  source text NOT NULL CHECK (source IN ('build', 'vendor', 'import')),
  media_type text NOT NULL,
  sha256 bytea NOT NULL,
  size bigint NOT NULL,
  release text,
  built_at timestamptz NOT NULL,
  uploaded_at timestamptz NOT NULL,
  uploaded_by text NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'current', 'superseded', 'failed')),
  failure text,
  -- Of the inventory: format, roots, counts, coverage.
  summary jsonb,
  processed_at timestamptz,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, stream_id, sha256, built_at),
  FOREIGN KEY (org_id, stream_id) REFERENCES theriac.stream
);
CREATE INDEX document_system ON theriac.document (org_id, system_id, built_at);

-- Each package version once, however many systems use it: advisories are matched against these.
CREATE TABLE theriac.package_version (
  org_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  purl text NOT NULL,
  ecosystem text NOT NULL,
  name text NOT NULL,
  version text,
  licence text,
  -- Of the component, as matching needs them: distribution, source package.
  qualifiers jsonb,
  -- Of what the advisory index said of the package when it was matched last; null: not yet.
  advisory_digest bytea,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, purl)
);
CREATE INDEX package_version_name ON theriac.package_version (org_id, name text_pattern_ops, version);
CREATE INDEX package_version_licence ON theriac.package_version (org_id, licence);

CREATE TABLE theriac.component_use (
  org_id uuid NOT NULL,
  stream_id uuid NOT NULL,
  package_version_id bigint NOT NULL,
  system_id uuid NOT NULL,
  scope text NOT NULL,
  is_direct boolean NOT NULL,
  -- Of each copy: id in the inventory, root, file and line.
  copies jsonb NOT NULL,
  PRIMARY KEY (org_id, stream_id, package_version_id)
) PARTITION BY HASH (org_id);
CREATE INDEX component_use_package ON theriac.component_use (org_id, package_version_id, system_id);

-- By an advisory or a check: the text of it, once.
CREATE TABLE theriac.rule (
  org_id uuid NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  severity text NOT NULL,
  aliases text[] NOT NULL,
  body jsonb NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX rule_aliases ON theriac.rule USING gin (aliases);

CREATE TABLE theriac.finding (
  org_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  system_id uuid NOT NULL,
  stream_id uuid NOT NULL,
  fingerprint text NOT NULL,
  kind text NOT NULL,
  rule_id text NOT NULL,
  package_version_id bigint,
  label text NOT NULL,
  -- 0 is the worst, as in the tables of core.
  severity smallint NOT NULL,
  outcome smallint NOT NULL,
  status text NOT NULL,
  -- Whether it counts: neither fixed nor decided away.
  is_open boolean NOT NULL,
  first_seen timestamptz NOT NULL,
  due_on date,
  assignee_id uuid,
  -- The finding as the scan told it.
  body jsonb NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, stream_id, fingerprint)
) PARTITION BY HASH (org_id);
CREATE INDEX finding_ranked ON theriac.finding (org_id, is_open, outcome, due_on, id);
CREATE INDEX finding_system ON theriac.finding (org_id, system_id, is_open, outcome, id);
CREATE INDEX finding_rule ON theriac.finding (org_id, rule_id);
CREATE INDEX finding_package ON theriac.finding (org_id, package_version_id);

CREATE TABLE theriac.finding_event (
  org_id uuid NOT NULL,
  finding_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  by text NOT NULL,
  kind text NOT NULL,
  before text,
  after text,
  note text NOT NULL DEFAULT '',
  PRIMARY KEY (org_id, finding_id, id)
) PARTITION BY HASH (org_id);

DO $$
DECLARE
  name text;
  part integer;
BEGIN
  FOREACH name IN ARRAY ARRAY['component_use', 'finding', 'finding_event'] LOOP
    FOR part IN 0..7 LOOP
      EXECUTE format('CREATE TABLE theriac.%I PARTITION OF theriac.%I FOR VALUES WITH (MODULUS 8, REMAINDER %s)',
        name || '_' || part, name, part);
    END LOOP;
  END LOOP;
  FOREACH name IN ARRAY ARRAY[
    'stream', 'document', 'package_version', 'component_use', 'rule', 'finding', 'finding_event'
  ] LOOP
    EXECUTE format('ALTER TABLE theriac.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_organisation ON theriac.%I TO theriac_app
         USING (org_id = theriac.current_org()) WITH CHECK (org_id = theriac.current_org())', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON theriac.%I TO theriac_app', name);
  END LOOP;
END $$;
GRANT DELETE ON theriac.component_use TO theriac_app;

-- A job of the transaction that is running. The queue belongs to the owner; its functions are bound when they are called.
CREATE FUNCTION theriac.enqueue(task text, payload json, key text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM graphile_worker.add_job(task, payload, job_key := key, max_attempts := 25);
END $$;
-- Organisations that the work on a schedule goes through.
CREATE FUNCTION theriac.organisations() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
  BEGIN ATOMIC
    SELECT org_id FROM theriac.organisation ORDER BY org_id;
  END;
