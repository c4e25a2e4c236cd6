import {
  detectInMemory,
  EMPTY_INVENTORY,
  type InMemory,
  packageOf,
  told,
} from '@theriac/testing/detect-in-memory';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDockerfile } from './dockerfile.ts';
import type { HygieneRule } from './hygiene-rules.ts';
import { hygiene } from './index.ts';
import { checkScript } from './shell.ts';
import { commandsOf } from './shell-words.ts';

/** Rule and place of each finding. */
const detect = async (given: InMemory): Promise<string[]> => {
  const { findings } = await detectInMemory(hygiene, given);
  return told({ findings: findings.map((finding) => ({ ...finding, key: '' })) });
};
const script = (line: string): string[] => checkScript([line], 1, { automated: true }).map((hit) => hit.rule);
const SHA = '4c'.repeat(20);

describe('words of a shell', () => {
  const programs = (text: string): string[] => commandsOf(text).map((c) => [c.program, ...c.args].join(' '));

  test.each([
    ['a b; c && d || e', ['a b', 'c', 'd', 'e']],
    ['a "b; c" \'d && e\' f\\ g', ['a b; c d && e f g']],
    ['sudo -E env X=1 /usr/bin/CURL.exe -k', ['curl -k']],
    ['a # b; c', ['a']],
    ['a#b', ['a#b']],
    ['cmd > out 2>&1 && next', ['cmd > out 2> 1', 'next']],
    ['x $(y z) w', ['y z', 'x $(y z) w']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(programs(text)).toEqual(expected);
  });

  test('assignments and pipes', () => {
    expect(commandsOf('A=1 B="x y" curl -s u | export C=2 | sh')).toEqual([
      {
        assignments: [
          ['A', '1'],
          ['B', 'x y'],
        ],
        program: 'curl',
        args: ['-s', 'u'],
        piped: true,
      },
      { assignments: [['C', '2']], program: 'export', args: [], piped: true },
      { assignments: [], program: 'sh', args: [], piped: false },
    ]);
  });

  test('any text ends', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('$(', ')', '"', "'", '\\', '|', '&', ';', ' ', 'a=', 'curl', '#', '`', '\n'),
        ),
        (parts) => {
          expect(commandsOf(parts.join('')).length).toBeLessThan(parts.length * 4 + 1);
        },
      ),
    );
  });
});

test.each<[string, HygieneRule[]]>([
  ['curl -fsSL https://example.org/i.sh | sh', ['PIPE-TO-SHELL']],
  ['wget -qO- https://example.org/i | sudo -E bash -s -- -y', ['PIPE-TO-SHELL']],
  ['curl https://example.org/k | gpg --dearmor | tee x', []],
  ['curl https://example.org/k | tee x | bash', ['PIPE-TO-SHELL']],
  ['bash <(curl -s https://example.org/i)', ['PIPE-TO-SHELL']],
  ['sh -c "$(curl -fsSL https://example.org/i)"', ['PIPE-TO-SHELL']],
  ['eval "$(curl -s https://example.org/i)"', ['PIPE-TO-SHELL']],
  ['iwr https://example.org/i.ps1 | iex', ['PIPE-TO-SHELL']],
  ['curl https://example.org/a.json | python3 -c "import json"', []],
  ['curl https://example.org/a.json | jq .', []],
  ['curl -LO https://example.org/tool.tar.gz', ['DOWNLOAD-UNCHECKED']],
  ['curl -LO https://example.org/tool.tar.gz && echo "00 tool.tar.gz" | sha256sum -c', []],
  ['curl https://example.org/health', []],
  ['curl -fsSkL https://example.org/', ['TLS-OFF']],
  ['curl https://example.org | grep -k x', []],
  ['npm install', ['INSTALL-NOT-FROZEN']],
  ['npm install --no-audit', ['INSTALL-NOT-FROZEN']],
  ['npm install left-pad@1.3.0', []],
  ['npm install -g', []],
  ['npm ci', []],
  ['yarn', ['INSTALL-NOT-FROZEN']],
  ['yarn install --frozen-lockfile', []],
  ['yarn build', []],
  ['bun install', ['INSTALL-NOT-FROZEN']],
  ['pip install flask', ['PIP-UNPINNED']],
  ['python3 -m pip install -U pip', []],
  ['pip install flask==3.0.0', []],
  ['pip install -r requirements.txt', []],
  ['pip install --target lib "uvicorn[standard]"', ['PIP-UNPINNED']],
  ['echo "deb [trusted=yes] http://x.example /" > /etc/apt/sources.list.d/x.list', ['UNSIGNED-PACKAGES']],
  ['apt-key add key.asc', ['APT-KEY']],
  ['export NODE_TLS_REJECT_UNAUTHORIZED=0', ['TLS-OFF']],
  ['GOSUMDB=off go build ./...', ['CHECKSUMS-OFF']],
  ['echo "do not use curl -k"', []],
])('%s', (line, rules) => {
  expect(script(line)).toEqual(rules);
});

describe('workflows', () => {
  const workflow = async (text: string): Promise<string[]> =>
    (await detect({ files: { '.github/workflows/a.yml': text } })).map((line) =>
      line.replace(' .github/workflows/a.yml', ' '),
    );

  test('a careful one has no findings', async () => {
    expect(
      await workflow(
        `on: pull_request\npermissions:\n  contents: read\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@${SHA} # v4\n      - uses: ./local\n      - run: npm ci\n        env:\n          TITLE: \${{ github.event.pull_request.title }}\n`,
      ),
    ).toEqual([]);
  });

  test('pins, permissions, injection', async () => {
    expect(
      await workflow(
        `on: [issues]\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n      - uses: some/action@main\n      - run: |\n          echo one\n          echo "\${{ github.event.issue.title }}"\n      - run: echo \${{ github.head_ref }}\n      - run: echo \${{ github.sha }} \${{ github.event.issue.number }}\n`,
      ),
    ).toEqual([
      'ACTION-UNPINNED-FIRST-PARTY :5',
      'ACTION-UNPINNED :6',
      'WORKFLOW-INJECTION :9',
      'WORKFLOW-INJECTION :10',
      'WORKFLOW-PERMISSIONS :3',
    ]);
  });

  test.each([
    ['pull_request_target', `ref: \${{ github.event.pull_request.head.sha }}`, true],
    ['pull_request_target', `ref: refs/pull/\${{ github.event.number }}/merge`, true],
    ['workflow_run', `ref: \${{ github.event.workflow_run.head_sha }}`, true],
    ['pull_request_target', 'fetch-depth: 0', false],
    ['pull_request', `ref: \${{ github.event.pull_request.head.sha }}`, false],
  ])('%s with %s', async (event, input, found) => {
    const text = `on:\n  ${event}:\npermissions: {}\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@${SHA}\n        with:\n          ${input}\n`;
    expect(await workflow(text)).toEqual(found ? ['PULL-REQUEST-TARGET :7'] : []);
  });

  test('scripts of github-script, rights of jobs, variables', async () => {
    expect(
      await workflow(
        `on: push\nenv:\n  NODE_TLS_REJECT_UNAUTHORIZED: 0\njobs:\n  a:\n    permissions: write-all\n    steps:\n      - uses: actions/github-script@${SHA}\n        with:\n          script: console.log("\${{ github.event.head_commit.message }}")\n`,
      ),
    ).toEqual(['TLS-OFF :3', 'WORKFLOW-INJECTION :10', 'WORKFLOW-WRITE-ALL :6']);
  });
});

describe('one finding for each subject', () => {
  const PATH = '.github/workflows/a.yml';
  const steps = async (...lines: readonly string[]) => {
    const text = `on: push\npermissions: {}\njobs:\n  a:\n    steps:\n${lines.map((line) => `      - ${line}\n`).join('')}`;
    const { findings } = await detectInMemory(hygiene, { files: { [PATH]: text } });
    return findings.map(({ key, locations }) => [key, ...locations.map(({ line }) => line)]);
  };
  const TITLE = `run: echo "\${{ github.event.pull_request.title }}"`;
  const BODY = `run: echo "\${{ github.event.comment.body }}"`;

  test('expressions, also two in one line, and the same one twice', async () => {
    expect(await steps(TITLE, BODY)).toEqual([
      ['github.event.pull_request.title', 6],
      ['github.event.comment.body', 7],
    ]);
    expect(await steps(`run: echo \${{ github.head_ref }} \${{ github.event.comment.body }}`)).toEqual([
      ['github.head_ref', 6],
      ['github.event.comment.body', 6],
    ]);
    expect(await steps(TITLE, TITLE)).toEqual([
      ['github.event.pull_request.title', 6],
      ['github.event.pull_request.title@#2', 7],
    ]);
  });

  test('actions by name: a version bump, another order and a second use keep the key', async () => {
    expect(await steps('uses: a/a@v1', 'uses: b/b@v1', 'uses: a/a@v2')).toEqual([
      ['a/a', 6, 8],
      ['b/b', 7],
    ]);
    expect(await steps('uses: b/b@v9', 'uses: a/a@v3')).toEqual([
      ['b/b', 6],
      ['a/a', 7],
    ]);
  });

  test('commands without versions and hashes, with hosts', async () => {
    const get = (url: string): string => `run: curl ${url} | sh`;
    const a = await steps(get('https://example.org/v1.2.3/i.sh'));
    expect(await steps(get('https://example.org/v1.3.0/i.sh'))).toEqual(a);
    expect(await steps(get('https://10.0.0.1/i.sh'))).not.toEqual(await steps(get('https://10.0.0.2/i.sh')));
    expect(await steps(get('https://a.example/i'), get('https://b.example/i'))).toHaveLength(2);
  });

  test('jobs without permissions', async () => {
    const text = 'on: push\njobs:\n  a:\n    steps: []\n  b:\n    steps: []\n';
    const { findings } = await detectInMemory(hygiene, { files: { [PATH]: text } });
    expect(findings.map((f) => f.key)).toEqual(['a', 'b']);
  });

  test('beyond the limit one finding has the rest, and says so', async () => {
    const text = Array.from({ length: 1005 }, (_, i) => `curl https://h${i}.example | sh\n`).join('');
    const { findings } = await detectInMemory(hygiene, { files: { 'a.sh': text } });
    expect(findings).toHaveLength(1001);
    expect(findings.at(-1)?.notes).toEqual(['and 5 more places in this file, in one finding']);
    expect(findings.at(-1)?.locations).toHaveLength(5);
  });
});

test('beside workflows, scripts and Dockerfiles are read as what they are', async () => {
  const files = {
    '.github/workflows/get.sh': 'curl https://example.org/i | sh\n',
    '.github/workflows/get.ps1': '$x = @{ a: [\niwr https://example.org/i.ps1 | iex\n',
    '.github/workflows/Dockerfile': 'FROM a\nRUN curl https://example.org/i | sh\n',
    '.github/workflows/dockerfile-build.sh': 'echo\nRUN=1 wget -O- https://example.org/i | sh\n',
  };
  expect((await detect({ files })).sort()).toEqual([
    'PIPE-TO-SHELL .github/workflows/Dockerfile:2',
    'PIPE-TO-SHELL .github/workflows/dockerfile-build.sh:2',
    'PIPE-TO-SHELL .github/workflows/get.ps1:2',
    'PIPE-TO-SHELL .github/workflows/get.sh:1',
  ]);
});

describe('fixes are in the language of the script', () => {
  const BASH = /curl|sha256sum/;
  const steps = async (path: string, text: string): Promise<string> =>
    JSON.stringify((await detectInMemory(hygiene, { files: { [path]: text } })).findings.map((f) => f.steps));
  const job = (shell: string, run: string): string =>
    `on: push\npermissions: {}\njobs:\n  a:\n    steps:\n      - shell: ${shell}\n        run: ${run}\n`;

  test.each([
    ['a.ps1', 'iwr https://example.org/i.ps1 | iex\n'],
    ['a.ps1', 'curl.exe -LO https://example.org/a.zip\n'],
    ['a.ps1', 'iex ((New-Object Net.WebClient).DownloadString("https://example.org/i.ps1"))\n'],
    ['Dockerfile', 'FROM a\nRUN iwr https://example.org/i.ps1 | iex\n'],
    ['.github/workflows/a.yml', job('pwsh', 'curl -LO https://example.org/a.zip')],
    [
      '.github/workflows/a.yml',
      `defaults:\n  run:\n    shell: powershell\n${job("''", 'curl -LO https://example.org/a.zip').replace("shell: ''", 'name: x')}`,
    ],
  ])('%s %#', async (path, text) => {
    const fix = await steps(path, text);
    expect(fix).toMatch(/Get-FileHash -Algorithm SHA256/);
    expect(fix).not.toMatch(BASH);
  });

  test('bash stays bash; a variable is quoted in the way of the shell', async () => {
    expect(await steps('a.sh', 'curl https://example.org/i | sh\n')).toMatch(BASH);
    const run = `echo \${{ github.head_ref }}`;
    expect(await steps('.github/workflows/a.yml', job('pwsh', run))).toContain('$env:VALUE');
    expect(await steps('.github/workflows/a.yml', job('bash', run))).not.toContain('$env:VALUE');
  });
});

test('other pipelines and scripts', async () => {
  const files = {
    '.gitlab-ci.yml': 'test:\n  script:\n    - npm install\n    - curl https://example.org/i.sh | bash\n',
    'tools/get.sh':
      '#!/bin/sh\n# curl x | sh\nnpm install\nwget --no-check-certificate https://example.org/\n',
  };
  expect(await detect({ files })).toEqual([
    'INSTALL-NOT-FROZEN .gitlab-ci.yml:3',
    'PIPE-TO-SHELL .gitlab-ci.yml:4',
    'TLS-OFF tools/get.sh:4',
  ]);
});

test.each([
  [
    '.npmrc',
    'strict-ssl=false\nregistry=http://registry.example.org/\n',
    ['TLS-OFF .npmrc:1', 'TLS-OFF .npmrc:2'],
  ],
  ['.npmrc', '# strict-ssl=false\nregistry=http://localhost:4873/\n', []],
  [
    '.yarnrc.yml',
    'enableStrictSsl: false\nchecksumBehavior: update\n',
    ['TLS-OFF .yarnrc.yml:1', 'CHECKSUMS-OFF .yarnrc.yml:2'],
  ],
  ['pip.conf', '[global]\ntrusted-host = pypi.example.org\n', ['TLS-OFF pip.conf:2']],
  [
    '.gitmodules',
    '[submodule "a"]\n\turl = http://git.example.org/a.git\n',
    ['SUBMODULE-CLEARTEXT .gitmodules:2'],
  ],
  ['composer.json', '{"config": {"secure-http": false}}', ['TLS-OFF composer.json:1']],
])('%s %#', async (path, text, expected) => {
  expect(await detect({ files: { [path]: text } })).toEqual(expected);
});

test('Dockerfile: here-documents, exec form, ADD', () => {
  const text =
    'FROM a\nRUN <<EOF\necho hi\ncurl https://example.org/i | sh\nEOF\nRUN ["sh", "-c", "wget --no-check-certificate https://x.example"]\nADD https://example.org/a.tgz /a\nADD --checksum=sha256:00 https://example.org/b.tgz /b\n';
  expect(checkDockerfile(text).map((hit) => `${hit.rule} ${hit.line}`)).toEqual([
    'PIPE-TO-SHELL 4',
    'TLS-OFF 6',
    'DOWNLOAD-UNCHECKED 7',
  ]);
});

test('images by tag, by latest, by digest', async () => {
  const image = (version: string | null, line: number, digest?: string) =>
    packageOf(`img${line}`, {
      ecosystem: 'docker',
      version,
      location: { path: 'Dockerfile', line },
      ...(digest === undefined ? {} : { qualifiers: { digest } }),
    });
  const components = [
    image('20', 1),
    image('latest', 2),
    image('20', 3, 'sha256:00'),
    image('sha256:00', 4),
    image(null, 5),
  ];
  expect(
    await detect({
      inventory: {
        ...EMPTY_INVENTORY,
        components,
        roots: [{ id: 'lock', path: 'Dockerfile', extractor: 'docker/dockerfile', ecosystem: 'docker' }],
      },
    }),
  ).toEqual(['IMAGE-UNPINNED Dockerfile:1', 'IMAGE-LATEST Dockerfile:2']);
});

describe('update tools and lockfiles', () => {
  const roots = [
    { id: 'lock', path: 'package.json', extractor: 'npm/package-json', ecosystem: 'npm' as const },
  ];
  const inventory = { ...EMPTY_INVENTORY, roots };

  test('none in a repository', async () => {
    expect(await detect({ inventory, files: { '.git/HEAD': 'ref: x' } })).toEqual([
      'NO-UPDATE-TOOL package.json:1',
    ]);
    expect(await detect({ inventory })).toEqual([]);
  });

  test.each([
    ['renovate.json', '{"extends": ["config:recommended"]}', true],
    ['renovate.json', '{"minimumReleaseAge": "7 days"}', false],
    ['renovate.json', '{"extends": ["local>clinic/renovate"]}', false],
    ['.github/dependabot.yml', 'version: 2\nupdates:\n  - package-ecosystem: npm\n', true],
    [
      '.github/dependabot.yml',
      'version: 2\nupdates:\n  - package-ecosystem: npm\n    cooldown:\n      default-days: 7\n',
      false,
    ],
  ])('%s %#', async (path, text, hasty) => {
    expect(await detect({ inventory, files: { [path]: text } })).toEqual(
      hasty ? [`NO-COOLDOWN ${path}:1`] : [],
    );
  });

  test('ranges without a lockfile, in production only', async () => {
    const floating = packageOf('a', { version: null });
    const dev = packageOf('b', { version: null, scope: 'development' });
    expect(await detect({ inventory: { ...inventory, components: [floating] } })).toEqual([
      'NO-LOCKFILE package.json:1',
    ]);
    expect(await detect({ inventory: { ...inventory, components: [dev] } })).toEqual([]);
  });
});

test('hostile files never end the run', async () => {
  const names = [
    '.github/workflows/a.yml',
    'Dockerfile',
    'x.sh',
    '.npmrc',
    '.gitlab-ci.yml',
    'renovate.json',
    '.gitmodules',
  ];
  const piece = fc.constantFrom(
    'on:',
    'jobs:\n  a:\n',
    '    steps:\n',
    '      - run: |\n',
    `\${{ github.head_ref }}`,
    'RUN ',
    'FROM x\n',
    '<<EOF',
    '\\\n',
    '\n',
    '"',
    "'",
    '$(',
    'curl | sh',
    '- ',
    '&a',
    '*a',
    '{',
    '[',
    '\u0000',
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.array(piece, { maxLength: 40 }), async (name, pieces) => {
      await detectInMemory(hygiene, { files: { [name]: pieces.join('') } });
    }),
    { numRuns: 300 },
  );
});
