import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rolldown } from 'rolldown';

const dir = '/tmp/s3/roll';
rmSync(dir, { recursive: true, force: true });
const loaded = existsSync('/tmp/s3/loaded.json')
  ? new Set(JSON.parse(readFileSync('/tmp/s3/loaded.json', 'utf8')))
  : new Set();
const b = await rolldown({
  input: { start: 'packages/cli/src/start.ts' },
  platform: 'node',
  transform: { target: 'node22.15' },
  plugins: [
    {
      name: 'd',
      load(id) {
        if (/docs\/doc-texts\.ts$/.test(id)) return 'export const docTexts=()=>new Map();';
      },
    },
    {
      name: 'tla',
      transform(code, id) {
        if (id.endsWith('cli/src/start.ts'))
          return code.replace(
            'process.exitCode = await run(process.argv.slice(2), processIo());',
            'void run(process.argv.slice(2), processIo()).then((c)=>{process.exitCode=c});',
          );
      },
    },
  ],
});
const fmt = process.argv[2] ?? 'cjs';
const r = await b.write({
  dir,
  format: fmt,
  minify: process.argv[3] !== 'plain',
  entryFileNames: '[name].' + (fmt === 'cjs' ? 'cjs' : 'mjs'),
  chunkFileNames: '[name]-[hash].' + (fmt === 'cjs' ? 'cjs' : 'mjs'),
  codeSplitting: {
    groups: loaded.size ? [{ name: 'scan', test: (id) => loaded.has(id), priority: 10 }] : [],
  },
});
console.log(r.output.length);
writeFileSync(
  dir + '/main.cjs',
  "require('node:module').enableCompileCache();" +
    (fmt === 'cjs' ? "require('./start.cjs')" : "import('./start.mjs')"),
);
