/**
 * Builds what is published: `dist/theriac/` (npm package: CommonJS, one file for what every scan
 * runs and a lazy one per command, reader and format);
 * with `--tarball` also `dist/theriac-VERSION.tgz`; with `--executable` `dist/theriac-PLATFORM-ARCH` instead (Node
 * single executable application).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { docTexts } from '@theriac/cli/doc-texts';
import { type OutputOptions, type Plugin, type RolldownOptions, rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist', 'theriac');
const NOTICES = 'THIRD-PARTY-NOTICES.txt';
const source = (path: string): string => join(root, path);

/**
 * What an ordinary scan loads one after the other. Together with all that they import they are one file: opening,
 * resolving and linking some four hundred modules takes longer than running them.
 */
const ORDINARY_SCAN = [
  'packages/cli/src/{start,main-executable}.ts',
  'packages/cli/src/commands/scan/run.ts',
  'packages/advisories/src/{flat-file,advisory-index}.ts',
  'packages/scan/src/detectors/{licences,lifecycle,supply-chain/{hygiene,lockfile,names}}/detect.ts',
  'packages/scan/src/detectors/supply-chain/names/popular-npm.ts',
  'packages/scan/src/extractors/npm/{package-json,package-lock}.ts',
  'packages/formats/src/reports/terminal/index.ts',
];

/** The documentation as a module, for `theriac docs`. */
const embeddedDocs: Plugin = {
  name: 'embedded-docs',
  load(id) {
    if (!/[\\/]docs[\\/]doc-texts\.ts$/.test(id)) return null;
    return `export const docTexts = () => new Map(${JSON.stringify([...docTexts()])});`;
  },
};

/**
 * commander asks for child_process when it is loaded, for subcommands that are programs of their own. There are none
 * here, and the module costs a tenth of the start-up.
 */
const noSubprograms: Plugin = {
  name: 'no-subprograms',
  resolveId(id, importer) {
    const isCommander = importer?.replaceAll('\\', '/').includes('/node_modules/commander/') === true;
    return isCommander && /^(node:)?child_process$/.test(id) ? '\0child_process' : null;
  },
  load(id) {
    return id === '\0child_process' ? 'export default {};' : null;
  },
};

const common = {
  platform: 'node',
  // A bundler cannot follow what the UMD form of a package requires by a variable.
  resolve: { mainFields: ['module', 'main'] },
  transform: { target: 'node22.15' },
  // A package of its own, with a database beside it.
  external: ['@theriac/server'],
  plugins: [noSubprograms, embeddedDocs],
  checks: { pluginTimings: false, ineffectiveDynamicImport: false },
} as const satisfies RolldownOptions;

/** Modules of Node are asked for when the code that uses them runs: `import` would load each of them at the start. */
const output = {
  format: 'cjs',
  exports: 'named',
  minify: true,
  comments: { legal: false },
  dynamicImportInCjs: false,
} as const satisfies OutputOptions;

if (import.meta.main) {
  if (process.argv.includes('--executable')) await bundleExecutable();
  else {
    await bundlePackage();
    if (process.argv.includes('--tarball')) pack();
  }
}

/** `theriac.js`: old enough to be read by any Node that might be asked to run it; it loads the rest afterwards. */
export async function launcher(): Promise<string> {
  const bundle = await rolldown({
    ...common,
    input: source('packages/cli/src/main.ts'),
    transform: { target: 'node12.20' },
    external: /[\\/]start\.ts$/,
  });
  const { output: files } = await bundle.generate({
    ...output,
    exports: 'none',
    paths: () => './lib/start.js',
  });
  return files.map((file) => ('code' in file ? file.code : '')).join('');
}

async function bundlePackage(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'theriac.js'), await launcher());
  const together = new Set(ORDINARY_SCAN.flatMap((pattern) => globSync(pattern, { cwd: root })).map(source));
  const bundle = await rolldown({ ...common, input: { start: source('packages/cli/src/start.ts') } });
  const { output: files } = await bundle.write({
    ...output,
    dir: join(out, 'lib'),
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    codeSplitting: { groups: [{ name: 'scan', test: (id) => together.has(id) }] },
  });
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(publishedManifest(), null, 2)}\n`);
  for (const file of ['LICENSE', 'README.md', 'CHANGELOG.md'])
    copyFileSync(join(root, file), join(out, file));
  cpSync(join(root, 'docs'), join(out, 'docs'), { recursive: true });
  chmodSync(join(out, 'theriac.js'), 0o755);
  // The licences of what is bundled ask for it; the build fails when one cannot be found.
  runNode(
    join(out, 'theriac.js'),
    'notice',
    join(root, 'package-lock.json'),
    '--workspace',
    'packages/cli',
    '--output',
    join(out, NOTICES),
  );
  process.stdout.write(`dist/theriac: ${files.length + 1} files of code\n`);
}

function publishedManifest(): object {
  const { version, description, license, keywords, homepage, repository, bugs, engines } = JSON.parse(
    readFileSync(source('packages/cli/package.json'), 'utf8'),
  );
  return {
    name: 'theriac',
    version,
    description,
    keywords,
    homepage,
    bugs,
    repository,
    license,
    type: 'commonjs',
    bin: { theriac: 'theriac.js' },
    engines,
    files: ['theriac.js', 'lib', 'docs', 'CHANGELOG.md', NOTICES],
  };
}

/** What `npm install -g` takes on a machine without the repository. */
function pack(): void {
  const name = execFileSync('npm', ['pack', out, '--pack-destination', join(root, 'dist')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  process.stdout.write(`dist/${name.toString().trim()}\n`);
}

/** https://nodejs.org/api/single-executable-applications.html; one file, so nothing is loaded lazily. */
async function bundleExecutable(): Promise<void> {
  const work = join(root, 'dist', 'sea');
  mkdirSync(work, { recursive: true });
  const bundle = join(work, 'theriac.cjs');
  const code = await rolldown({ ...common, input: source('packages/cli/src/main-executable.ts') });
  await code.write({ ...output, file: bundle, codeSplitting: false });
  const config = join(work, 'sea.json');
  const blob = join(work, 'theriac.blob');
  writeFileSync(
    config,
    JSON.stringify({ main: bundle, output: blob, disableExperimentalSEAWarning: true, useCodeCache: true }),
  );
  runNode('--experimental-sea-config', config);
  const name = `theriac-${process.platform}-${process.arch}`;
  const target = join(root, 'dist', name);
  copyFileSync(process.execPath, target);
  chmodSync(target, 0o755);
  runNode(
    join(root, 'node_modules/postject/dist/cli.js'),
    target,
    'NODE_SEA_BLOB',
    blob,
    '--sentinel-fuse',
    'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2',
  );
  process.stdout.write(`dist/${name}\n`);
}

/** What the programs print is shown only when they fail: postject warns about sections that do not matter. */
function runNode(...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args[0]} failed:\n${stdout}${stderr}`);
}
