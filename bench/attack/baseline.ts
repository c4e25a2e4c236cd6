/** Repositories of every shape that git has: a clean working copy has nothing that its own commit has not. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Store } from '@theriac/advisories';
import { makeStore, removeFolders, scanWith } from '@theriac/testing/make-target';
import { openRevision } from '../../packages/cli/src/inputs/git-revision.ts';
import { type Form, type Outcome, type Suite, seeded } from './suite.ts';

export const baseline: Suite = {
  id: 'baseline',
  promise: 'A clean working copy has nothing new against its own commit, and nothing of the repository runs',
  run,
};

/** Combinations of shapes by chance, besides each shape alone. */
const MIXED = { short: 8, long: 100 };
const SHAPES_IN_A_MIX = 4;

async function run(form: Form): Promise<Outcome> {
  const base = mkdtempSync(join(tmpdir(), 'theriac-attack-'));
  const broken: string[] = [];
  let tried = 0;
  try {
    const store = await makeStore();
    const names = Object.keys(SHAPES);
    const random = seeded(1);
    const mixes = Array.from({ length: MIXED[form] }, () => [
      ...new Set(
        Array.from({ length: SHAPES_IN_A_MIX }, () => names[Math.floor(random() * names.length)] ?? ''),
      ),
    ]);
    for (const mix of [...names.map((name) => [name]), ...mixes]) {
      const repository = made(join(base, String(tried)), mix);
      for (const target of [repository.folder, ...repository.targets]) {
        // A sparse checkout may leave the folder out that another shape scans.
        if (!existsSync(target)) continue;
        tried += 1;
        const problem = await problemOf(store, target, repository.mark);
        if (problem !== undefined)
          broken.push(`${mix.join(' + ')}, ${target.slice(base.length + 1)}: ${problem}`);
      }
      rmSync(join(base, String(tried)), { recursive: true, force: true });
    }
    for (const [name, args] of REVISIONS) {
      tried += 1;
      const folder = made(join(base, `revision-${tried}`), []).folder;
      for (const arg of args) git(folder, ...arg);
      if (!openRevision(name, folder).tree.exists('Dockerfile')) broken.push(`revision ${name}: not seen`);
    }
  } finally {
    rmSync(base, { recursive: true, force: true });
    removeFolders();
  }
  return { tried, broken };
}

async function problemOf(store: Store, folder: string, mark: string): Promise<string | undefined> {
  const now = await scanWith(store, folder);
  const revision = openRevision('HEAD', folder);
  const before = await scanWith(store, folder, { path: revision });
  const known = new Set(before.findings.map(({ fingerprint }) => fingerprint));
  const fresh = now.findings.filter(({ fingerprint }) => !known.has(fingerprint));
  if (existsSync(mark)) return 'a program of the repository ran';
  if (revision.missing.size > 0) return `missing: ${[...revision.missing].join(', ')}`;
  if (now.findings.length === 0) return 'nothing is found at all';
  const [first] = fresh;
  return first === undefined
    ? undefined
    : `${fresh.length} new, as ${first.rule} in ${first.locations[0]?.path}`;
}

interface Repository {
  readonly folder: string;
  /** Written to by every program that the configuration names. */
  readonly mark: string;
  /** What is scanned besides the whole. */
  readonly targets: string[];
  /** Run when everything is committed. */
  readonly after: (() => void)[];
  /** Run when the suite itself asks git for nothing more. */
  readonly last: (() => void)[];
  readonly init: string[];
}

function made(base: string, shapes: readonly string[]): Repository {
  const folder = join(base, 'repository');
  const repository: Repository = {
    folder,
    mark: join(base, 'ran'),
    targets: [],
    after: [],
    last: [],
    init: [],
  };
  mkdirSync(folder, { recursive: true });
  const chosen = shapes.flatMap((name) => SHAPES[name] ?? []);
  if (shapes.includes('ids of SHA-256')) repository.init.push('--object-format=sha256');
  git(folder, 'init', '--quiet', ...repository.init);
  for (const [path, text] of Object.entries(PROJECT)) write(folder, path, text);
  for (const shape of chosen) shape(repository);
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'first');
  for (const step of repository.after) step();
  // What changes lines or encodings changes the working copy when it is checked out.
  rmSync(join(folder, 'Dockerfile'));
  git(folder, 'checkout', '--quiet', '--', '.');
  for (const step of repository.last) step();
  return repository;
}

const lock = (name: string): string =>
  JSON.stringify({
    name,
    lockfileVersion: 3,
    packages: {
      '': { name, dependencies: { flawed: '*' } },
      'node_modules/flawed': { version: '1.0.0', resolved: 'https://packages.example.org/flawed.tgz' },
    },
  });
const DOCKERFILE = 'FROM example/base:1\nRUN curl http://example.org/x | sh\n';
const PROJECT: Readonly<Record<string, string>> = {
  Dockerfile: DOCKERFILE,
  'package.json': '{"name":"app","dependencies":{"flawed":"*"}}',
  'package-lock.json': lock('app'),
  'service/requirements.txt': 'flawed==1.0.0\n-r more.txt\n',
  'service/more.txt': 'other\n',
  'service/Dockerfile': DOCKERFILE,
};

/** What a repository may have: each is one thing that differs between a commit and a working copy. */
const SHAPES: Readonly<Record<string, (repository: Repository) => void>> = {
  'links to files': ({ folder }) => {
    symlinkSync('Dockerfile', join(folder, 'Dockerfile.linked'));
    mkdirSync(join(folder, 'other'));
    symlinkSync('../package-lock.json', join(folder, 'other/package-lock.json'));
    symlinkSync(join(folder, 'service/requirements.txt'), join(folder, 'other/requirements.txt'));
  },
  'links to folders': ({ folder }) => {
    symlinkSync('service', join(folder, 'linked'));
    write(folder, 'third/requirements.txt', '-r ../linked/more.txt\nflawed==1.0.0\n');
    symlinkSync('../linked/Dockerfile', join(folder, 'third/Dockerfile'));
  },
  'links to nowhere': ({ folder }) => {
    symlinkSync('nowhere', join(folder, 'broken.txt'));
    symlinkSync('requirements-dev.txt', join(folder, 'requirements-dev.txt'));
    symlinkSync('/etc/hostname', join(folder, 'requirements-out.txt'));
  },
  submodule: (repository) => {
    const inner = submodule(repository, 'modules/inner');
    repository.targets.push(join(repository.folder, 'modules'), inner);
  },
  'submodule in a submodule': (repository) => {
    const inner = submodule(repository, 'deep');
    git(inner, 'submodule', '--quiet', 'add', source(repository, 'deeper'), 'deeper');
    git(inner, 'commit', '--quiet', '--message', 'second');
  },
  'submodule that is not checked out': (repository) => {
    submodule(repository, 'absent');
    repository.after.push(() => git(repository.folder, 'submodule', 'deinit', '--force', 'absent'));
  },
  'lines of Windows': ({ folder }) => {
    git(folder, 'config', 'core.autocrlf', 'true');
    write(folder, '.gitattributes', '* text=auto eol=crlf\n');
  },
  'another encoding in the working copy': ({ folder }) => {
    write(folder, '.gitattributes', 'service/requirements.txt working-tree-encoding=UTF-16LE-BOM eol=lf\n');
    const text = Buffer.from(`\ufeff${PROJECT['service/requirements.txt']}`, 'utf16le');
    writeFileSync(join(folder, 'service/requirements.txt'), text);
  },
  'attributes of archives': ({ folder }) =>
    write(folder, '.gitattributes', 'service export-ignore\nDockerfile export-subst ident\n'),
  'content in LFS': (repository) => {
    const { folder } = repository;
    const content = lock('large');
    const oid = createHash('sha256').update(content).digest('hex');
    write(
      folder,
      'large/package-lock.json',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`,
    );
    write(folder, `.git/lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`, content);
    // Before programs stand in the configuration, which git would run for this.
    repository.last.unshift(() => {
      write(folder, 'large/package-lock.json', content);
      git(folder, 'update-index', '--assume-unchanged', 'large/package-lock.json');
    });
  },
  'tracked and ignored': ({ folder }) => {
    write(folder, '.gitignore', 'service/\n*.lock\nignored\n');
    write(folder, 'ignored/requirements.txt', 'flawed==1.0.0\n');
    write(folder, 'ignored/Dockerfile', DOCKERFILE);
    git(folder, 'add', '--force', '.');
  },
  'a part of it checked out': ({ folder, after }) => {
    after.push(() => git(folder, 'sparse-checkout', 'set', '--no-cone', '/*', '!/service'));
  },
  'a split index': ({ folder, after }) => {
    after.push(() => git(folder, 'update-index', '--split-index'));
  },
  'modes of files': ({ folder, after }) => {
    chmodSync(join(folder, 'Dockerfile'), 0o755);
    after.push(() => git(folder, 'config', 'core.fileMode', 'false'));
  },
  'names in other scripts': ({ folder }) => {
    for (const name of ['日本', 'ä ö', "it's", 'a"b', 'tab\there', '-x', '#1', '%2e', 'back\\slash'])
      write(folder, `${name}/requirements.txt`, 'flawed==1.0.0\n');
  },
  'names that are no UTF-8': ({ folder }) => {
    const odd = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.txt')]);
    writeFileSync(odd, 'flawed==1.0.0\n');
  },
  'names that differ in case': ({ folder }) => {
    write(folder, 'Service/requirements.txt', 'flawed==1.0.0\n');
    write(folder, 'service/Requirements.txt', 'flawed==1.0.0\n');
  },
  'a further working copy': (repository) => {
    const further = join(dirname(repository.folder), 'further');
    repository.targets.push(further);
    repository.after.push(() => git(repository.folder, 'worktree', 'add', '--quiet', '--detach', further));
  },
  'a shallow clone': (repository) => {
    const clone = join(dirname(repository.folder), 'shallow');
    repository.targets.push(clone);
    repository.after.push(() =>
      git(repository.folder, 'clone', '--quiet', '--depth=1', `file://${repository.folder}`, clone),
    );
  },
  'ids of SHA-256': () => undefined,
  'one folder of it': ({ folder, targets }) => {
    targets.push(join(folder, 'service'));
  },
  'packed objects': ({ folder, after }) => {
    after.push(() => git(folder, 'gc', '--quiet'));
  },
  'a commit that stands for another': ({ folder, after }) => {
    after.push(() => {
      git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'second');
      git(folder, 'replace', 'HEAD', 'HEAD^');
    });
  },
  'programs in its configuration': ({ folder, mark, last }) => {
    const program = `touch ${mark}; true`;
    const keys = [
      'core.fsmonitor',
      'core.pager',
      'core.sshCommand',
      'core.editor',
      'core.askPass',
      'core.gitProxy',
    ];
    const more = ['diff.external', 'credential.helper', 'filter.x.smudge', 'filter.x.process', 'gpg.program'];
    last.push(() => {
      for (const key of [...keys, ...more, 'core.alternateRefsCommand']) git(folder, 'config', key, program);
      write(folder, '.git/info/attributes', '* filter=x diff=x\n');
      for (const hook of ['post-checkout', 'reference-transaction', 'post-index-change']) {
        write(folder, `.git/hooks/${hook}`, `#!/bin/sh\ntouch ${mark}\n`);
        chmodSync(join(folder, '.git/hooks', hook), 0o755);
      }
    });
  },
  'many files': ({ folder }) => {
    for (let i = 0; i < 300; i += 1) write(folder, `many/${i}/requirements.txt`, `flawed==1.0.${i}\n`);
  },
};

/** Names of revisions, and what makes them. */
const REVISIONS: readonly (readonly [string, readonly (readonly string[])[]])[] = [
  ['@', []],
  ['HEAD', []],
  ['HEAD~0', []],
  [':/fir', []],
  ['HEAD^{/first}', []],
  ['refs/heads/-x', [['update-ref', 'refs/heads/-x', 'HEAD']]],
  ['--all', [['update-ref', 'refs/heads/--all', 'HEAD']]],
  ['日本', [['branch', '日本']]],
  ['a,b=c', [['branch', 'a,b=c']]],
  ["it's", [['branch', "it's"]]],
  ['v1.0', [['tag', '--annotate', '--message=x', 'v1.0']]],
  ['tree/of/names', [['branch', 'tree/of/names']]],
  ['$(id)', [['branch', '$(id)']]],
];

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Another repository, to be a submodule. */
function source({ folder, init }: Repository, name: string): string {
  const other = join(dirname(folder), `source-${name.replaceAll('/', '-')}`);
  mkdirSync(other, { recursive: true });
  git(other, 'init', '--quiet', ...init);
  write(other, 'Dockerfile', DOCKERFILE);
  write(other, 'requirements.txt', 'flawed==1.0.0\n');
  git(other, 'add', '--all');
  git(other, 'commit', '--quiet', '--message', 'first');
  return other;
}

/** @returns where it is checked out */
function submodule(repository: Repository, path: string): string {
  git(repository.folder, 'submodule', '--quiet', 'add', source(repository, path), path);
  return join(repository.folder, path);
}

function git(folder: string, ...args: readonly string[]): void {
  const settings = [
    'user.name=A',
    'user.email=a@example.org',
    'commit.gpgsign=false',
    'protocol.file.allow=always',
  ];
  execFileSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  });
}
