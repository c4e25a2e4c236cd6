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
import { hygiene } from './index.ts';

/** Rule and place of each finding. */
const detect = async (given: InMemory): Promise<string[]> => {
  const { findings } = await detectInMemory(hygiene, given);
  return told({ findings: findings.map((finding) => ({ ...finding, key: '' })) });
};

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
