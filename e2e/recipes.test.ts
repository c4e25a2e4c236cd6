/** The recipes of docs/ci.md: their scripts run as they are written, on a pull request that adds a vulnerable package. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AS_OF } from '@theriac/testing/sample-feeds';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { folderWith, lockOf, ROOT, removeFolders } from './run-cli.ts';

afterAll(removeFolders);

const page = readFileSync(join(ROOT, 'docs/ci.md'), 'utf8');

/** The block of code below a heading. */
function recipe(heading: string): string {
  const at = page.indexOf(`\n## ${heading}\n`);
  return /```\w+\n([\s\S]*?)```/.exec(page.slice(at))?.[1] ?? '';
}

interface Step {
  readonly run?: string;
  readonly script?: string;
  readonly uses?: string;
}

/** The scripts of each recipe, in their order, and how the service tells which branch a change goes to. */
const SERVICES: readonly {
  readonly heading: string;
  readonly scripts: () => readonly string[];
  readonly target: Readonly<Record<string, string>>;
  readonly reports: readonly string[];
}[] = [
  {
    heading: 'GitHub Actions',
    scripts: () => {
      const { jobs } = parse(recipe('GitHub Actions')) as { jobs: { scan: { steps: Step[] } } };
      // The last one speaks to GitHub.
      return jobs.scan.steps.flatMap(({ run }) => (run === undefined || run.startsWith('gh ') ? [] : [run]));
    },
    target: { BASE: 'main' },
    reports: ['theriac.sarif', 'theriac.md', 'theriac.html'],
  },
  {
    heading: 'GitLab CI',
    scripts: () => {
      const { theriac } = parse(recipe('GitLab CI')) as { theriac: { script: string[] } };
      return [theriac.script.join('\n')];
    },
    target: { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' },
    reports: ['theriac.xml', 'theriac.cdx.json', 'theriac.html'],
  },
  {
    heading: 'Jenkins',
    scripts: () =>
      [...recipe('Jenkins').matchAll(/\bsh (?:'''([\s\S]*?)'''|'([^'\n]*)')/g)].map(([, long, short]) => {
        // In a string of Groovy a backslash at the end of a line joins it with the next.
        return (long ?? short ?? '').replaceAll('\\\n', ' ');
      }),
    target: { CHANGE_TARGET: 'main' },
    reports: ['theriac.xml', 'theriac.sarif', 'theriac.html'],
  },
  {
    heading: 'Azure Pipelines',
    scripts: () => {
      const { steps } = parse(recipe('Azure Pipelines')) as { steps: Step[] };
      return steps.flatMap(({ script }) => (script === undefined ? [] : [script]));
    },
    target: { SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' },
    reports: ['theriac.xml', 'theriac.sarif', 'theriac.html'],
  },
];

let tarball: string;
beforeAll(() => {
  const folder = folderWith();
  execFileSync('npm', ['pack', join(ROOT, 'dist/theriac'), '--pack-destination', folder], {
    stdio: 'ignore',
  });
  tarball = join(folder, readdirSync(folder)[0] ?? '');
});

function git(folder: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
    cwd: folder,
    stdio: 'ignore',
  });
}

/** A clone on a branch that adds handlebars to a project which has lodash already. */
function pullRequest(): string {
  const remote = folderWith();
  git(remote, 'init', '-q', '--bare', '-b', 'main');
  const clone = folderWith({ 'package-lock.json': lockOf({ lodash: '4.17.11' }) });
  git(clone, 'init', '-q', '-b', 'main');
  git(clone, 'add', '.');
  git(clone, 'commit', '-qm', 'before');
  git(clone, 'remote', 'add', 'origin', remote);
  git(clone, 'push', '-q', 'origin', 'main');
  git(clone, 'checkout', '-qb', 'change');
  writeFileSync(join(clone, 'package-lock.json'), lockOf({ lodash: '4.17.11', handlebars: '4.0.11' }));
  git(clone, 'commit', '-qam', 'change');
  git(clone, 'fetch', '-q', 'origin');
  copyFileSync(tarball, join(clone, 'theriac-0.1.0.tgz'));
  return clone;
}

/** Where global packages go, and all that the service gives. */
function environment(more: Readonly<Record<string, string>>): Record<string, string> {
  const home = folderWith();
  return {
    HOME: home,
    PATH: `${join(home, 'bin')}:${process.env.PATH ?? ''}`,
    npm_config_prefix: home,
    npm_config_cache: join(home, 'cache'),
    WORKSPACE_TMP: join(home, 'tmp'),
    CI: '1',
    THERIAC_DATA: inject('sampleData'),
    THERIAC_OFFLINE: '1',
    SOURCE_DATE_EPOCH: String(Date.parse(`${AS_OF}T00:00:00Z`) / 1000),
    ...more,
  };
}

function inShell(script: string, cwd: string, env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', script], { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe.each(SERVICES)('$heading', ({ scripts, target, reports }) => {
  test('on a pull request only what is new fails, and every report is written', () => {
    const clone = pullRequest();
    const env = environment(target);
    mkdirSync(env.WORKSPACE_TMP ?? '', { recursive: true });
    const [scan = '', ...before] = [...scripts()].reverse();
    for (const script of before.reverse()) expect(inShell(script, clone, env)).toMatchObject({ status: 0 });
    const { status, stdout, stderr } = inShell(scan, clone, env);
    expect([status, stderr.replaceAll(/^(?:From|npm) .*\n| \* .*\n| {3}.*\n/gm, '')]).toEqual([1, '']);
    expect(stdout).toMatch(/\nGate failed: \d+ new findings? /);
    expect(stdout).toContain('handlebars');
    for (const name of reports) expect([name, existsSync(join(clone, name))]).toEqual([name, true]);
  });

  test('on the main branch everything counts', () => {
    const clone = pullRequest();
    const env = environment({});
    mkdirSync(env.WORKSPACE_TMP ?? '', { recursive: true });
    const outcomes = scripts().map((script) => inShell(script, clone, env));
    expect(outcomes.at(-1)?.status).toBe(1);
    expect(outcomes.at(-1)?.stdout).toMatch(/\nGate failed: \d+ findings? /);
  });
});

describe('pre-commit', () => {
  const { repos } = parse(recipe('pre-commit')) as {
    repos: { hooks: { entry: string; files: string; language: string; pass_filenames: boolean }[] }[];
  };
  const [hook] = repos[0]?.hooks ?? [];

  test('stops a commit that adds a vulnerable package, and lets others through', () => {
    const clone = pullRequest();
    const env = environment({});
    expect(inShell('npm install --global --ignore-scripts ./theriac-0.1.0.tgz', clone, env).status).toBe(0);
    expect(inShell(hook?.entry ?? '', clone, env)).toMatchObject({ status: 0 });
    git(clone, 'reset', '-q', 'origin/main');
    const { status, stdout } = inShell(hook?.entry ?? '', clone, env);
    expect([status, stdout]).toEqual([1, expect.stringMatching(/handlebars .* new\n/)]);
  });

  test('runs for files that it reads', () => {
    const files = new RegExp(hook?.files ?? '(?!)');
    for (const path of [
      'package-lock.json',
      'api/pom.xml',
      'x/requirements-dev.txt',
      'build.gradle.kts',
      'theriac.yaml',
    ])
      expect([path, files.test(path)]).toEqual([path, true]);
    expect(files.test('src/index.ts')).toBe(false);
  });
});

test('the workflows keep to the rules that Theriac has for them', () => {
  const folder = folderWith({
    '.github/workflows/theriac.yml': recipe('GitHub Actions'),
    '.gitlab-ci.yml': recipe('GitLab CI'),
    'azure-pipelines.yml': recipe('Azure Pipelines'),
    'package-lock.json': lockOf({ 'is-odd': '3.0.1' }),
  });
  const env = environment({});
  const { stdout } = spawnSync(
    process.execPath,
    [join(ROOT, 'dist/theriac/theriac.js'), 'scan', folder, '--format', 'json'],
    {
      env,
      encoding: 'utf8',
    },
  );
  const { findings }: { findings: { rule: string; subject: { path?: string } }[] } = JSON.parse(stdout);
  expect(
    findings.filter((f) => f.subject.path?.includes('theriac') ?? f.subject.path?.includes('pipelines')),
  ).toEqual([]);
});
