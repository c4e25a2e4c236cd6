/** Every command with hostile files and arguments: a documented exit code, and for errors a code and a next step. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { indexPath, storeOf } from '@theriac/advisories';
import { makeTar } from '@theriac/testing/make-tar';
import { makeStore, removeFolders } from '@theriac/testing/make-target';
import { makeZip } from '@theriac/testing/make-zip';
import { runInProcess } from '@theriac/testing/run-in-process';
import { type Form, type Outcome, type Suite, seeded } from './suite.ts';

export const exits: Suite = {
  id: 'exits',
  promise:
    'No input is an internal error: every exit code is documented, every error has a code and a next step',
  run,
};

const DOCUMENTED: readonly number[] = [0, 1, 2, 3];
/** A command that takes longer hangs. */
const MAX_SECONDS = 5;
const CHANCE = { short: 2, long: 60 };
const CLI = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

/** F: the hostile file; O: a place to write to; K: a key; B: a valid document. */
const COMMANDS: readonly (readonly string[])[] = [
  ['scan', 'F', '--offline'],
  ['scan', 'T', '--offline', '--config', 'F'],
  ['scan', 'T', '--offline', '--baseline', 'F'],
  ['scan', 'T', '--offline', '--vex', 'F'],
  ['scan', 'T', '--offline', '--csaf', 'F'],
  ['scan', 'T', '--offline', '--output', 'json=F'],
  ['list', 'F'],
  ['list', 'F', '--json'],
  ['why', 'flawed', 'F'],
  ['notice', 'F'],
  ['inspect', 'F'],
  ['inspect', 'F', 'F', '--json'],
  ['sbom', 'create', 'F'],
  ['sbom', 'validate', 'F'],
  ['sbom', 'convert', 'F', '--to', 'spdx@2.3'],
  ['sbom', 'convert', 'F', '--to', 'cyclonedx@1.6'],
  ['sbom', 'merge', 'F', 'B'],
  ['sbom', 'diff', 'F', 'B'],
  ['sbom', 'quality', 'F'],
  ['sbom', 'enrich', 'F'],
  ['sbom', 'compare', 'F', 'T'],
  ['sbom', 'compare', 'B', 'F'],
  ['sbom', 'intake', 'F'],
  ['sbom', 'sign', 'B', '--key', 'F'],
  ['sbom', 'sign', 'F', '--key', 'F'],
  ['sbom', 'verify', 'F', '--key', 'F'],
  ['sbom', 'verify', 'B', '--signature', 'F', '--key', 'F'],
  ['vex', 'create', 'F', '--author', 'a'],
  ['vex', 'check', 'F'],
  ['vex', 'check', 'T', '--vex', 'F'],
  ['vex', 'convert', 'F', '--to', 'openvex', '--author', 'a'],
  [
    'vex',
    'add',
    'F',
    '--author',
    'a',
    '--vulnerability',
    'CVE-2020-1',
    '--product',
    'p',
    '--status',
    'fixed',
  ],
  ['db', 'import', 'F'],
  ['db', 'build', '--feeds', 'F'],
  ['db', 'export', 'F'],
  ['init', 'F', '--yes'],
];

/** Arguments that are wrong by themselves. */
const ARGUMENTS: readonly (readonly string[])[] = [
  ['nothing-like-this'],
  ['scan', '--as-of', '2026-02-30'],
  ['scan', '--as-of', '9'.repeat(5000)],
  ['scan', '--format', '__proto__'],
  ['scan', '--output', 'constructor=x'],
  ['scan', '--fail-on', 'toString'],
  ['scan', '\u0000'],
  ['scan', ''],
  ['scan', '-'.repeat(4000)],
  ['scan', 'a'.repeat(300)],
  ['scan', '/dev/null/x'],
  ['explain', ''],
  ['explain', '__proto__'],
  ['explain', 'CVE-'.repeat(2000)],
  ['why', '', 'T'],
  ['why', 'pkg:', 'T'],
  ['why', 'pkg:npm/%', 'T'],
  ['why', '\ud800', 'T'],
  ['docs', '../../package.json'],
  ['schema', '__proto__'],
  ['completion', 'constructor'],
  ['db', 'build', '--feeds', 'https://'],
  ['db', 'build', '--feeds', 'T', '--only', '__proto__'],
  ['sbom', 'convert', 'B', '--to', 'cyclonedx@9.9'],
  ['sbom', 'convert', 'B', '--to', '__proto__'],
  ['sbom', 'create', 'T', '--purl', 'pkg:%'],
  ['sbom', 'create', 'T', '--phase', 'constructor'],
  ['sbom', 'create', 'T', '-o', '/proc/none/x'],
  ['sbom', 'sign', 'B', '--key', 'env:'],
  ['sbom', 'sign', 'B', '--key', 'vault:x'],
  ['scan', 'T', '--baseline', 'no-such-revision'],
  ['scan', 'T', '--offline', '--output', 'json=/dev/full'],
  ['list', 'T', '--json', '--json'],
];

interface Tried {
  readonly what: string;
  readonly code: number;
  readonly stderr: string;
  readonly seconds: number;
}

async function run(form: Form): Promise<Outcome> {
  const base = mkdtempSync(join(tmpdir(), 'theriac-attack-'));
  const broken: string[] = [];
  const codes = new Map<number, number>();
  let tried = 0;
  let slowest = 0;
  const note = ({ what, code, stderr, seconds }: Tried): void => {
    tried += 1;
    slowest = Math.max(slowest, seconds);
    codes.set(code, (codes.get(code) ?? 0) + 1);
    if (!DOCUMENTED.includes(code)) broken.push(`${what}: exit ${code}: ${stderr.slice(0, 200)}`);
    else if (seconds > MAX_SECONDS) broken.push(`${what}: ${seconds.toFixed(1)} s`);
    else if (code === 2 && !/THERIAC_[A-Z_]+/.test(stderr))
      broken.push(`${what}: no code: ${stderr.slice(0, 200)}`);
    else if (/\(THERIAC_/.test(stderr) && !/next: \S/.test(stderr))
      broken.push(`${what}: nothing is next: ${stderr.slice(0, 200)}`);
  };
  try {
    const world = makeWorld(base, form);
    for (const [name, path] of world.files) {
      for (const command of COMMANDS) {
        if (world.skips(name, command)) continue;
        note(await inProcess(command, path, name, world));
      }
    }
    for (const args of ARGUMENTS) note(await inProcess(args, join(base, 'none'), 'arguments', world));
    for (const one of await indexes(base)) note(one);
    for (const one of environments(world)) note(one);
  } finally {
    rmSync(base, { recursive: true, force: true });
    removeFolders();
  }
  const counted = [...codes].sort(([a], [b]) => a - b).map(([code, count]) => `${code}: ${count}`);
  return { tried, broken, figures: [`exit codes ${counted.join(', ')}; slowest ${slowest.toFixed(1)} s`] };
}

interface World {
  readonly base: string;
  readonly target: string;
  readonly document: string;
  readonly files: readonly (readonly [name: string, path: string])[];
  readonly skips: (name: string, command: readonly string[]) => boolean;
}

const DOCUMENT = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  components: [{ type: 'library', name: 'a', version: '1.0.0', purl: 'pkg:npm/a@1.0.0' }],
});

function makeWorld(base: string, form: Form): World {
  const target = join(base, 'target');
  mkdirSync(target);
  writeFileSync(join(target, 'requirements.txt'), 'flawed==1.0.0\n');
  const document = join(base, 'bom.json');
  writeFileSync(document, DOCUMENT);
  const files: [string, string][] = Object.entries(contents(form)).map(([name, content]) => {
    const path = join(base, name);
    writeFileSync(path, content);
    return [name, path];
  });
  mkdirSync(join(base, 'folder'));
  symlinkSync('circle', join(base, 'circle'));
  symlinkSync('nowhere', join(base, 'dangling'));
  for (const name of ['folder', 'circle', 'dangling', 'missing', 'bom.json/below'])
    files.push([name, join(base, name)]);
  files.push(['null device', '/dev/null']);
  return {
    base,
    target,
    document,
    files,
    skips: (name, [first, second]) => name === 'null device' && second === 'export' && first === 'db',
  };
}

/** What a file can be that is not what was meant. */
function contents(form: Form): Readonly<Record<string, string | Uint8Array>> {
  const random = seeded(3);
  const noise = (length: number): Uint8Array => Uint8Array.from({ length }, () => Math.floor(random() * 256));
  const cuts = Object.fromEntries(
    Array.from({ length: CHANCE[form] }, () => {
      const at = Math.floor(random() * DOCUMENT.length);
      return [`cut-${at}.json`, DOCUMENT.slice(0, at)];
    }),
  );
  return {
    'empty.json': '',
    'blank.json': ' \n\n',
    'zeros.bin': new Uint8Array(4096),
    'noise.bin': noise(4096),
    'noise.json': noise(512),
    'object.json': '{}',
    'array.json': '[]',
    'null.json': 'null',
    'text.json': '"x"',
    'number.json': '1e999',
    'digits.json': '9'.repeat(100_000),
    'deep.json': '['.repeat(200_000),
    'deep-object.json': '{"a":'.repeat(100_000),
    'proto.json': '{"__proto__":{"bomFormat":"CycloneDX"},"constructor":1}',
    'surrogate.json':
      '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"\\ud800"}]}',
    'types.json': '{"bomFormat":"CycloneDX","specVersion":"1.6","components":{"a":1},"dependencies":"x"}',
    'version.json': '{"bomFormat":"CycloneDX","specVersion":"99.9"}',
    'spdx.json': '{"spdxVersion":"SPDX-2.3","packages":true}',
    'spdx3.json': '{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[null,1,{}]}',
    'tag.spdx': 'SPDXVersion: SPDX-2.3\nPackageName: a\nPackageComment: <text>never closed',
    'bomb.xml': '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><bom>&b;</bom>',
    'deep.xml': '<a>'.repeat(100_000),
    'bom.xml': '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component/></components>',
    'anchors.yaml': `a: &a [x]\n${Array.from({ length: 40 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? 'a' : `b${i - 1}`}, *${i === 0 ? 'a' : `b${i - 1}`}]`).join('\n')}\n`,
    'tabs.yaml': 'a:\n\t- b\n- c: {\n',
    'theriac.yaml': 'version: 1\nsystems: 7\nignore: {a: [}]\n',
    'key.pem': '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
    'public.pub': '-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----\n',
    'openvex.json': '{"@context":"https://openvex.dev/ns/v0.2.0","statements":[1,null,{"status":[]}]}',
    'csaf.json': '{"document":{"category":"csaf_vex"},"vulnerabilities":{"a":1},"product_tree":[]}',
    'result.json': '{"schemaVersion":"1.0","findings":[1]}',
    'dsse.json': '{"payloadType":"application/vnd.in-toto+json","payload":"!!","signatures":[{}]}',
    'bundle.idx': 'theriac-bundle-1\n[{"index":"npm","length":1e99}]\n',
    'index.idx': Buffer.concat([Buffer.from('THERIAC\u0000', 'latin1'), Buffer.alloc(200)]),
    'a.tgz': gzipSync(makeTar([{ name: 'package/package.json', content: '{' }])),
    'cut.tgz': gzipSync(noise(2000)).subarray(0, 900),
    'a.zip': makeZip({ 'a/b': 'c' }).subarray(0, 60),
    'app.jar': makeZip({ 'META-INF/MANIFEST.MF': noise(200) }),
    'package-lock.json': '{"lockfileVersion":3,"packages":[]}',
    'bom-mark.json': `\ufeff${DOCUMENT}`,
    ...cuts,
  };
}

function filled(command: readonly string[], path: string, { target, document, base }: World): string[] {
  return command.map((word) =>
    word === 'F'
      ? path
      : word === 'T'
        ? target
        : word === 'B'
          ? document
          : word === 'json=F'
            ? `json=${path === '/dev/null' || path.startsWith(base) ? join(base, 'folder') : path}`
            : word,
  );
}

async function inProcess(
  command: readonly string[],
  path: string,
  name: string,
  world: World,
): Promise<Tried> {
  const env = { THERIAC_DATA: join(world.base, 'data'), THERIAC_OFFLINE: '1', HOME: world.base };
  // What is written over would not be hostile the next time.
  const writes = command[1] === 'export' || command[1] === 'add' || command[0] === 'init';
  const file = writes && !['null device', 'folder', 'missing'].includes(name) ? copyOf(path, world) : path;
  const started = performance.now();
  const { code, stderr } = await runInProcess(filled(command, file, world), { env });
  return {
    what: `${command.join(' ').slice(0, 80)} (${name})`,
    code,
    stderr,
    seconds: (performance.now() - started) / 1000,
  };
}

function copyOf(path: string, { base }: World): string {
  const copy = join(base, 'copy');
  rmSync(copy, { recursive: true, force: true });
  spawnSync('cp', ['--no-dereference', path, copy]);
  return copy;
}

/** Indexes that are damaged, of another version, of another ecosystem, or gone. */
async function indexes(base: string): Promise<Tried[]> {
  const tried: Tried[] = [];
  const expect: readonly (readonly [string, (path: string, other: string) => void, RegExp])[] = [
    ['a damaged index', (path) => writeFileSync(path, 'no index'), /THERIAC_INDEX_CORRUPT/],
    ['an empty index', (path) => writeFileSync(path, ''), /THERIAC_INDEX_CORRUPT/],
    ['an index of another ecosystem', (path, other) => renameSync(other, path), /under another name/],
  ];
  for (const [what, harm, says] of expect) {
    const store = await makeStore();
    harm(indexPath(store, 'npm'), indexPath(store, 'pypi'));
    const env = { THERIAC_DATA: join(store.indexes, '..'), THERIAC_OFFLINE: '1' };
    for (const args of [
      ['db', 'verify'],
      ['db', 'status'],
      ['scan', base, '--offline'],
      ['explain', 'CVE-2021-44228'],
    ]) {
      const started = performance.now();
      const { code, stdout, stderr } = await runInProcess(args, { env });
      const told = args[1] !== 'verify' || (code === 3 && says.test(stdout));
      tried.push({
        what: `${args.slice(0, 2).join(' ').replace(base, 'T')} with ${what}`,
        code: told ? code : 70,
        stderr: told ? stderr : `not told: ${stdout}`,
        seconds: (performance.now() - started) / 1000,
      });
    }
  }
  const none = { THERIAC_DATA: join(base, 'nothing'), THERIAC_OFFLINE: '1' };
  const { code, stderr } = await runInProcess(['db', 'verify'], { env: none });
  const isMissing = storeOf(none).indexes !== '' && /THERIAC_INDEX_MISSING/.test(stderr);
  tried.push({ what: 'db verify without indexes', code: isMissing ? code : 70, stderr, seconds: 0 });
  return tried;
}

/** What only a process of its own shows: closed pipes, full disks, no home, odd folders and proxies. */
function environments({ base, target }: World): Tried[] {
  const rows: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['a reader that goes away', `node "${CLI}" docs gate | head -c 1 >/dev/null; exit \${PIPESTATUS[0]}`, {}],
    ['a full disk', `node "${CLI}" list "${target}" --json >/dev/full`, {}],
    ['closed standard output', `node "${CLI}" list "${target}" >&-`, {}],
    [
      'closed standard error',
      `node "${CLI}" list "${target}/none" 2>&-; test $? -eq 2 && echo THERIAC_TARGET_MISSING >&2; exit 3`,
      {},
    ],
    ['no home', `node "${CLI}" db status`, { HOME: '' }],
    ['a home that is no folder', `node "${CLI}" db status`, { HOME: '/dev/null', XDG_DATA_HOME: '' }],
    [
      'a relative data folder',
      `node "${CLI}" db status`,
      { XDG_DATA_HOME: 'relative', XDG_CACHE_HOME: '../x' },
    ],
    [
      'a data folder that is a file',
      `node "${CLI}" db build --feeds "${target}"`,
      { THERIAC_DATA: '/dev/null' },
    ],
    [
      'proxies that are none',
      `node "${CLI}" db update`,
      { HTTPS_PROXY: 'no proxy', HTTP_PROXY: '::', NO_PROXY: ',,*', THERIAC_DATA: join(base, 'p') },
    ],
    ['an epoch that is none', `node "${CLI}" list "${target}"`, { SOURCE_DATE_EPOCH: 'never' }],
    [
      'an epoch beyond all days',
      `node "${CLI}" sbom create "${target}"`,
      { SOURCE_DATE_EPOCH: '99999999999999' },
    ],
  ];
  return rows.map(([what, script, env]) => {
    const started = performance.now();
    const { PATH = '' } = process.env;
    const { status, stderr } = spawnSync('bash', ['-c', script], {
      env: { PATH: `${join(process.execPath, '..')}:${PATH}`, HOME: base, ...env },
      encoding: 'utf8',
      timeout: 60_000,
    });
    // Starting a process takes its time as well; only a hang counts.
    const seconds = (performance.now() - started) / 1000;
    return { what, code: status ?? 70, stderr, seconds };
  });
}
