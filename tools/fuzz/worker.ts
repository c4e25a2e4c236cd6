/** Fuzzes one reader in a thread: runs inputs, keeps those that reach something new, and hands on what crashes. */
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { seeded } from '@theriac/testing/seeded';
import { COUNTERS } from './instrument.ts';
import { type FuzzJob, type FuzzReport, HEADER_BYTES } from './job.ts';
import { mutate, wordsOf } from './mutate.ts';

const job = workerData as FuzzJob;
const maxLength = job.current.byteLength - HEADER_BYTES;

/** AFL's classes of how often a block ran: a loop that runs twice as often is something new. */
function classOf(count: number): number {
  return count < 4 ? count : count < 8 ? 4 : count < 16 ? 5 : count < 32 ? 6 : count < 128 ? 7 : 8;
}

parentPort?.postMessage(await run());

async function run(): Promise<FuzzReport> {
  process.env.THERIAC_FUZZ_READER = job.reader;
  const counters = new Uint32Array(job.counters);
  Object.assign(globalThis, { [COUNTERS]: counters });
  const { fuzz } = createRequire(job.bundle)(job.bundle) as { fuzz: (data: Buffer) => Promise<void> };
  const best = new Uint8Array(job.counters);
  const random = seeded(job.seed);
  const words = wordsOf(job.corpus);
  const corpus: Uint8Array[] = [];
  let runs = 0;
  let slowest = 0;
  const end = performance.now() + job.seconds * 1000;
  const queue = [...job.corpus];
  while (performance.now() < end) {
    const parent = corpus[Math.floor(random() * corpus.length)] ?? Buffer.alloc(0);
    const input = queue.shift() ?? mutate(parent, corpus, words, random, maxLength);
    remember(input);
    counters.fill(0);
    const started = performance.now();
    try {
      await fuzz(Buffer.from(input));
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { ...report(), crash: { input, error: text } };
    }
    slowest = Math.max(slowest, performance.now() - started);
    runs += 1;
    if (isNew(counters, best)) corpus.push(input);
  }
  return report();

  function report(): FuzzReport {
    const reached = best.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
    return { runs, kept: corpus.length, reached, slowest: Math.round(slowest) };
  }
}

function remember(input: Uint8Array): void {
  const header = new Uint32Array(job.current, 0, 2);
  header[0] = (header[0] ?? 0) + 1;
  header[1] = input.length;
  new Uint8Array(job.current, HEADER_BYTES).set(input);
}

function isNew(counters: Uint32Array, best: Uint8Array): boolean {
  let found = false;
  for (let at = 0; at < counters.length; at += 1) {
    const count = classOf(counters[at] ?? 0);
    if (count <= (best[at] ?? 0)) continue;
    best[at] = count;
    found = true;
  }
  return found;
}
