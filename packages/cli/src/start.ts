/** Runs the command line on this process; `main.ts` has checked the version of Node before. */
import { run } from './program.ts';
import { processIo } from './run/process-io.ts';

// The bundle is CommonJS, which has no top-level await.
void run(process.argv.slice(2), processIo()).then((exitCode) => {
  process.exitCode = exitCode;
});
