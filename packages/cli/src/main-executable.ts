/** Entry point of the single-file executable, which cannot load chunks and needs no cache of compiled code. */
import { run } from './program.ts';
import { processIo } from './run/process-io.ts';

void run(process.argv.slice(2), processIo()).then((exitCode) => {
  process.exitCode = exitCode;
});
