/**
 * Whether suggested fixes work: each is carried out in a copy of a real project by the real package manager, and the
 * copy is scanned again. Needs the network, the package managers and an index of advisories (`theriac db update`):
 *
 *     node bench/fixes.ts REPOSITORIES SCRATCH [--tools DIR] [--only TEXT] [--limit N]
 *
 * REPOSITORIES holds one clone per repository of `fix-projects.ts`, as `owner+name`; SCRATCH is filled with copies.
 */
import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { command, type Fix, type ScanResult } from '@theriac/core';
import { applySteps, type Tools } from './fix-apply.ts';
import { compareScans, type Verdict } from './fix-compare.ts';
import { FIX_PROJECTS, type FixProject, isHeldOut, type Tool } from './fix-projects.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { tools: { type: 'string' }, only: { type: 'string' }, limit: { type: 'string' } },
});
const [repositories, scratch] = positionals;
if (repositories === undefined || scratch === undefined)
  throw new Error('usage: node bench/fixes.ts REPOSITORIES SCRATCH [--tools DIR] [--only TEXT] [--limit N]');
const work = resolve(scratch);
const limit = Number(values.limit ?? '12');
const theriac = fileURLToPath(new URL('../packages/cli/src/main.ts', import.meta.url));
const tools: Tools = { folder: resolve(values.tools ?? join(work, 'tools')), env: registryEnvironment() };

/** What package managers read of a project: manifests, lockfiles and, where imports count, sources. */
const NEEDED =
  /(?:^|\/)(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-(?:lock|workspace)\.yaml|pyproject\.toml|poetry\.lock|uv\.lock|README[^/]*|[^/]+\.patch|[\w.-]*requirements[\w.-]*\.(?:txt|in)|Cargo\.(?:toml|lock)|go\.(?:mod|sum|work)|pom\.xml|Gemfile|Gemfile\.lock|composer\.(?:json|lock)|[^/]+\.(?:go|rs|gemspec))$|(?:^|\/)__init__\.py$/;
const UNWANTED = /(?:^|\/)(?:node_modules|venv|\.venv|vendor|testdata)\//;

interface Tried extends Verdict {
  readonly project: string;
  readonly tool: string;
  readonly heldOut: boolean;
  readonly fix: string;
  readonly kind: Fix['kind'];
  readonly action: string;
}

/** Root ids begin with the extractor. */
const EXTRACTORS: Readonly<Record<Tool, string>> = {
  npm: 'npm/package-lock:',
  'yarn-1': 'npm/yarn-lock:',
  'yarn-berry': 'npm/yarn-lock:',
  pnpm: 'npm/pnpm-lock:',
  'pnpm-8': 'npm/pnpm-lock:',
  poetry: 'pypi/poetry-lock:',
  uv: 'pypi/uv-lock:',
  pip: 'pypi/requirements-txt:',
  cargo: 'cargo/cargo-lock:',
  go: 'golang/go-mod:',
  maven: 'maven/pom:',
  bundler: 'gem/gemfile-lock:',
  composer: 'composer/composer-lock:',
};

const CONTROLS: Readonly<Partial<Record<Tool, string>>> = {
  npm: 'npm install',
  'yarn-1': 'yarn install',
  'yarn-berry': 'yarn install',
  pnpm: 'pnpm install --fix-lockfile',
  'pnpm-8': 'pnpm install --fix-lockfile',
  poetry: 'poetry lock',
  uv: 'uv lock',
  cargo: 'cargo update --workspace',
  go: 'go mod tidy',
};

const tried: Tried[] = [];
for (const [index, project] of FIX_PROJECTS.entries()) {
  const name = `${project.repository}${project.folder === '' ? '' : `/${project.folder}`} (${project.tool})`;
  if (values.only !== undefined && !name.includes(values.only)) continue;
  const base = checkOut(project, index);
  if (base === undefined) {
    console.log(`- ${name}: no clone in ${repositories}`);
    continue;
  }
  const unresolvable = controlRun(project, base);
  if (unresolvable !== undefined) {
    console.log(`- ${name}: left out, it does not resolve as it is: ${unresolvable}`);
    continue;
  }
  const before = scan(base);
  const fixes = chosen(before.fixes, project.tool);
  console.log(`- ${name}: ${before.inventory.components.length} components, ${fixes.length} fixes to try`);
  for (const fix of fixes) {
    const verdict = tryFix(fix, project, base, before);
    tried.push({
      project: name,
      tool: project.tool,
      heldOut: isHeldOut(index),
      fix: fix.id,
      kind: fix.kind,
      action: fix.action,
      ...verdict,
    });
    const bad = !verdict.cleared || verdict.lowered.length > 0 || verdict.promoted.length > 0;
    if (bad) console.log(`    ${fix.kind} ${fix.action}\n      ${describe(verdict)}`);
  }
}
report();

/** Fixes of the tool that change a version, the same sample in every run. */
function chosen(fixes: readonly Fix[], tool: Tool): Fix[] {
  return fixes
    .filter((fix) => fix.root?.startsWith(EXTRACTORS[tool]) === true)
    .filter((fix) => fix.to !== null && fix.steps.some((step) => step.kind !== 'text'))
    .map((fix) => ({ fix, key: hash('sha256', fix.id) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, limit)
    .map(({ fix }) => fix);
}

function tryFix(fix: Fix, project: FixProject, base: string, before: ScanResult): Verdict {
  const copy = join(work, 'copy');
  rmSync(copy, { recursive: true, force: true });
  cpSync(base, copy, { recursive: true, verbatimSymlinks: true });
  const problem = applySteps(fix.steps, copy, project.tool, tools);
  if (problem !== undefined)
    return { cleared: false, problem, left: [], lowered: [], loweredAside: [], promoted: [] };
  return compareScans(fix, before, scan(copy));
}

/** Old projects ask for what registries do not have any more: whether the project resolves before any change. */
function controlRun(project: FixProject, base: string): string | undefined {
  const control = CONTROLS[project.tool];
  if (control === undefined) return undefined;
  const copy = join(work, 'copy');
  rmSync(copy, { recursive: true, force: true });
  cpSync(base, copy, { recursive: true, verbatimSymlinks: true });
  return applySteps([command(control)], copy, project.tool, tools);
}

function describe({ problem, left, lowered, promoted }: Verdict): string {
  return [
    problem === undefined ? '' : `failed: ${problem}`,
    left.length === 0 ? '' : `left: ${left.join(', ')}`,
    lowered.length === 0 ? '' : `lowered: ${lowered.join(', ')}`,
    promoted.length === 0 ? '' : `moved to production: ${promoted.join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function checkOut(project: FixProject, index: number): string | undefined {
  const clone = [join('repo', '.git'), 'repo', '.git', '.']
    .map((part) => join(repositories ?? '', project.repository.replace('/', '+'), part))
    .find((path) => existsSync(join(path, 'HEAD')));
  if (clone === undefined) return undefined;
  const base = join(work, 'base', String(index));
  rmSync(base, { recursive: true, force: true });
  mkdirSync(base, { recursive: true });
  const tree = project.folder === '' ? project.revision : `${project.revision}:${project.folder}`;
  const listed = spawnSync('git', ['-C', resolve(clone), 'ls-tree', '-r', '--name-only', '-z', tree], {
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  });
  const wanted = listed.stdout.split('\0').filter((path) => NEEDED.test(path) && !UNWANTED.test(path));
  const tar = spawnSync('git', ['-C', resolve(clone), 'archive', tree, '--', ...wanted], {
    maxBuffer: 1024 ** 3,
  });
  if (tar.status !== 0) throw new Error(`${project.repository}: ${tar.stderr.toString()}`);
  const untar = spawnSync('tar', ['-x', '-C', base], { input: tar.stdout });
  if (untar.status !== 0) throw new Error(untar.stderr.toString());
  // No file of the project names the release of the package manager, which would be fetched.
  const manifest = join(base, 'package.json');
  if (existsSync(manifest)) {
    const { packageManager: _, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'));
    writeFileSync(manifest, `${JSON.stringify(rest, null, 2)}\n`);
  }
  return base;
}

function scan(folder: string): ScanResult {
  const ran = spawnSync(process.execPath, [theriac, 'scan', folder, '--format', 'json', '--offline'], {
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  });
  if (ran.stdout === '') throw new Error(`scan of ${folder}: ${ran.stderr}`);
  return JSON.parse(ran.stdout);
}

/** Tools that do not read npm's configuration get the registry that it names. */
function registryEnvironment(): Record<string, string> {
  const registry = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim();
  return {
    YARN_NPM_REGISTRY_SERVER: registry,
    YARN_ENABLE_TELEMETRY: '0',
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    GOFLAGS: '-mod=mod',
    GOTOOLCHAIN: 'local',
    PIPENV_IGNORE_VIRTUALENVS: '1',
  };
}

function report(): void {
  writeFileSync(join(work, 'fixes.json'), `${JSON.stringify(tried, null, 1)}\n`);
  console.log(
    '\n| part | tool | tried | cleared | failed | lowered | to production |\n|---|---|---|---|---|---|---|',
  );
  for (const [part, heldOut] of [
    ['tuned', false],
    ['held out', true],
  ] as const) {
    const own = tried.filter((t) => t.heldOut === heldOut);
    for (const tool of [...new Set(own.map((t) => t.tool)), 'all']) {
      const rows = own.filter((t) => tool === 'all' || t.tool === tool);
      const cleared = rows.filter((t) => t.cleared).length;
      const failed = rows.filter((t) => t.problem !== undefined).length;
      const lowered = rows.filter((t) => t.lowered.length > 0).length;
      const aside = rows.filter((t) => t.loweredAside.length > 0).length;
      const promoted = rows.filter((t) => t.promoted.length > 0).length;
      const share = rows.length === 0 ? '' : ` (${((100 * cleared) / rows.length).toFixed(1)} %)`;
      console.log(
        `| ${part} | ${tool} | ${rows.length} | ${cleared}${share} | ${failed} | ${lowered} | ${aside} | ${promoted} |`,
      );
    }
  }
}
