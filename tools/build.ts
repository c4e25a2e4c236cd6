/**
 * Builds what is published: `dist/theriac/` (npm package: esbuild bundle with a lazy chunk per command and format);
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
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { docTexts } from '@theriac/cli/doc-texts';
import { type BuildOptions, build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist', 'theriac');
const NOTICES = 'THIRD-PARTY-NOTICES.txt';
const source = (path: string): string => join(root, path);

const common = {
  bundle: true,
  platform: 'node',
  target: 'node22.15',
  minify: true,
  // Names of functions and classes appear in stack traces that users report.
  keepNames: false,
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Packages that everything uses are one file each. Left to itself esbuild cuts a chunk for every set of commands that
 * share a module, and a scan would open a dozen files of a few hundred bytes.
 */
const WHOLE_PACKAGES = ['core', 'advisories', 'govern'];

const wholePackages: Plugin = {
  name: 'whole-packages',
  setup(build) {
    build.onResolve({ filter: /^@theriac\/[a-z]+$/ }, ({ path }) => {
      const name = path.slice('@theriac/'.length);
      return WHOLE_PACKAGES.includes(name) ? { path: `./${name}.mjs`, external: true } : undefined;
    });
  },
};

/** Modules that every scan loads, and other commands in part: one file per group, for the same reason. */
const GROUPS: Readonly<Record<string, string>> = {
  read: 'packages/read/src/{json,text}/*.ts',
  text: 'packages/formats/src/{text/{plain-text,terminal-text},result-view}.ts',
  run: 'packages/cli/src/{inputs/{time,config-file,read-given},run/{print-defect,progress,stack,scan-target}}.ts',
  plugins:
    'packages/scan/src/{target/paths,findings/end-of-life-rule,{extractors,detectors}/shared/*,extractors/npm/{fix-recipes,package-node,package-source,manifest,dangling-edges,resolved-source}}.ts',
};

const groupOf = new Map(
  Object.entries(GROUPS).flatMap(([group, pattern]) =>
    globSync(pattern, { cwd: root })
      .filter((path) => !path.endsWith('.test.ts'))
      .map((path): [string, string] => [join(root, path), group]),
  ),
);

const groups: Plugin = {
  name: 'groups',
  setup(build) {
    build.onResolve({ filter: /^group:/ }, ({ path }) => ({ path: path.slice(6), namespace: 'group' }));
    build.onLoad({ filter: /.*/, namespace: 'group' }, ({ path }) => ({
      contents: [...groupOf]
        .filter(([, group]) => group === path)
        .map(([file]) => `export * from ${JSON.stringify(file)};`)
        .join('\n'),
      resolveDir: root,
    }));
    build.onResolve(
      { filter: /^(?:\.|@theriac\/)/ },
      async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === groups || kind === 'entry-point' || importer === '') return undefined;
        const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: groups });
        const group = groupOf.get(found.path);
        return group === undefined || group === groupOf.get(importer)
          ? undefined
          : { path: `./${group}.mjs`, external: true };
      },
    );
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

/** The documentation as a module, for `theriac docs`. */
const embeddedDocs: Plugin = {
  name: 'embedded-docs',
  setup(build) {
    build.onLoad({ filter: /[\\/]docs[\\/]doc-texts\.ts$/ }, () => ({
      contents: `export const docTexts = () => new Map(${JSON.stringify([...docTexts()])});`,
    }));
  },
};

/** The entry point loads the rest only after it has checked the version of Node. */
const lateStart: Plugin = {
  name: 'late-start',
  setup(build) {
    build.onResolve({ filter: /^\.\/start\.ts$/ }, () => ({ path: './start.mjs', external: true }));
  },
};

if (import.meta.main) {
  if (process.argv.includes('--executable')) await bundleExecutable();
  else {
    await bundlePackage();
    if (process.argv.includes('--tarball')) pack();
  }
}

/** `theriac.js`: old enough to be read by any Node that might be asked to run it. */
export async function launcher(): Promise<string> {
  const { outputFiles } = await build({
    ...common,
    entryPoints: [join(root, 'packages/cli/src/main.ts')],
    plugins: [lateStart],
    target: 'node12.20',
    format: 'cjs',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}

async function bundlePackage(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'theriac.js'), await launcher());
  const { warnings } = await build({
    ...common,
    entryPoints: {
      start: source('packages/cli/src/start.ts'),
      ...Object.fromEntries(Object.keys(GROUPS).map((group) => [group, `group:${group}`])),
      ...Object.fromEntries(WHOLE_PACKAGES.map((name) => [name, source(`packages/${name}/src/index.ts`)])),
    },
    plugins: [wholePackages, groups, noSubprograms, embeddedDocs],
    format: 'esm',
    splitting: true,
    outdir: out,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    // CommonJS dependencies ask for `require`, which modules do not have.
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  if (warnings.length > 0) throw new Error(`the bundle has ${warnings.length} warnings`);
  // A name that two modules of a group export is in none of them: every file must find what it imports.
  const files = readdirSync(out).filter((f) => f.endsWith('.mjs') && f !== 'start.mjs');
  const linked = `await Promise.all(${JSON.stringify(files)}.map((f) => import('./' + f)))`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', linked], { cwd: out, stdio: 'inherit' });
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(publishedManifest(), null, 2)}\n`);
  for (const file of ['LICENSE', 'README.md', 'CHANGELOG.md'])
    copyFileSync(join(root, file), join(out, file));
  cpSync(join(root, 'docs'), join(out, 'docs'), { recursive: true });
  chmodSync(join(out, 'theriac.js'), 0o755);
  // The licences of what is bundled ask for it; the build fails when one cannot be found.
  runNode(join(out, 'theriac.js'), 'notice', join(root, 'package-lock.json'), '--output', join(out, NOTICES));
  process.stdout.write(`dist/theriac: ${readdirSync(out).filter((f) => f.endsWith('js')).length} files\n`);
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
    files: ['theriac.js', '*.mjs', 'docs', 'CHANGELOG.md', NOTICES],
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
  await build({
    ...common,
    entryPoints: [join(root, 'packages/cli/src/main-executable.ts')],
    plugins: [embeddedDocs],
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
