/**
 * Coverage-guided fuzzing of readers.
 *
 *   npm run test:fuzz -- [--seconds 600] [--only ID] [--seed 1]
 *
 * Each reader is fuzzed for that long. Inputs that reach a new block or branch of the program are changed further. An
 * input that crashes a reader, or that takes longer than 5 seconds, is written to a file, and the exit code is 1.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { rolldown } from 'rolldown';
import { type Instrumented, instrument } from './instrument.ts';
import { type FuzzJob, type FuzzReport, HEADER_BYTES } from './job.ts';
import { FUZZED_READERS, type FuzzedReader } from './readers.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
/** Bytes of the largest input. */
const MAX_LENGTH = 65_536;
/** Milliseconds for one input; more is a hang. */
const TIMEOUT = 5000;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const readers = FUZZED_READERS.filter(({ id }) => values.only === undefined || id === values.only);
if (readers.length === 0)
  throw new RangeError(
    `no reader ${values.only}. Next: one of ${FUZZED_READERS.map((r) => r.id).join(', ')}`,
  );
const work = mkdtempSync(join(tmpdir(), 'theriac-fuzz-'));
const bundle = join(work, 'target.cjs');
const program = await bundled();
writeFileSync(bundle, program.code);
process.stdout.write(
  '| reader | inputs | kept | blocks reached | slowest | result |\n|---|---|---|---|---|---|\n',
);
let broken = 0;
for (const reader of readers) broken += (await survives(reader)) ? 0 : 1;
rmSync(work, { recursive: true, force: true });
process.exitCode = broken > 0 ? 1 : 0;

async function bundled(): Promise<Instrumented> {
  const built = await rolldown({ input: join(here, 'target.ts'), platform: 'node' });
  const { output } = await built.generate({ format: 'cjs', exports: 'named', codeSplitting: false });
  await built.close();
  return instrument(output[0].code);
}

async function survives({ id, corpus }: FuzzedReader): Promise<boolean> {
  const current = new SharedArrayBuffer(MAX_LENGTH + HEADER_BYTES);
  const job: FuzzJob = {
    bundle,
    counters: program.counters,
    reader: id,
    corpus,
    seconds: Number(values.seconds),
    seed: Number(values.seed),
    current,
  };
  const report = await finished(new Worker(join(here, 'worker.ts'), { workerData: job }), current);
  if (report === undefined) {
    const length = new Uint32Array(current, 0, 2)[1] ?? 0;
    const file = keep(id, new Uint8Array(current.slice(HEADER_BYTES, HEADER_BYTES + length)));
    process.stdout.write(`| ${id} | | | | | **hangs on ${file}** |\n`);
    return false;
  }
  const { runs, kept, reached, slowest, crash } = report;
  const result = crash === undefined ? 'no crash' : `**crashes on ${keep(id, crash.input)}**`;
  process.stdout.write(`| ${id} | ${runs} | ${kept} | ${reached} | ${slowest} ms | ${result} |\n`);
  if (crash !== undefined) process.stdout.write(`\n${crash.error}\n`);
  return crash === undefined;
}

/** The report of a worker; undefined when one input took too long, which only another thread can see. */
function finished(worker: Worker, current: SharedArrayBuffer): Promise<FuzzReport | undefined> {
  return new Promise((resolve, reject) => {
    const header = new Uint32Array(current, 0, 2);
    let last = 0;
    const watch = setInterval(() => {
      const [begun = 0] = header;
      if (begun > 0 && begun === last) {
        clearInterval(watch);
        void worker.terminate().then(() => resolve(undefined));
      }
      last = begun;
    }, TIMEOUT);
    worker.once('message', (report: FuzzReport) => {
      clearInterval(watch);
      resolve(report);
    });
    worker.once('error', (error) => {
      clearInterval(watch);
      reject(error);
    });
  });
}

function keep(id: string, input: Uint8Array): string {
  const file = join(tmpdir(), `theriac-fuzz-${id.replaceAll('/', '-')}-${Date.now()}`);
  writeFileSync(file, input);
  return file;
}
