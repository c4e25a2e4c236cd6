/** The plug-in contract as a newcomer meets it: every promise of `core/src/plugin` kept by a whole scan. */
import {
  aboutFile,
  command,
  type Defect,
  type Detector,
  type Extractor,
  type Rule,
  redact,
  type ScanResult,
  type TargetFile,
  type Tree,
} from '@theriac/core';
import { type Config, DEFAULT_CONFIG } from '@theriac/govern';
import { makeFolder, makeStore, removeFolders } from '@theriac/testing/make-target';
import { afterAll, expect, test } from 'vitest';
import { DETECTORS, EXTRACTORS } from './plugins/list.ts';
import { type ScanOptions, scan } from './scan.ts';
import { DirectoryTree } from './target/directory-tree.ts';
import { MemoryTree } from './target/memory-tree.ts';

afterAll(removeFolders);

const AS_OF = '2026-01-02';
const store = await makeStore();

const RULE: Rule = {
  id: 'SAMPLE-TOKEN',
  kind: 'secret',
  title: 'Token in a configuration',
  severity: 'medium',
  cwe: ['CWE-798'],
  aliases: [],
  cvss: [],
  rationale: 'Whoever reads the file can use the token.',
  remediation: 'Revoke the token and read it from the environment.',
};

/** `name version` per line. */
const extractor: Extractor = {
  id: 'npm/sample-lock',
  title: 'sample.lock',
  ecosystem: 'npm',
  files: { names: ['sample.lock'], maxBytes: 1024 },
  requires: [],
  provides: { edges: false, exact: true, scope: false },
  fix: {
    direct: ({ name, version }) => [command(`sample add ${name}@${version}`)],
    refresh: ({ name }) => [command(`sample refresh ${name}`)],
    override: ({ name, version }) => [command(`sample pin ${name}@${version}`)],
  },
  load: () =>
    Promise.resolve((file: TargetFile) => ({
      roots: [
        {
          path: file.path,
          ecosystem: 'npm' as const,
          components: file
            .text()
            .trim()
            .split('\n')
            .map((line, at) => {
              const [name = '', version = ''] = line.split(' ');
              return {
                key: name,
                ecosystem: 'npm' as const,
                name,
                version,
                scope: 'production' as const,
                direct: true,
                location: { path: file.path, line: at + 1 },
              };
            }),
        },
      ],
      unknowns: [],
    })),
};

function detector(over: Partial<Detector<Config>> = {}): Detector<Config> {
  return {
    id: 'sample-tokens',
    title: 'tokens in configurations',
    area: 'sample',
    rules: () => Promise.resolve([RULE]),
    files: { every: 'text', maxBytes: 4096 },
    requires: [],
    concerns: (_inventory, matched) => matched > 0,
    load: () =>
      Promise.resolve(() => {
        const found: { path: string; line: number; column: number; token: string }[] = [];
        return {
          inspect: (file) => {
            for (const [at, line] of file.text().split('\n').entries()) {
              const token = /token=(\w+)/.exec(line);
              if (token !== null)
                found.push({
                  path: file.path,
                  line: at + 1,
                  column: token.index + 7,
                  token: token[1] ?? '',
                });
            }
          },
          conclude: () => ({
            findings: found.map(({ path, line, column, token }) => ({
              rule: RULE,
              subject: { kind: 'setting' as const, path, name: 'token' },
              scope: 'production' as const,
              key: '',
              locations: [{ path, line, column, endLine: line, endColumn: column + token.length }],
              related: [{ location: { path, line: 1 }, message: 'the file is world readable' }],
              flow: [{ kind: 'code' as const, label: 'read at start-up', location: { path, line } }],
              evidence: [redact('detector/sample-tokens', 'token', token)],
              action: 'Revoke the token',
            })),
          }),
        };
      }),
    ...over,
  };
}

function scanWith(
  files: Readonly<Record<string, string | Uint8Array>> | Tree,
  over: Partial<ScanOptions> = {},
): Promise<ScanResult> {
  const tree = isTree(files) ? files : new MemoryTree(files);
  return scan({
    path: { tree, file: undefined, name: 'target' },
    config: DEFAULT_CONFIG,
    vex: [],
    store,
    asOf: AS_OF,
    onlyNew: false,
    prose: false,
    toolVersion: '0.0.0',
    plugins: { extractors: [...EXTRACTORS, extractor], detectors: [...DETECTORS, detector()] },
    ...over,
  });
}

function isTree(value: object): value is Tree {
  return 'list' in value && typeof value.list === 'function';
}

const stateOf = (result: ScanResult, area: string): unknown => result.coverage.find((c) => c.area === area);
const only = (plugin: Detector<Config>): Partial<ScanOptions> => ({
  plugins: { extractors: EXTRACTORS, detectors: [plugin] },
});

test('an extractor is its folder and the list: its components are matched, fixed by its own recipe, and are in the inventory', async () => {
  const result = await scanWith({ 'web/sample.lock': 'flawed 1.0.0\nfine 1.0.0\n' });
  expect(result.inventory.components.map((c) => c.purl)).toEqual([
    'pkg:npm/fine@1.0.0',
    'pkg:npm/flawed@1.0.0',
  ]);
  expect(result.fixes[0]?.steps).toEqual([
    { kind: 'command', command: 'sample add flawed@2.0.0', folder: 'web' },
  ]);
});

test('a detector with a rule, an area and a kind of subject of its own', async () => {
  const result = await scanWith({ 'conf/app.ini': 'a=1\ntoken=abcdefghijklmnopqrst\n' });
  expect(stateOf(result, 'sample')).toEqual({ area: 'sample', state: 'complete', reasons: [] });
  const finding = result.findings.find((f) => f.rule === RULE.id);
  expect(finding).toMatchObject({
    kind: 'secret',
    subject: { kind: 'setting', label: 'token', path: 'conf/app.ini', components: [] },
    locations: [{ path: 'conf/app.ini', line: 2, column: 7, endLine: 2, endColumn: 27 }],
    related: [{ location: { path: 'conf/app.ini', line: 1 }, message: 'the file is world readable' }],
    evidence: [{ found: 'token', redacted: '…qrst', length: 20 }],
    decision: { bod: null },
  });
  expect(finding?.trace.map((step) => step.kind).slice(0, 2)).toEqual(['file', 'code']);
  expect(finding?.decision.inputs.map((i) => i.name)).not.toContain('KEV');
  expect(result.rules).toContainEqual(RULE);
  expect(JSON.stringify(result)).not.toContain('abcdefgh');
});

test('every file is opened and decoded once, however many plug-ins ask for it', async () => {
  const handed = new Map<string, Set<TargetFile>>();
  class RecordingTree extends DirectoryTree {
    override file(path: string, maxBytes?: number): TargetFile | null {
      const file = super.file(path, maxBytes);
      if (file !== null) handed.set(file.path, (handed.get(file.path) ?? new Set()).add(file));
      return file;
    }
  }
  const lock =
    '{"name":"a","lockfileVersion":3,"packages":{"":{"name":"a"},"node_modules/b":{"version":"1.0.0"}}}';
  const files = {
    'package-lock.json': lock,
    'package.json': '{"name":"a"}',
    'composer.json': '{}',
    '.nvmrc': '18',
  };
  await scanWith(new RecordingTree(makeFolder(files)));
  // A file keeps its bytes and its text: the same object is one opening and one decoding.
  expect(Object.fromEntries([...handed].map(([path, objects]) => [path, objects.size]))).toEqual({
    '.nvmrc': 1,
    'composer.json': 1,
    'package-lock.json': 1,
    'package.json': 1,
  });
});

test('a detector that wants every text file gets those in UTF-16 and no binary ones; too large ones are told', async () => {
  const seen: string[] = [];
  const plugin = detector({
    files: { every: 'text', maxBytes: 64 },
    load: () =>
      Promise.resolve(() => ({ inspect: (f) => void seen.push(f.path), conclude: () => ({ findings: [] }) })),
  });
  const result = await scanWith(
    {
      'a.txt': 'x',
      'b.bin': new Uint8Array([1, 0, 2]),
      'c.txt': 'y'.repeat(65),
      'd.txt': new Uint8Array([0xff, 0xfe, 0x78, 0]),
      'no-extension': 'z',
    },
    only(plugin),
  );
  expect(seen).toEqual(['a.txt', 'd.txt', 'no-extension']);
  expect(stateOf(result, 'sample')).toMatchObject({ state: 'partial' });
  expect(result.inventory.unknowns.map(({ reason, location }) => [reason, location.path])).toEqual([
    ['too-large', 'c.txt'],
  ]);
});

test('a detector that wants any file gets binary ones too', async () => {
  const seen: string[] = [];
  const plugin = detector({
    files: { every: 'any', maxBytes: 64 },
    load: () =>
      Promise.resolve(() => ({
        inspect: (file) =>
          void seen.push(`${file.path} ${[...file.chunks()].reduce((n, c) => n + c.length, 0)}`),
        conclude: () => ({ findings: [] }),
      })),
  });
  await scanWith({ 'a.txt': 'x', 'b.bin': new Uint8Array([1, 0, 2]) }, only(plugin));
  expect(seen).toEqual(['a.txt 1', 'b.bin 3']);
});

test('a file that is wanted by name and too large is a known unknown, and the area is partial', async () => {
  const plugin = detector({ files: { names: ['app.ini'], maxBytes: 1024 * 1024 } });
  const result = await scanWith({ 'app.ini': 'a'.repeat(1024 * 1024 + 1) }, only(plugin));
  expect(stateOf(result, 'sample')).toMatchObject({ state: 'partial' });
  expect(result.inventory.unknowns).toContainEqual({
    reason: 'too-large',
    message: 'larger than 1 MiB: not checked for tokens in configurations',
    location: { path: 'app.ini' },
    losesComponents: false,
  });
});

test('a file that cannot be decoded is a known unknown, and the area is partial', async () => {
  const plugin = detector({ files: { names: ['app.ini'], maxBytes: 1024 } });
  const result = await scanWith({ 'app.ini': new Uint8Array([0xff, 0x41, 0xfe]) }, only(plugin));
  expect(stateOf(result, 'sample')).toMatchObject({ state: 'partial' });
  expect(result.inventory.unknowns.map((u) => u.reason)).toContain('unparseable');
});

test('what a run may not use keeps a plug-in from running, and coverage says so', async () => {
  let loaded = false;
  const plugin = detector({
    requires: ['network'],
    load: () => {
      loaded = true;
      return Promise.resolve(() => ({ conclude: () => ({ findings: [] }) }));
    },
  });
  const denied = await scanWith({ 'a.txt': 'x' }, only(plugin));
  expect(loaded).toBe(false);
  expect(stateOf(denied, 'sample')).toMatchObject({
    state: 'partial',
    reasons: [expect.stringContaining('it needs the network, which this run may not use')],
  });
  const allowed = await scanWith({ 'a.txt': 'x' }, { ...only(plugin), allow: ['network'] });
  expect(loaded).toBe(true);
  expect(stateOf(allowed, 'sample')).toMatchObject({ state: 'complete' });
});

test.each(['load', 'inspect', 'conclude'] as const)(
  'a detector that throws in %s fails its area, with the file and without the message',
  async (where) => {
    const defects: Defect[] = [];
    const fault = (): never => {
      throw new TypeError('secret of the file');
    };
    const plugin = detector({
      load:
        where === 'load'
          ? fault
          : () =>
              Promise.resolve(() => ({
                inspect: where === 'inspect' ? fault : () => {},
                conclude: where === 'conclude' ? fault : () => ({ findings: [] }),
              })),
    });
    const result = await scanWith({ 'a.txt': 'x' }, { ...only(plugin), onDefect: (d) => defects.push(d) });
    expect(stateOf(result, 'sample')).toMatchObject({ state: 'failed' });
    expect(JSON.stringify(result)).not.toContain('secret of the file');
    expect(JSON.stringify(result)).toContain(
      `detector sample-tokens failed${where === 'inspect' ? ' on a.txt' : ''}`,
    );
    expect(defects.map((d) => [d.plugin, d.path])).toEqual([
      ['detector sample-tokens', where === 'inspect' ? 'a.txt' : undefined],
    ]);
  },
);

test('an extractor that throws fails the inventory', async () => {
  const defects: Defect[] = [];
  const broken: Extractor = {
    ...extractor,
    load: () =>
      Promise.resolve(() => {
        throw new RangeError('x');
      }),
  };
  const result = await scanWith(
    { 'sample.lock': 'a 1.0.0\n', 'package.json': '{"name":"a","version":"1.0.0"}' },
    { plugins: { extractors: [...EXTRACTORS, broken], detectors: [] }, onDefect: (d) => defects.push(d) },
  );
  expect(stateOf(result, 'inventory')).toMatchObject({ state: 'failed' });
  expect(result.gate.state).not.toBe('passed');
  expect(defects.map((d) => d.plugin)).toEqual(['extractor npm/sample-lock']);
});

test('exceptions, ignored paths and comments suppress findings of every kind, stay in the report, and are reported when unused', async () => {
  const config: Config = {
    ...DEFAULT_CONFIG,
    exceptions: [
      {
        id: 'EX-1',
        kind: 'exception',
        rule: RULE.id,
        path: 'one.ini',
        owner: 'A. Person',
        reason: 'rotated nightly',
        compensatingControls: ['read-only token'],
        created: '2026-01-01',
        expires: '2026-01-31',
        source: 'theriac.yaml:3',
      },
      {
        id: 'EX-2',
        kind: 'exception',
        rule: 'NOT-A-RULE',
        owner: 'A. Person',
        reason: 'none',
        compensatingControls: ['none'],
        created: '2026-01-01',
        expires: '2026-01-31',
        source: 'theriac.yaml:9',
      },
    ],
    ignore: [
      {
        id: 'theriac.yaml:20',
        kind: 'ignored path',
        path: 'samples',
        reason: 'test data',
        expires: '2026-01-31',
        source: 'theriac.yaml:20',
      },
    ],
  };
  const token = 'token=abcdefghijklmnopqrst';
  const result = await scanWith(
    {
      'one.ini': token,
      'samples/two.ini': token,
      'three.ini': `# theriac-ignore ${RULE.id} until 2026-01-31: revoked\n${token}\n`,
      'four.ini': `${token} # theriac-ignore ${RULE.id} until 2030-01-31: too far ahead\n`,
      'five.ini': 'x=1 # theriac-ignore SAMPLE-OTHER until 2026-01-31: matches nothing\n',
      'six.ini': `${token} # theriac-ignore ${RULE.id}\n`,
    },
    { config, ...only(detector()) },
  );
  const states = Object.fromEntries(
    result.findings.map((f) => [
      f.subject.path,
      f.status.state === 'excepted' ? f.status.exception : f.status.state,
    ]),
  );
  expect(states).toEqual({
    'one.ini': 'EX-1',
    'samples/two.ini': 'theriac.yaml:20',
    'three.ini': 'three.ini:1',
    'four.ini': 'open',
    'six.ini': 'open',
  });
  expect(result.warnings).toEqual([
    'five.ini:1: theriac-ignore comment matches no finding of SAMPLE-OTHER',
    expect.stringMatching(
      /^four\.ini:1: theriac-ignore comment is not applied: it expires in \d+ days .*; SAMPLE-TOKEN counts$/,
    ),
    'six.ini:1: theriac-ignore comment not applied: it has no last day (`until YYYY-MM-DD`); write: theriac-ignore RULE until YYYY-MM-DD: reason',
    'theriac.yaml:9: exception EX-2 matches no finding of NOT-A-RULE',
  ]);
});

test('the same target as a folder and in memory gives the same result', async () => {
  const files = { 'a/sample.lock': 'flawed 1.0.0\n', 'a/.gitignore': '*.ini\n', 'a/x.ini': 'token=abc\n' };
  const inMemory = await scanWith(files);
  const onDisk = await scanWith({}, { path: makeFolder(files) });
  expect({ ...onDisk, target: inMemory.target, systems: inMemory.systems }).toEqual({
    ...inMemory,
    findings: expect.anything(),
  });
  expect(onDisk.findings.map((f) => f.fingerprint)).toEqual(inMemory.findings.map((f) => f.fingerprint));
});

test('a finding about a file needs no more than the file', async () => {
  const plugin = detector({
    files: { names: ['a.txt'], maxBytes: 10 },
    load: () =>
      Promise.resolve(() => ({
        conclude: () => ({
          findings: [
            {
              rule: RULE,
              subject: aboutFile('a.txt'),
              scope: 'build' as const,
              key: '',
              locations: [{ path: 'a.txt' }],
              evidence: [],
              action: 'Remove it',
            },
          ],
        }),
      })),
  });
  const result = await scanWith({ 'a.txt': 'x' }, only(plugin));
  expect(result.findings.map((f) => f.subject)).toEqual([
    { kind: 'file', label: 'a.txt', components: [], path: 'a.txt', system: 'target' },
  ]);
  expect(result.fixes.map((f) => [f.action, f.steps])).toEqual([['Remove it', []]]);
});
