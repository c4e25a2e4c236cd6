import type { DetectContext, KnownUnknown } from '@theriac/core';
import { type ConfigValue, entry, inside, type Resource, textOf } from '@theriac/core/configuration';
import { MemoryFile } from '@theriac/read/text';
import { describe, expect, it, test } from 'vitest';
import { interpolated } from './interpolate.ts';
import { loaded } from './read.ts';

interface Read {
  readonly resources: readonly Resource[];
  readonly services: ReadonlyMap<string, Resource>;
  readonly told: readonly string[];
}

/** Files whose names have `compose` in them are read as such; others are in the target. */
async function read(files: Readonly<Record<string, string>>): Promise<Read> {
  const unknowns: KnownUnknown[] = [];
  const reader = loaded.start((one) => unknowns.push(one));
  for (const [path, text] of Object.entries(files))
    if (/compose[^/]*\.ya?ml$/.test(path)) await reader.inspect(new MemoryFile(path, text));
  const context: DetectContext = {
    file: (path) => (Object.hasOwn(files, path) ? new MemoryFile(path, files[path] ?? '') : null),
    exists: (path) => Object.hasOwn(files, path),
    matched: [],
    named: () => [],
    list: () => [],
    inventory: { roots: [], components: [], unknowns: [], skipped: [] },
    endOfLife: undefined,
    registry: undefined,
  };
  const resources = await reader.conclude(context);
  const services = resources.filter(({ type }) => type === 'compose.service');
  return {
    resources,
    services: new Map(services.map((one) => [one.name.replace('services.', ''), one])),
    told: unknowns.map(({ message }) => message),
  };
}

function plain(value: ConfigValue | undefined): unknown {
  switch (value?.kind) {
    case 'scalar':
      return value.text;
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, one]) => [key, plain(one)]));
    case 'unknown':
      return '?';
    default:
      return null;
  }
}

const setting = ({ services }: Read, service: string, ...keys: readonly string[]): unknown =>
  plain(inside(services.get(service)?.values, ...keys));

describe('extends', () => {
  it('takes a service of the same file, of a file of any name, and of what that extends', async () => {
    const found = await read({
      'compose.yaml': `services:
  web: {extends: {file: common/base.txt.yml, service: base}, environment: {A: own}}
  other: {extends: web, user: "7"}
`,
      'common/base.txt.yml': `services:
  root: {privileged: true, environment: [A=below, B=below]}
  base: {extends: root, volumes: ["/var/run/docker.sock:/s"]}
`,
    });
    expect(setting(found, 'web', 'privileged')).toBe('true');
    expect(setting(found, 'web', 'environment')).toEqual({ A: 'own', B: 'below' });
    expect(setting(found, 'other', 'volumes')).toMatchObject([
      { source: '/var/run/docker.sock', target: '/s' },
    ]);
    expect(inside(found.services.get('other')?.values, 'privileged')?.at).toMatchObject({
      path: 'common/base.txt.yml',
      line: 2,
    });
    expect(found.told).toEqual([]);
  });

  test.each([
    ['{file: ../base.yml, service: a}', 'its file is outside of the target'],
    ['{file: /base.yml, service: a}', 'its file is outside of the target'],
    ['{file: base.yml, service: a}', 'its file is not in the target'],
    ['{file: other.yml, service: a}', 'there is no service a'],
    ['web', 'services extend each other'],
  ])('%s is told', async (given, why) => {
    const found = await read({
      'compose.yaml': `services: {web: {extends: ${given}}}\n`,
      '../base.yml': 'services: {a: {privileged: true}}\n',
      'other.yml': 'services: {}\n',
    });
    expect(found.told).toEqual([`what \`extends\` brings is not known: ${why}`]);
    expect(found.services.has('web')).toBe(true);
  });
});

describe('merging', () => {
  it('an override beside the base is put over it, and is no project of its own', async () => {
    const found = await read({
      'docker-compose.yml': `services:
  web:
    image: a:1
    command: [one, two]
    ports: ["80:80", "443:443"]
    volumes: ["a:/data", "b:/logs"]
    environment: [A=1, B=1]
    labels: {x: base}
    cap_add: [NET_ADMIN]
    dns: [1.1.1.1]
`,
      'docker-compose.override.yml': `services:
  web:
    command: [three]
    ports: ["127.0.0.1:80:80", "443:443"]
    volumes: ["c:/data"]
    environment: {B: 2}
    labels: ["y=over"]
    dns: [9.9.9.9]
`,
    });
    expect(found.services.size).toBe(1);
    expect(setting(found, 'web', 'command')).toEqual(['three']);
    expect(setting(found, 'web', 'ports')).toHaveLength(3);
    expect(setting(found, 'web', 'volumes')).toMatchObject([{ source: 'c' }, { source: 'b' }]);
    expect(setting(found, 'web', 'environment')).toEqual({ A: '1', B: '2' });
    expect(setting(found, 'web', 'labels')).toEqual({ x: 'base', y: 'over' });
    expect(setting(found, 'web', 'dns')).toEqual(['1.1.1.1', '9.9.9.9']);
  });

  it('!reset takes away, !override replaces', async () => {
    const found = await read({
      'compose.yaml': 'services: {web: {ports: ["80:80"], privileged: true, cap_add: [A]}}\n',
      'compose.override.yaml':
        'services: {web: {ports: !override ["8443:8443"], privileged: !reset null, cap_add: !reset []}}\n',
    });
    expect(setting(found, 'web', 'ports')).toMatchObject([{ published: '8443' }]);
    expect(setting(found, 'web', 'privileged')).toBeNull();
    expect(setting(found, 'web', 'cap_add')).toBeNull();
  });

  it('fragments and merge keys are written out', async () => {
    const found = await read({
      'compose.yaml':
        'x-base: &base {privileged: true, user: "0"}\nservices: {web: {<<: *base, user: "7"}}\n',
    });
    expect(setting(found, 'web', 'privileged')).toBe('true');
    expect(setting(found, 'web', 'user')).toBe('7');
  });
});

describe('include', () => {
  it('brings services and networks, in both forms, with variables of their own folder', async () => {
    const found = await read({
      'compose.yaml': `include:
  - db/compose.yaml
  - path: [cache/one.yaml, cache/two.yaml]
services:
  web: {image: "w:\${TAG}", networks: [back]}
networks: {back: {}}
`,
      '.env': 'TAG=7\n',
      'db/compose.yaml':
        'services: {db: {image: "d:$TAG", networks: [back]}}\nnetworks: {back: {internal: true}}\n',
      'db/.env': 'TAG="8" # eight\n',
      'cache/one.yaml': 'services: {cache: {image: redis:7, user: "0"}}\n',
      'cache/two.yaml': 'services: {cache: {user: "9"}}\n',
    });
    expect(setting(found, 'web', 'image')).toBe('w:7');
    expect(setting(found, 'db', 'image')).toBe('d:8');
    expect(setting(found, 'cache', 'user')).toBe('9');
    expect(found.services.size).toBe(3);
    expect(
      new Set([...found.services.values()].map(({ values }) => plain(entry(values, '@project')))),
    ).toEqual(new Set(['compose.yaml']));
  });

  test.each([
    ['../other.yaml', 'what `include` brings is not in the target'],
    ['oci://registry.example/x', 'what `include` brings is not in the target'],
    ['https://github.example/x.git', 'what `include` brings is not in the target'],
    ['none.yaml', 'what `include` brings is not in the target'],
    ['compose.yaml', '`include` comes back to its own file'],
  ])('%s is told', async (path, message) => {
    const found = await read({ 'compose.yaml': `include: ["${path}"]\nservices: {a: {image: x}}\n` });
    expect(found.told).toEqual([message]);
    expect(found.services.size).toBe(1);
  });

  it('ends where each file includes the next twice', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 18 }, (_, i) => [
        `f${i}.yaml`,
        `include: [f${i + 1}.yaml, ./f${i + 1}.yaml]\nservices: {s${i}: {image: x}}\n`,
      ]),
    );
    const found = await read({ ...files, 'compose.yaml': 'include: [f0.yaml]\nservices: {a: {image: x}}\n' });
    expect(found.services.has('s0')).toBe(true);
    expect(new Set(found.told)).toContain('`include` brings too many files');
  });

  it('of files that include each other, the services are told once', async () => {
    const found = await read({
      'a/compose.yaml': 'include: [../b/compose.yaml]\nservices: {a: {image: x}}\n',
      'b/compose.yaml': 'include: [../a/compose.yaml]\nservices: {b: {image: x}}\n',
    });
    expect([...found.resources].map(({ name }) => name).sort()).toEqual(['services.a', 'services.b']);
  });
});

describe('variables', () => {
  const at = { path: 'compose.yaml', line: 1, column: 1 };
  const VARIABLES = new Map([
    ['A', 'a'],
    ['EMPTY', ''],
  ]);
  test.each([
    ['£A-£{A}', 'a-a'],
    ['££A', '$A'],
    ['£{B:-b}', 'b'],
    ['£{EMPTY:-e}', 'e'],
    ['£{EMPTY-e}', ''],
    ['£{B:-£{A}x}', 'ax'],
    ['£{A:+set}', 'set'],
    ['£{B:+set}', ''],
    ['£{A:?needed}', 'a'],
    ['£{B}', undefined],
    ['£{B:?needed}', undefined],
    ['£{B:-£{C}}', undefined],
    ['5£', '5$'],
    ['£{', '${'],
    ['£{B:-open', 'open'],
  ])('%s is %s', (text, value) => {
    expect(textOf(interpolated(text.replaceAll('£', '$'), at, VARIABLES))).toBe(value);
  });

  it('ends where defaults are in defaults', () => {
    expect(interpolated('${A:-'.repeat(50_000), at, new Map()).kind).toBe('unknown');
  });

  it('files of variables are environment; secrets in them are there and not known', async () => {
    const found = await read({
      'compose.yaml': `services:
  db:
    image: postgres:17
    env_file: [db.env, {path: none.env, required: false}]
    environment: {POSTGRES_USER: own}
    command: ["--x=\${DB_PASSWORD}"]
`,
      'db.env': 'export POSTGRES_HOST_AUTH_METHOD=trust\nPOSTGRES_USER=below\nPOSTGRES_PASSWORD=pl4nted\n',
      '.env': 'DB_PASSWORD=pl4nted\n',
    });
    expect(setting(found, 'db', 'environment')).toEqual({
      POSTGRES_HOST_AUTH_METHOD: 'trust',
      POSTGRES_USER: 'own',
      POSTGRES_PASSWORD: '?',
    });
    expect(inside(found.services.get('db')?.values, 'environment', 'POSTGRES_HOST_AUTH_METHOD')?.at).toEqual({
      path: 'db.env',
      line: 1,
      column: 1,
    });
    expect(JSON.stringify(plain(found.services.get('db')?.values))).not.toContain('pl4nted');
  });
});

describe('names of images', () => {
  test.each([
    ['£{REGISTRY}/team/superset:£{TAG}', 'superset'],
    ['£{REGISTRY:-r.example}/traefik:3@sha256:ab', 'traefik'],
    ['r.example:5000/£{NAME}:1', '?'],
    ['£{IMAGE}', '?'],
  ])('%s is %s', async (image, name) => {
    const text = `services: {a: {image: "${image.replaceAll('£', '$')}"}}\n`;
    expect(setting(await read({ 'compose.yaml': text }), 'a', '@image')).toBe(name);
  });
});
