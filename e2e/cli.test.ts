/**
 * The whole product through its built command line. Usage, help and configuration run in this process, which costs a
 * tenth.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { storeOf } from '@theriac/advisories';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { scan } from '@theriac/scan';
import { type ProcessRun, runInProcess } from '@theriac/testing/run-in-process';
import { AS_OF } from '@theriac/testing/sample-feeds';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { cli, folderWith, lockOf, MAIN, NODE, ROOT, type Run, removeFolders } from './run-cli.ts';

const feeds = inject('sampleFeeds');
const data = inject('sampleData');
afterAll(removeFolders);

/** With the sample index, without a network, on a fixed day. */
const run = (
  args: readonly string[],
  more: { cwd?: string; env?: Record<string, string>; input?: string } = {},
): Promise<Run> => cli(args, { ...more, env: { THERIAC_DATA: data, ...more.env } });
const scanned = (folder: string, ...args: readonly string[]): Promise<Run> =>
  run(['scan', folder, '--offline', '--as-of', AS_OF, ...args]);
const runHere = (args: readonly string[]): Promise<ProcessRun> =>
  runInProcess(args, { env: { THERIAC_DATA: data } });
const scannedHere = (folder: string, ...args: readonly string[]): Promise<ProcessRun> =>
  runHere(['scan', folder, '--offline', '--as-of', AS_OF, ...args]);

const CLEAN = { 'package-lock.json': lockOf({ 'is-odd': '3.0.1' }) };
const FLAWED = { 'package-lock.json': lockOf({ lodash: '4.17.11' }) };

/** Lines that are too wide although they could be broken. */
const tooWide = (text: string): string[] =>
  text.split('\n').filter(
    (line) =>
      line.length > 80 &&
      // Commands are copied: they stay whole.
      !line.trimStart().startsWith('$ ') &&
      line.trim().replace(/^• /, '').includes(' '),
  );

/** Through a shell: what happens to a stream that the test does not hold. */
const inShell = (script: string, env: Readonly<Record<string, string>> = {}) =>
  spawnSync('sh', ['-c', script, 'sh', NODE, MAIN, folderWith(FLAWED)], {
    env: { PATH: process.env.PATH ?? '', HOME: folderWith(), THERIAC_DATA: data, CI: '1', ...env },
    encoding: 'utf8',
  });

describe.runIf(process.platform === 'linux')('a hostile system', () => {
  test('2: standard output on a full device', () => {
    const { status, stderr } = inShell('"$1" "$2" scan "$3" --offline > /dev/full');
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('standard output: no space left (THERIAC_OUTPUT)'),
    ]);
  });

  test('2: the version on a full device', () => {
    const { status, stderr } = inShell('"$1" "$2" --version > /dev/full');
    expect([status, stderr]).toEqual([2, expect.stringContaining('(THERIAC_OUTPUT)')]);
  });

  test('a temporary folder in which nothing can be created', () => {
    const { status, stdout } = inShell('"$1" "$2" scan "$3" --offline', { TMPDIR: '/proc' });
    expect([status, stdout]).toEqual([expect.any(Number), expect.stringContaining('lodash')]);
  });
});

test('a command that writes a lockfile is a change for each folder', async () => {
  const composer = JSON.stringify({ require: { 'monolog/monolog': '^3.0' } });
  const { stdout } = await scannedHere(
    folderWith({ 'portal/composer.json': composer, 'api/composer.json': composer }),
    '--format',
    'json',
  );
  const { fixes } = JSON.parse(stdout);
  const steps: { command: string; folder: string }[] = fixes.flatMap(
    (fix: { steps: unknown[] }) => fix.steps,
  );
  expect(steps.map(({ command, folder }) => `${command} in ${folder}`).sort()).toEqual([
    'composer update in api',
    'composer update in portal',
  ]);
});

describe('exit codes', () => {
  test('0: nothing found, everything looked at', async () => {
    const { code, stdout, stderr } = await scanned(folderWith(CLEAN));
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Gate passed: no finding decided out of cycle or sooner');
  });

  test('1: the gate failed, and the first fix stands at the end', async () => {
    const { code, stdout } = await scanned(folderWith(FLAWED));
    expect(code).toBe(1);
    expect(stdout).toContain('Gate failed');
    expect(stdout).toMatch(/Next:\n {2}\$ \(cd \S+ &&[\s\\]+npm install[\s\\]+"lodash@/);
  });

  test('3: an empty folder, and it says what to do', async () => {
    const { code, stdout } = await scanned(folderWith());
    expect(code).toBe(3);
    expect(stdout).toContain('no package file was recognised');
    expect(stdout).toContain('name a folder with a lockfile or manifest, an archive, or an SBOM');
  });

  test.each([
    ['a missing target', ['scan', 'nothing-here'], 'THERIAC_TARGET_MISSING'],
    ['an unknown command', ['scna'], 'Did you mean scan?'],
    ['an unknown option', ['scan', '--ofline'], 'Did you mean one of --offline, --online?'],
    ['an unknown subcommand', ['db', 'statsu'], 'status'],
    ['a day that does not exist', ['scan', '--as-of', '2026-02-30'], '--as-of 2026-02-30: not a day'],
    ['an unknown level', ['scan', '--fail-on', 'bogus'], 'not one of immediate, out-of-cycle'],
    ['an unknown format', ['scan', '--format', 'bogus'], '--format bogus: not one of terminal, table, json'],
    ['an output without a file', ['scan', '--output', 'sarif'], 'write FORMAT=FILE'],
    ['a limit that is none', ['why', 'x', '--limit', '0'], '--limit takes a whole number from 1'],
    ['an unknown index', ['db', 'update', '--only', 'perl'], '--only perl: not one of npm, pypi'],
    ['an unknown shell', ['completion', 'tcsh'], 'shell tcsh: not one of bash, zsh, fish'],
    ['too many arguments', ['scan', 'a', 'b'], 'too many arguments'],
    ['a missing argument', ['why'], "missing required argument 'package'"],
  ])('2: %s', async (_, args, message) => {
    const { code, stdout, stderr } = await runHere(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^theriac: [\s\S]*\(THERIAC_[A-Z_]+\)\n {2}next: .+\n$/);
  });

  test('2: what is neither a folder nor a file', async () => {
    const folder = folderWith({ 'notes.proj': 'hello' });
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const { code, stderr } = await scanned(join(folder, 'pipe'));
    expect([code, stderr]).toEqual([2, expect.stringContaining('THERIAC_TARGET_KIND')]);
  });

  test('a single package file is a target', async () => {
    const { code, stdout } = await scanned(join(folderWith(FLAWED), 'package-lock.json'));
    expect(code).toBe(1);
    expect(stdout).toContain('theriac · package-lock.json');
  });
});

describe('help', () => {
  test.each([
    [['--help']],
    [['scan', '--help']],
    [['db', '--help']],
    [['db', 'build', '--help']],
    [['why', '--help']],
    [['list', '--help']],
    [['explain', '--help']],
    [['init', '--help']],
    [['completion', '--help']],
    [['help', 'scan']],
    [[]],
  ])('%j fits eighty columns and ends well', async (args) => {
    const { code, stdout, stderr } = await runHere(args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.length).toBeGreaterThan(100);
    expect(tooWide(stdout)).toEqual([]);
  });

  test.each(['--version', '-V'])('%s', async (flag) => {
    const { code, stdout } = await run([flag]);
    expect([code, stdout]).toEqual([0, '0.1.0\n']);
  });
});

describe('terminal', () => {
  test.each(['patient-portal', 'fhir-interface', 'clinic-cms'])(
    'example %s: the built command says what the sources say, no colour in a pipe, eighty columns',
    async (name) => {
      const { code, stdout, stderr } = await scanned(`examples/${name}`);
      expect([code, stderr]).toEqual([1, '']);
      // Tests run where the built command runs.
      expect(stdout).toBe((await scannedHere(`examples/${name}`)).stdout);
      expect(stdout).not.toContain('\u001b');
      expect(tooWide(stdout)).toEqual([]);
    },
  );

  test('the same bytes from another working directory, and another spelling of the target', async () => {
    // The report for terminals differs: its commands run where the reader is.
    const first = await scanned('examples/patient-portal', '--format', 'json');
    for (const [cwd, target] of [
      [join(ROOT, 'examples'), 'patient-portal'],
      [join(ROOT, 'examples/patient-portal'), '.'],
      [join(ROOT, 'examples/clinic-cms'), '../patient-portal/'],
    ] as const) {
      const { stdout } = await run(['scan', target, '--offline', '--as-of', AS_OF, '--format', 'json'], {
        cwd,
      });
      expect(stdout).toBe(first.stdout);
    }
  });

  test('SOURCE_DATE_EPOCH sets the day', async () => {
    const env = { SOURCE_DATE_EPOCH: String(Date.parse(`${AS_OF}T12:00:00Z`) / 1000) };
    const { stdout } = await run(['scan', folderWith(CLEAN), '--offline'], { env });
    expect(stdout).toContain(` · ${AS_OF}\n`);
  });

  test('a reader that goes away early is no error', () => {
    const script = `"$0" "$@" | head -1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync(
      'bash',
      [
        '--norc',
        '-c',
        script,
        NODE,
        MAIN,
        'scan',
        'examples/clinic-cms',
        '--all',
        '--offline',
        '--as-of',
        AS_OF,
      ],
      { cwd: ROOT, env: { PATH: process.env.PATH ?? '', THERIAC_DATA: data } },
    );
    expect(stdout.toString()).toBe(`theriac · clinic-cms · ${AS_OF}\n1\n`);
    expect(stderr.toString()).toBe('');
  });

  test('hostile names cannot drive the terminal', async () => {
    const evil = '\u001b[2J\u001b]0;x\u0007\u202e\u009b31m';
    const folder = folderWith({
      [`a${evil}/package.json`]: JSON.stringify({
        name: `n${evil}`,
        dependencies: { lodash: `^4${evil}`, [`x${evil}`]: '1' },
      }),
      [`b${evil}/requirements.txt`]: `django==1.0${evil}\nflask>=${evil}\n`,
      'c/yarn.lock': `lodash@^4${evil}:\n  version "4.17.11"\n  ${evil}\n`,
      'd/package-lock.json': lockOf({ lodash: '4.17.11', [`y${evil}`]: '1.0.0' }),
      'e/composer.lock': `{ "${evil}": `,
      'f/go.mod': `module x${evil}\nrequire ${evil} v1\n`,
    });
    const clean = /^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*$/;
    const outputs = [
      await scanned(folder, '--all'),
      await run(['list', folder]),
      await run(['why', 'lodash', folder]),
      await run(['why', `lodash${evil}`, folder]),
      await run(['explain', `CVE${evil}`]),
      await run(['scan', `${folder}/${evil}`]),
    ];
    for (const { stdout, stderr } of outputs) {
      expect(stdout).toMatch(clean);
      expect(stderr).toMatch(clean);
    }
    const config = folderWith({ ...CLEAN, 'theriac.yaml': `version: 1\n"k\\e[2Jey": 1\n` });
    expect((await scanned(config)).stderr).toMatch(clean);
  });
});

describe('configuration', () => {
  test.each([
    [
      'an unknown key',
      'version: 1\npolicy:\n  failon: high\n',
      /theriac\.yaml:3: [\s\S]*unknown key `failon`[\s\S]*did you mean `failOn`/,
    ],
    ['a wrong value', 'version: 1\npolicy:\n  failOn: sometimes\n', /theriac\.yaml:3: /],
    ['no YAML', 'version: 1\n  policy: [\n', /theriac\.yaml:\d+: /],
    ['a list', '- 1\n', /theriac\.yaml:\d+: /],
  ])('%s names the line and the remedy', async (_, text, message) => {
    const { code, stderr } = await scannedHere(folderWith({ ...CLEAN, 'theriac.yaml': text }));
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toContain('(THERIAC_CONFIG)');
  });

  test('a FIFO called theriac.yaml does not block', async () => {
    const folder = folderWith(CLEAN);
    execFileSync('mkfifo', [join(folder, 'theriac.yaml')]);
    expect(await scannedHere(folder)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /theriac\.yaml: is a pipe, not a file \(THERIAC_FILE\)\n {2}next: Check the path/,
      ),
    });
  });

  test('a YAML bomb is refused', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `a${i}: &a${i} [${Array(10).fill(i === 0 ? 'x' : `*a${i - 1}`)}]`,
    );
    const { code, stderr } = await scannedHere(
      folderWith({ ...CLEAN, 'theriac.yaml': `version: 1\n${levels.join('\n')}\n` }),
    );
    expect([code, stderr]).toEqual([2, expect.stringContaining('THERIAC_CONFIG')]);
  });

  const exception = (more: Record<string, unknown>): string =>
    JSON.stringify({
      version: 1,
      system: {
        name: 'x',
        patientFacing: false,
        exposure: 'small',
        dataClasses: ['none'],
        safetyImpact: 'negligible',
        missionImpact: 'degraded',
      },
      policy: { failOn: 'low' },
      exceptions: [
        {
          id: 'EX-1',
          vulnerability: 'CVE-2021-23337',
          owner: 'A',
          approvedBy: 'B',
          reason: 'not reached',
          compensatingControls: ['a filter'],
          created: '2026-08-20',
          expires: '2026-09-01',
          ...more,
        },
      ],
    });
  const excepted = (more: Record<string, unknown>): Promise<ProcessRun> =>
    scannedHere(folderWith({ ...FLAWED, 'theriac.yaml': exception(more) }), '--all');

  test('an active exception silences and is shown', async () => {
    const { stdout } = await excepted({});
    expect(stdout).toMatch(
      /Not counted: 1\n {2}CVE-2021-23337 in\s+pkg:npm\/lodash@4\.17\.11:\s+suppressed\s+until\s+2026-09-01\s+by\s+EX-1/,
    );
  });

  test.each([
    ['expired', { expires: '2026-08-21' }, /exception EX-1 expired on\s+2026-08-21/],
    ['too long', { expires: '2027-08-21' }, /EX-1 is not\s+applied[\s\S]*days\s+where/],
    ['not begun', { created: '2026-08-25' }, /EX-1 is not\s+applied[\s\S]*starts\s+on\s+2026-08-25/],
  ])('an exception that is %s counts for nothing and says so', async (_, more, message) => {
    const { code, stdout } = await excepted(more);
    expect(code).toBe(1);
    expect(stdout).not.toContain('Not counted');
    expect(stdout).toMatch(message);
  });

  test('what is exploited on an exposed system cannot be excepted', async () => {
    const yaml = JSON.parse(exception({ vulnerability: 'CVE-2021-44228' })) as { system: object };
    yaml.system = { ...yaml.system, exposure: 'open' };
    const pom =
      '<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies><dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>2.14.0</version></dependency></dependencies></project>';
    const { code, stdout } = await scannedHere(
      folderWith({ 'pom.xml': pom, 'theriac.yaml': JSON.stringify(yaml) }),
      '--all',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/exploited\s+\(KEV\)\s+on\s+a\s+publicly\s+exposed\s+system/);
  });

  test('--fail-on never passes, --exclude leaves out', async () => {
    expect((await scannedHere(folderWith(FLAWED), '--fail-on', 'never')).code).toBe(0);
    const two = folderWith({
      'a/package-lock.json': FLAWED['package-lock.json'],
      'b/package-lock.json': CLEAN['package-lock.json'],
    });
    expect((await scannedHere(two, '--exclude', '/a')).code).toBe(0);
  });
});

describe('baseline', () => {
  test('a result: what it has does not fail the gate, what is new does', async () => {
    const folder = folderWith(FLAWED);
    const before = await scan({
      path: folder,
      config: DEFAULT_CONFIG,
      vex: [],
      store: storeOf({ THERIAC_DATA: data }),
      asOf: AS_OF,
      onlyNew: false,
      prose: false,
      toolVersion: '0.0.0',
    });
    const file = join(folderWith(), 'baseline.json');
    writeFileSync(file, JSON.stringify(before));
    const same = await scannedHere(folder, '--baseline', file);
    expect(same.code).toBe(0);
    expect(same.stdout).toContain('Known from the baseline: ');
    writeFileSync(join(folder, 'package-lock.json'), lockOf({ lodash: '4.17.11', handlebars: '4.0.11' }));
    const more = await scannedHere(folder, '--baseline', file);
    expect(more.code).toBe(1);
    expect(more.stdout).toMatch(/\d+ new findings?/);
  });

  test.each([
    ['no JSON', '{'],
    ['no result', '{}'],
    ['another version', '{"schemaVersion":"9.0","findings":[]}'],
    ['a finding without a fingerprint', '{"schemaVersion":"1.0","findings":[{"firstSeen":"2026-01-01"}]}'],
    ['null', 'null'],
  ])('a baseline that is %s is refused', async (_, text) => {
    const folder = folderWith({ ...CLEAN, 'base.json': text });
    const { code, stderr } = await scannedHere(folder, '--baseline', join(folder, 'base.json'));
    expect([code, stderr]).toEqual([2, expect.stringContaining('THERIAC_BASELINE')]);
  });

  const git = (folder: string, ...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      cwd: folder,
    }).toString();

  test('a git revision: old findings pass, new ones fail, and nothing of the repository runs', async () => {
    const folder = folderWith({ 'web/package-lock.json': FLAWED['package-lock.json'] });
    git(folder, 'init', '-q');
    git(folder, 'add', '.');
    git(folder, 'commit', '-qm', 'x');
    const mark = join(folderWith(), 'ran');
    git(folder, 'config', 'core.fsmonitor', `touch ${mark}`);
    git(folder, 'config', 'core.pager', `touch ${mark}`);
    git(folder, 'config', 'core.sshCommand', `touch ${mark}`);
    git(folder, 'config', 'diff.external', `touch ${mark}`);
    expect((await scannedHere(folder)).code).toBe(1);
    expect((await scannedHere(folder, '--baseline', 'HEAD')).code).toBe(0);
    expect((await scannedHere(join(folder, 'web'), '--baseline', 'HEAD')).code).toBe(0);
    writeFileSync(join(folder, 'web/package-lock.json'), lockOf({ lodash: '4.17.11', handlebars: '4.0.11' }));
    expect((await scannedHere(folder, '--baseline', 'HEAD')).code).toBe(1);
    expect(existsSync(mark)).toBe(false);
    for (const revision of ['no-such-branch', '--upload-pack=touch x', 'HEAD:web', '-x'])
      expect((await scannedHere(folder, `--baseline=${revision}`)).code, revision).toBe(2);
  });

  test('a revision whose tree climbs out of its folder is refused', async () => {
    const folder = folderWith({ 'package-lock.json': CLEAN['package-lock.json'] });
    git(folder, 'init', '-q');
    const blob = git(folder, 'hash-object', '-w', 'package-lock.json').trim();
    const tree = (...entries: readonly (readonly [string, string, string])[]): string =>
      execFileSync('git', ['hash-object', '-w', '-t', 'tree', '--literally', '--stdin'], {
        cwd: folder,
        input: Buffer.concat(
          entries.flatMap(([mode, name, id]) => [
            Buffer.from(`${mode} ${name}\u0000`),
            Buffer.from(id, 'hex'),
          ]),
        ),
      })
        .toString()
        .trim();
    const top = tree(['40000', '..', tree(['100644', 'package-lock.json', blob])]);
    git(folder, 'update-ref', 'refs/heads/evil', git(folder, 'commit-tree', '-m', 'x', top).trim());
    expect(await scannedHere(folder, '--baseline', 'evil')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('THERIAC_BASELINE'),
    });
  });
});

describe('other commands', () => {
  test('list shows every component, --json is JSON', async () => {
    const folder = folderWith(FLAWED);
    expect(await runHere(['list', folder])).toMatchObject({
      code: 0,
      stdout: 'package-lock.json (1)\n  lodash  4.17.11  production  direct\n',
    });
    const { code, stdout } = await runHere(['list', folder, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ components: [{ purl: 'pkg:npm/lodash@4.17.11' }] });
    expect(await runHere(['list', folderWith()])).toMatchObject({ code: 3 });
  });

  test('why shows the paths, by name, version and purl', async () => {
    for (const name of ['minimist', 'minimist@0.0.8', 'pkg:npm/minimist', 'pkg:npm/minimist@0.0.8']) {
      const { code, stdout } = await runHere(['why', name, 'examples/patient-portal']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/ → handlebars 4\.0\.11 → .*minimist 0\.0\.8/);
    }
    expect(await runHere(['why', 'no-such-package', 'examples/patient-portal'])).toMatchObject({ code: 1 });
  });

  test('explain says what is known, and that an id is unknown', async () => {
    const known = await runHere(['explain', 'cve-2021-44228']);
    expect(known.code).toBe(0);
    expect(known.stdout).toContain('GHSA-jfh8-c2jp-5v3q');
    expect(known.stdout).toContain('in CISA KEV since 2021-12-10');
    expect(tooWide(known.stdout.slice(known.stdout.indexOf('\n')))).toEqual([]);
    const unknown = await runHere(['explain', 'CVE-1999-0000']);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('no installed index knows') });
  });

  test('init --yes writes a valid file and never replaces one unasked', async () => {
    const folder = folderWith(CLEAN);
    expect(await runHere(['init', folder, '--yes'])).toMatchObject({ code: 0 });
    expect((await scannedHere(folder)).code).toBe(0);
    expect(await runHere(['init', folder, '--yes'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--force'),
    });
    expect(await runHere(['init', folder, '--yes', '--force'])).toMatchObject({ code: 0 });
    expect(await runHere(['init', join(folder, 'nothing'), '--yes'])).toMatchObject({ code: 2 });
  });

  test('init takes answers from standard input, asks again, and the file is valid', async () => {
    const folder = folderWith(CLEAN);
    const input = 'My "system": x\nnonsense\npatient-portal\n\nNO\nsmall\nnone\n\n\n';
    const { code, stderr } = await run(['init', folder], { input });
    expect(code).toBe(0);
    expect(stderr).toContain('Please answer one of');
    const text = readFileSync(join(folder, 'theriac.yaml'), 'utf8');
    expect(text).toContain('name: "My \\"system\\": x"');
    expect(text).toContain('patientFacing: false');
    expect(text).toContain('dataClasses: [none]');
    expect((await scannedHere(folder)).code).toBe(0);
  });

  test.each(['', 'My system\n', 'a\n\n\n\n\n\n\n'])(
    'init writes nothing when the input ends after %j',
    async (input) => {
      const folder = folderWith();
      const { code, stderr } = await run(['init', folder], { input });
      expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
        2,
        expect.stringContaining('nothing was written'),
      ]);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('init writes nothing when it is interrupted', async () => {
    const folder = folderWith();
    const child = spawn(NODE, [MAIN, 'init', folder], { stdio: ['pipe', 'ignore', 'pipe'] });
    const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)));
    // The first question is there, and an answer to it is given.
    await new Promise((resolve) => child.stderr.once('data', resolve));
    child.stdin.write('My system\n');
    await new Promise((resolve) => child.stderr.once('data', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe('SIGINT');
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['bash', 'zsh', 'fish'])(
    'completion for %s is a script that the shell accepts',
    async (shell) => {
      const { code, stdout } = await runHere(['completion', shell]);
      expect(code).toBe(0);
      for (const word of ['scan', 'explain', 'completion', 'offline']) expect(stdout).toContain(word);
      const check = spawnSync(shell, shell === 'fish' ? ['--no-execute'] : ['-n'], { input: stdout });
      // A shell that is not on this machine cannot be asked.
      if (check.error === undefined) expect([check.status, check.stderr.toString()]).toEqual([0, '']);
      else expect(shell).not.toBe('bash');
    },
  );

  test('the bash completion completes', async () => {
    const { stdout } = await runHere(['completion', 'bash']);
    const script = `${stdout}\nCOMP_WORDS=(theriac db st); COMP_CWORD=2; _theriac; echo "\${COMPREPLY[@]}"`;
    expect(spawnSync('bash', ['--norc', '-c', script], { cwd: folderWith() }).stdout.toString().trim()).toBe(
      'status',
    );
  });

  test.each([
    ['a folder that is not there', '/nowhere/at/all/x', 'ENOENT'],
    ['a full disk', '/dev/full', 'ENOSPC'],
  ])('a report into %s ends with a coded error', async (_, path, reason) => {
    const { code, stderr } = await scannedHere(folderWith(CLEAN), '--output', `terminal=${path}`);
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
    expect(stderr).toContain('THERIAC_OUTPUT');
  });

  test('a report goes to a file and to stdout alike', async () => {
    // Of the report for terminals only the commands differ: those in a file name no folder of the machine.
    const file = join(folderWith(), 'report.md');
    const { stdout } = await scannedHere(
      folderWith(FLAWED),
      '--format',
      'markdown',
      '--output',
      `markdown=${file}`,
    );
    expect(readFileSync(file, 'utf8')).toBe(stdout);
  });
});

describe('the index', () => {
  test('build, status, verify, export, import; damage is found', async () => {
    const own = { env: { THERIAC_DATA: folderWith() } };
    expect(await cli(['db', 'status'], own)).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('theriac db update'),
    });
    expect(await cli(['db', 'verify'], own)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('THERIAC_INDEX_MISSING'),
    });
    const built = await cli(['db', 'build', '--feeds', feeds, '--only', 'deb,facts'], own);
    expect(built).toMatchObject({ code: 0, stderr: '' });
    expect(await cli(['db', 'status'], own)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^deb {11}4 records/),
    });
    const status = await cli(['db', 'status', '--json'], own);
    expect(JSON.parse(status.stdout)).toMatchObject({
      indexes: [{ index: 'deb', records: 4 }, { index: 'facts' }],
    });
    expect(await cli(['db', 'verify'], own)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^deb +whole/),
    });
    const bundle = join(folderWith(), 'x.bundle');
    expect((await cli(['db', 'export', bundle], own)).code).toBe(0);
    const other = { env: { THERIAC_DATA: folderWith() } };
    expect(await cli(['db', 'import', bundle], other)).toMatchObject({
      code: 0,
      stdout: 'Installed: deb, facts\n',
    });
    expect((await cli(['db', 'verify'], other)).code).toBe(0);
    for (const bad of ['/nowhere', folderWith(), MAIN])
      expect((await cli(['db', 'import', bad], other)).code, bad).toBe(3);
    const index = join(other.env.THERIAC_DATA, 'index/deb.idx');
    const bytes = readFileSync(index);
    bytes[300] = (bytes[300] ?? 0) ^ 1;
    writeFileSync(index, bytes);
    expect(await cli(['db', 'verify'], other)).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('DAMAGED'),
    });
    bytes[3] = 0;
    writeFileSync(index, bytes);
    expect(await cli(['db', 'status'], other)).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('THERIAC_INDEX_CORRUPT'),
    });
  });

  test('a folder that is no mirror, and a store that cannot be written', async () => {
    const own = { env: { THERIAC_DATA: folderWith() } };
    expect(await cli(['db', 'build', '--feeds', '/nowhere'], own)).toMatchObject({ code: 3 });
    expect(await cli(['db', 'build', '--feeds', folderWith()], own)).toMatchObject({ code: 3 });
    expect(await cli(['db', 'build', '--feeds', 'gopher://x'], own)).toMatchObject({ code: 2 });
    const file = join(folderWith({ file: '' }), 'file');
    const bad = await cli(['db', 'build', '--feeds', feeds], { env: { THERIAC_DATA: file } });
    expect(bad).toMatchObject({ code: 3, stderr: expect.stringContaining('THERIAC_STORE') });
  });

  test('a bit flipped in the index: not green, and the report says why', async () => {
    const own = folderWith();
    mkdirSync(join(own, 'index'));
    for (const id of ['npm', 'facts']) {
      const bytes = readFileSync(join(data, 'index', `${id}.idx`));
      if (id === 'npm') bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
      writeFileSync(join(own, 'index', `${id}.idx`), bytes);
    }
    const { code, stdout } = await run(['scan', folderWith(CLEAN), '--offline', '--as-of', AS_OF], {
      env: { THERIAC_DATA: own },
    });
    expect(code).toBe(3);
    expect(stdout).toContain('THERIAC_INDEX_CORRUPT');
  });
});
