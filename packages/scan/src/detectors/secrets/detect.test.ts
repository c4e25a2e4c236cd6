import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { describe, expect, test } from 'vitest';
import { examplesOf, numbersFrom } from './examples.ts';
import { secrets } from './index.ts';
import { SECRET_KINDS } from './kinds/all.ts';

/** A secret of a kind, made anew: none is written down here. */
function exampleFor(id: string): string {
  const kind = SECRET_KINDS.find((one) => one.id === id);
  const [example] = kind === undefined ? [] : examplesOf(kind, numbersFrom(1));
  return example?.value ?? example?.text ?? '';
}
const TOKEN = exampleFor('GITHUB-TOKEN');

async function told(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { findings } = await detectInMemory(secrets, { files });
  return findings.map(
    ({ rule, locations, scope }) =>
      `${rule.id.replace('THERIAC-SECRET-', '')} ${locations.map(({ path, line, column }) => `${path}:${line}:${column}`).join(' ')} ${scope}`,
  );
}

test('the same secret in many places is one finding, at each line and column', async () => {
  expect(
    await told({ 'b.env': `A=1\nTOKEN=${TOKEN}\n`, 'a.ts': `const t = '${TOKEN}';\n`, 'c.md': 'nothing\n' }),
  ).toEqual(['GITHUB-TOKEN a.ts:1:12 b.env:2:7 production']);
});

test('what stands in tests only is of development', async () => {
  expect(await told({ 'src/app.test.ts': `login('${TOKEN}');\n` })).toEqual([
    'GITHUB-TOKEN src/app.test.ts:1:8 development',
  ]);
});

test('one whose checksum is wrong is none', async () => {
  const wrong = `${TOKEN.slice(0, -1)}${TOKEN.endsWith('0') ? '1' : '0'}`;
  expect(await told({ '.env': `A=${wrong}\n` })).toEqual([]);
});

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (head: unknown, body: unknown): string =>
  `${part(head)}.${part(body)}.${Buffer.from('a signature that is long enough').toString('base64url')}`;

test.each([
  ['JWT', token({ alg: 'RS256', typ: 'JWT' }, { sub: 'nurse', iat: 1_700_000_000 })],
  ['KUBERNETES-TOKEN', token({ alg: 'RS256', kid: 'a' }, { iss: 'kubernetes/serviceaccount', sub: 'api' })],
])('a signed token is told by its parts: %s', async (id, value) => {
  expect(await told({ 'a.txt': `${value}\n` })).toEqual([`${id} a.txt:1:1 production`]);
});

test('what is not signed, or has no algorithm, is no token', async () => {
  const unsigned = token({ alg: 'none' }, { sub: 'nurse', iat: 1_700_000_000 });
  expect(await told({ 'a.txt': `${unsigned}\n` })).toEqual([]);
});

test('a key is the same however its lines end', async () => {
  const key = exampleFor('KEY-RSA');
  expect(await told({ 'key.pem': `${key}\n`, 'key.json': JSON.stringify({ key }) })).toEqual([
    'KEY-RSA key.json:1:40 key.pem:1:32 production',
  ]);
});

test('values without quotes are values in configuration only', async () => {
  const line = 'dbPassword = Wq7xTz93Lm\n';
  expect(await told({ 'app.properties': line })).toEqual(['PASSWORD app.properties:1:14 production']);
  expect(await told({ 'app.ts': line })).toEqual([]);
});

test('files that are no UTF-8 are searched too', async () => {
  expect(await told({ 'a.env': `\u00e4=1\nTOKEN=${TOKEN}\n` })).toHaveLength(1);
});

test.each([
  ['UTF-16 without a mark', (text: string) => Buffer.from(text, 'utf16le')],
  [
    'UTF-16 with a mark and a broken end',
    (text: string) => Buffer.concat([Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from([0, 0xd8, 1])]),
  ],
  ['UTF-32', (text: string) => Buffer.from(Uint32Array.from(text, (one) => one.codePointAt(0) ?? 0).buffer)],
])('%s is searched', async (_, write) => {
  const { findings } = await detectInMemory(secrets, { files: { 'a.env': write(`A=1\nTOKEN=${TOKEN}\n`) } });
  expect(findings).toMatchObject([{ locations: [{ path: 'a.env', line: 2, column: 7 }] }]);
});

test('evidence says which secret it is and never what it is', async () => {
  const { findings } = await detectInMemory(secrets, {
    files: { '.env': `TOKEN=${TOKEN}\nPASSWORD=Wq7xTz93Lm\n` },
  });
  const text = JSON.stringify(findings);
  expect(findings).toHaveLength(2);
  expect(text).not.toContain(TOKEN.slice(0, 20));
  expect(text).not.toContain('Wq7xTz93Lm');
  expect(findings[0]?.evidence).toEqual([
    {
      source: 'detector/secrets',
      found: expect.stringMatching(/^Token of GitHub, [0-9a-f]{8}$/),
      redacted: `…${TOKEN.slice(-4)}`,
      length: TOKEN.length,
    },
  ]);
});

describe('what hides a secret from a quick look', () => {
  const line = 'DB_PASSWORD=mQ7vLr2xTz9pX\n';

  test.each(['KEY-RSA', 'KEY-EC', 'KEY-OPENSSH'])('%s with written line ends of every sort', async (id) => {
    const key = exampleFor(id).startsWith('-----') ? exampleFor(id) : `-----BEGIN X-----\n${exampleFor(id)}`;
    const body = key.replace(/-----[A-Z ]+-----/g, '').trim();
    const label = { 'KEY-RSA': 'RSA ', 'KEY-EC': 'EC ', 'KEY-OPENSSH': 'OPENSSH ' }[id] ?? '';
    const whole = `-----BEGIN ${label}PRIVATE KEY-----\n${body.replaceAll('\\n', '\n')}==\n-----END ${label}PRIVATE KEY-----\n`;
    for (const text of [
      whole,
      JSON.stringify({ key: whole.replaceAll('\n', '\r\n') }),
      whole.replace(/^/gm, '> '),
      `<key>${whole.replaceAll('\n', '&#10;')}</key>`,
    ])
      expect(await told({ 'a.txt': text })).toEqual([expect.stringContaining(id)]);
  });

  test('a stray zero byte', async () => {
    expect(
      await told({ 'a.env': `# a long comment, so that one byte is a small part of it all \u0000\n${line}` }),
    ).toEqual(['PASSWORD a.env:2:13 production']);
  });

  test.each([
    'entrypoint',
    '.profile',
    '.bash_history',
    'etc/environment',
    '.tugboat',
    'env.production',
    'app.env.bak',
  ])('a name that says nothing: %s', async (path) => {
    expect(await told({ [path]: line })).toEqual([`PASSWORD ${path}:1:13 production`]);
  });
});

describe('a password of a person', () => {
  const line = `${['admin', '123'].join('')}`;

  test.each(['config/app.yaml', 'docker-compose.yml', 'src/main/resources/application.properties'])(
    'that can be guessed counts where it configures what runs: %s',
    async (path) => {
      expect(await told({ [path]: `admin_password: ${line}\n` })).toEqual([
        `GUESSABLE-PASSWORD ${path}:1:17 production`,
      ]);
    },
  );

  test.each([
    'docs/app.yaml',
    'README.md',
    'tests/app.yaml',
    'app.example.yaml',
    'examples/app.yaml',
    'src/a.ts',
  ])('that can be guessed is none in %s', async (path) => {
    expect(await told({ [path]: `admin_password: '${line}'\n` })).toEqual([]);
  });

  test('that is switched off by a comment is none', async () => {
    expect(await told({ 'config/app.yaml': `# admin_password: ${line}\n` })).toEqual([]);
  });

  test('of a command counts in scripts, and in documentation where it cannot be guessed', async () => {
    const strong = ['k7Qm', '2xVb', '9TzR'].join('');
    expect(await told({ 'deploy.sh': `mysql -u app -p${line}4 emr\n` })).toEqual([
      'COMMAND-MYSQL deploy.sh:1:16 production',
    ]);
    expect(await told({ 'README.md': `mysql -u app -p${line}4 emr\n` })).toEqual([]);
    expect(await told({ 'README.md': `mysql -u app -p${strong} emr\n` })).toEqual([
      'COMMAND-MYSQL README.md:1:16 production',
    ]);
  });
});

describe('a hash in the place of a password', () => {
  const hash = '0d1f'.repeat(2) + '9c3e7b5a'.repeat(3);

  test('is told as what it is in configuration, and nowhere else', async () => {
    expect(await told({ 'config/users.yaml': `admin_password: ${hash}\n` })).toEqual([
      'PASSWORD-HASH config/users.yaml:1:17 production',
    ]);
    expect(await told({ 'src/users.ts': `const adminPassword = '${hash}';\n` })).toEqual([]);
    expect(await told({ 'tests/users.yaml': `admin_password: ${hash}\n` })).toEqual([]);
  });

  test('is a password where the name is that of something else that asks for it', async () => {
    expect(await told({ 'config/app.yaml': `db_password: ${hash}\n` })).toEqual([
      'PASSWORD config/app.yaml:1:14 production',
    ]);
  });
});

test('a value that is told by what stands before a mark has the place of the value', async () => {
  const value = ['k7Qm', '2xVb', '9TzR', '!'].join('');
  expect(await told({ 'a.ps1': `$s = "${value}" | ConvertTo-SecureString -AsPlainText -Force\n` })).toEqual([
    'POWERSHELL-PIPED-STRING a.ps1:1:7 production',
  ]);
});

test.each(['userName:password', 'user:pass', 'hello:world'])(
  '%s in base64 is what documentation writes',
  async (pair) => {
    expect(
      await told({ 'a.http': `Authorization: Basic ${Buffer.from(pair).toString('base64')}\n` }),
    ).toEqual([]);
  },
);

test('beginnings of tokens in a row, and one container many times in a line, take time by their length', async () => {
  const encoded = Buffer.from('postgres://emr:mQ7vLr2xTz9pW@db.ward.example/records').toString('base64');
  expect(await told({ 'a.txt': 'eyJ'.repeat(400_000), 'b.txt': 'eyJ-'.repeat(300_000) })).toEqual([]);
  expect(await told({ 'c.txt': `${encoded} `.repeat(60_000) })).toHaveLength(1);
});
