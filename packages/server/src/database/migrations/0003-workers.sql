-- Of the installation: processes that take jobs, as long as they say so. The jobs of one that is silent are given to others.
CREATE TABLE theriac.worker_process (
  id uuid PRIMARY KEY,
  -- As the queue names those who take its jobs.
  workers text[] NOT NULL,
  seen_at timestamptz NOT NULL
);
