/** Entry point of the single-file executable, which cannot load chunks and needs no cache of compiled code. */
import { run } from './program.ts';

void run(process.argv.slice(2));
