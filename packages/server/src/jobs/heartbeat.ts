/**
 * A job whose process died, or lost the database while it ran, stays locked: the queue itself frees it after hours. Each
 * process says every few seconds what it really works on, and jobs that nobody works on are freed. A job may so run twice,
 * and is written for that.
 */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';

const BEAT_EVERY_MS = 3000;
/** Longer than any pause of a process that lives. */
const SILENT_SECONDS = 20;

export class Heartbeat {
  readonly #pool: pg.Pool;
  readonly #id = randomUUID();
  readonly #workers: () => readonly string[];
  #timer: NodeJS.Timeout | undefined;

  /** @param workers names of those that are at work in this process */
  constructor(pool: pg.Pool, workers: () => readonly string[]) {
    this.#pool = pool;
    this.#workers = workers;
  }

  async start(): Promise<void> {
    await this.#beat();
    this.#timer = setInterval(() => {
      // Without a database there are no jobs either; the next beat may reach it.
      this.#beat().catch(() => undefined);
    }, BEAT_EVERY_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#pool
      .query('DELETE FROM theriac.worker_process WHERE id = $1', [this.#id])
      .catch(() => undefined);
  }

  /** By the clock of the database: those of the machines may differ. */
  async #beat(): Promise<void> {
    await this.#pool.query(
      `INSERT INTO theriac.worker_process (id, workers, seen_at) VALUES ($1, $2, clock_timestamp())
       ON CONFLICT (id) DO UPDATE SET workers = excluded.workers, seen_at = excluded.seen_at`,
      [this.#id, this.#workers()],
    );
    await this.#pool.query(
      'DELETE FROM theriac.worker_process WHERE seen_at < clock_timestamp() - make_interval(secs => $1)',
      [SILENT_SECONDS],
    );
    const { rows } = await this.#pool.query<{ worker: string }>(
      `SELECT DISTINCT locked_by AS worker FROM graphile_worker.jobs
       WHERE locked_at < clock_timestamp() - make_interval(secs => $1)
         AND NOT EXISTS (SELECT 1 FROM theriac.worker_process WHERE locked_by = ANY (workers))`,
      [SILENT_SECONDS],
    );
    const idle = rows.map(({ worker }) => worker);
    if (idle.length > 0) await this.#pool.query('SELECT graphile_worker.force_unlock_workers($1)', [idle]);
  }
}
