#!/usr/bin/env node
/** Entry point: answers `--version` without loading anything, and everything else with compiled code from a cache. */
import { enableCompileCache } from 'node:module';
import { VERSION } from './version.ts';

const [first] = process.argv.slice(2);
if (first === '--version' || first === '-V') {
  process.stdout.write(`${VERSION}\n`);
} else {
  enableCompileCache();
  const { run } = await import('./program.ts');
  await run(process.argv.slice(2));
}
