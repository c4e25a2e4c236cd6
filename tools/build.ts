/**
 * Builds what is published: `dist/theriac/` (npm package: esbuild bundle with a lazy chunk a command and format)
 * and, with `--executable`, `dist/theriac-linux-x64` (Node single executable application).
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist', 'theriac');

const common = {
  entryPoints: { theriac: join(root, 'packages/cli/src/main.ts') },
  bundle: true,
  platform: 'node',
  target: 'node24',
  minify: true,
  // Names of functions and classes appear in stack traces that users report.
  keepNames: false,
  legalComments: 'none',
  logLevel: 'warning',
} as const;

/**
 * Rooms that everything uses are one file each. Left to itself esbuild cuts a chunk for every set of commands that
 * share a module, and a scan would open a dozen files of a few hundred bytes.
 */
const WHOLE_ROOMS = ['core', 'advisories', 'govern'];

const wholeRooms: Plugin = {
  name: 'whole-rooms',
  setup(build) {
    build.onResolve({ filter: /^@theriac\/[a-z]+$/ }, ({ path }) => {
      const room = path.slice('@theriac/'.length);
      return WHOLE_ROOMS.includes(room) ? { path: `./${room}.js`, external: true } : undefined;
    });
  },
};

/**
 * commander asks for child_process when it is loaded, for subcommands that are programs of their own. There are none
 * here, and the module costs a tenth of the start-up.
 */
const noSubprograms: Plugin = {
  name: 'no-subprograms',
  setup(build) {
    build.onResolve({ filter: /^(node:)?child_process$/ }, ({ importer }) =>
      importer.includes('/node_modules/commander/')
        ? { path: 'child_process', namespace: 'empty' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
  },
};

await bundlePackage();
if (process.argv.includes('--executable')) await bundleExecutable();

async function bundlePackage(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: {
      ...common.entryPoints,
      ...Object.fromEntries(WHOLE_ROOMS.map((room) => [room, join(root, 'packages', room, 'src/index.ts')])),
    },
    plugins: [wholeRooms, noSubprograms],
    format: 'esm',
    splitting: true,
    outdir: out,
    chunkNames: '[name]-[hash]',
    // CommonJS dependencies ask for `require`, which modules do not have.
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  const source = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8')) as {
    version: string;
    description: string;
  };
  const manifest = {
    name: 'theriac',
    version: source.version,
    description: source.description,
    license: 'Apache-2.0',
    type: 'module',
    bin: { theriac: 'theriac.js' },
    engines: { node: '>=24' },
    files: ['*.js', 'LICENSE', 'README.md'],
  };
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const file of ['LICENSE', 'README.md']) copyFileSync(join(root, file), join(out, file));
  chmodSync(join(out, 'theriac.js'), 0o755);
  process.stdout.write(`dist/theriac: ${readdirSync(out).filter((f) => f.endsWith('.js')).length} files\n`);
}

/** https://nodejs.org/api/single-executable-applications.html; one file, so nothing is loaded lazily. */
async function bundleExecutable(): Promise<void> {
  const work = join(root, 'dist', 'sea');
  mkdirSync(work, { recursive: true });
  const bundle = join(work, 'theriac.cjs');
  await build({
    ...common,
    entryPoints: [join(root, 'packages/cli/src/main-executable.ts')],
    format: 'cjs',
    outfile: bundle,
    define: { 'import.meta.url': '__theriacUrl' },
    banner: { js: "const __theriacUrl=require('node:url').pathToFileURL(process.execPath).href;" },
  });
  const config = join(work, 'sea.json');
  const blob = join(work, 'theriac.blob');
  writeFileSync(
    config,
    JSON.stringify({ main: bundle, output: blob, disableExperimentalSEAWarning: true, useCodeCache: true }),
  );
  execFileSync(process.execPath, ['--experimental-sea-config', config], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const target = join(root, 'dist', 'theriac-linux-x64');
  copyFileSync(process.execPath, target);
  chmodSync(target, 0o755);
  const postject = join(root, 'node_modules/postject/dist/cli.js');
  execFileSync(
    process.execPath,
    [
      postject,
      target,
      'NODE_SEA_BLOB',
      blob,
      '--sentinel-fuse',
      'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2',
    ],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  process.stdout.write('dist/theriac-linux-x64\n');
}
