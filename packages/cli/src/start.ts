/** Runs the command line on this process; `main.ts` has checked the version of Node before. */
import { run } from './program.ts';
import { processIo } from './run/process-io.ts';

process.exitCode = await run(process.argv.slice(2), processIo());
