/** Work behind requests: rows of the database, taken by any number of processes, repeated until it succeeds. */
import { EventEmitter } from 'node:events';
import {
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type TaskList,
  type Worker,
  type WorkerEvents,
} from 'graphile-worker';
import pg from 'pg';
import { z } from 'zod';
import { type Processing, processDocument } from '../ingest/process-document.ts';
import { rematch } from '../monitor/rematch.ts';
import { type Checkpointing, checkpoint } from './checkpoints.ts';
import { forEach } from './for-each.ts';
import { Heartbeat } from './heartbeat.ts';
import { QUIET } from './quiet.ts';
import { runRetention } from './retention.ts';
import { rewrap } from './rewrap.ts';

/** By name: what a job is given, and what is done. */
const documentJob = z.strictObject({ org: z.uuid(), document: z.uuid() });
const orgJob = z.strictObject({ org: z.uuid() });

export interface JobsOptions {
  readonly url: string;
  readonly processing: Processing;
  readonly checkpointing: Checkpointing;
  /** Jobs of this process at a time. */
  readonly concurrency: number;
  /** Told without values: they may be of documents. */
  readonly onFailure: (task: string, error: unknown) => void;
}

export interface Jobs {
  /** Ends what runs, takes nothing more. */
  stop(): Promise<void>;
}

/** Between looks into the queue, besides being told of new jobs at once. */
const POLL_MS = 2000;

/** Once for all processes. */
const SCHEDULE: Readonly<Record<string, string>> = {
  'audit.checkpoints': '0 * * * *',
  'keys.rewrap-all': '5 * * * *',
  'retention.run-all': '30 2 * * *',
};

/** The tables of the queue; before any job is put into it. */
export async function prepareQueue(url: string): Promise<void> {
  await runMigrations({ connectionString: url, logger: QUIET });
}

export async function startJobs({
  url,
  processing,
  checkpointing,
  concurrency,
  onFailure,
}: JobsOptions): Promise<Jobs> {
  const pool = new pg.Pool({ connectionString: url, max: concurrency + 2, application_name: 'theriac jobs' });
  // graphile-worker wants one for both; the pool replaces a connection that breaks.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const workers = new Set<Worker>();
  const atWork = (): string[] =>
    [...workers].filter((worker) => worker.getActiveJob() !== null).map((worker) => worker.workerId);
  const heartbeat = new Heartbeat(pool, atWork);
  let isStopping = false;
  let runner: Runner | undefined;
  const start = async (): Promise<void> => {
    const events: WorkerEvents = new EventEmitter();
    events.on('worker:create', ({ worker }) => workers.add(worker));
    events.on('worker:stop', ({ worker }) => workers.delete(worker));
    events.on('job:error', ({ job, error }) => onFailure(job.task_identifier, error));
    runner = await run({
      events,
      pgPool: pool,
      concurrency,
      pollInterval: POLL_MS,
      noHandleSignals: true,
      logger: QUIET,
      parsedCronItems: parseCronItems(Object.entries(SCHEDULE).map(([task, match]) => ({ task, match }))),
      taskList: tasksOf(processing, checkpointing),
    });
    // Without a database the runner gives up; it is started again until there is one.
    runner.promise.catch(() => undefined).then(again, again);
  };
  const again = async (): Promise<void> => {
    while (!isStopping) {
      await new Promise((done) => setTimeout(done, AGAIN_AFTER_MS));
      try {
        if (!isStopping) await start();
        return;
      } catch (error) {
        onFailure('runner', error);
      }
    }
  };
  await start();
  await heartbeat.start();
  return {
    stop: async () => {
      isStopping = true;
      await runner?.stop().catch(() => undefined);
      await heartbeat.stop();
      await pool.end();
    },
  };
}

const AGAIN_AFTER_MS = 1000;

function tasksOf(processing: Processing, checkpointing: Checkpointing): TaskList {
  return {
    'document.process': async (payload) => {
      const { org, document } = documentJob.parse(payload);
      await processDocument(processing, org, document);
    },
    'org.rematch': async (payload) => {
      const { org } = orgJob.parse(payload);
      await rematch(processing, org);
    },
    'audit.checkpoint': async (payload) => {
      const { org } = orgJob.parse(payload);
      await checkpoint(checkpointing, org);
    },
    'audit.checkpoints': () => forEach(processing.database, 'audit.checkpoint'),
    'keys.rewrap': async (payload) => {
      const { org } = orgJob.parse(payload);
      await rewrap(processing, org);
    },
    'keys.rewrap-all': () => forEach(processing.database, 'keys.rewrap'),
    'retention.run': async (payload) => {
      const { org } = orgJob.parse(payload);
      await runRetention({ ...processing, key: checkpointing.key }, org);
    },
    'retention.run-all': () => forEach(processing.database, 'retention.run'),
  };
}
