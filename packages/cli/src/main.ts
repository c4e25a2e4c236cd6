/** Entry point after the launcher has checked the version of Node: runs the command line on this process. */
import { run } from './program.ts';
import { processIo } from './run/process-io.ts';

process.exitCode = await run(process.argv.slice(2), processIo());
