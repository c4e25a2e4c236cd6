/**
 * How long manifests take to read, judge and search for paths, beside parsing the same text; and how many objects of charts
 * are what `helm template` makes of them.
 *
 *   node bench/kubernetes.ts                      1,000 objects made for the run, and ten times as many
 *   node bench/kubernetes.ts --charts DIR         the same, and every chart in the folders of DIR
 *     [--helm PROGRAM] [--library DIR]            which helm; a library chart that they depend on
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { ConfigValue } from '@theriac/core/configuration';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { configurationOf } from '@theriac/scan/configuration';
import { parse, parseAllDocuments } from 'yaml';
import { type Bar, compare, type Program, printBars, runOnce, scratch } from './measure.ts';

const { values: given } = parseArgs({
  options: {
    charts: { type: 'string' },
    helm: { type: 'string', default: 'helm' },
    library: { type: 'string' },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const { folder, write } = scratch();
const BAR_MS = 1000;
const UNKNOWN = Symbol('not known');

/** Ten namespaces: applications, a database in each ten, services, policies. */
function cluster(name: string, objects: number): string {
  const target = join(folder, name);
  mkdirSync(target, { recursive: true });
  const object = (kind: string, own: string, k: number, spec: string, version = 'v1'): string =>
    `---\napiVersion: ${version}\nkind: ${kind}\nmetadata: {name: ${own}, namespace: ns${k % 10}}\n${spec}`;
  for (let file = 0; file < objects / 20; file += 1) {
    let text = '';
    for (let k = file * 20; k < file * 20 + 20; k += 1) {
      const [app, before] = [`app${k}`, `app${k - (k % 5)}`];
      if (k % 5 < 2)
        text += object(
          'Deployment',
          app,
          k,
          `spec:\n  template:\n    metadata: {labels: {app: ${app}}}\n    spec:\n      containers:\n        - name: main\n          image: ${k % 10 === 0 ? 'postgres:17' : 'registry.example/app:1'}\n          env: [{name: DB, value: "postgres://app${k - (k % 10)}/emr"}]\n`,
          'apps/v1',
        );
      else if (k % 5 === 2)
        text += object('Service', before, k, `spec: {selector: {app: ${before}}, ports: [{port: 80}]}\n`);
      else if (k % 5 === 3)
        text += object(
          'NetworkPolicy',
          app,
          k,
          `spec: {podSelector: {matchLabels: {app: ${before}}}, ingress: [{from: [{podSelector: {}}]}]}\n`,
          'networking.k8s.io/v1',
        );
      else text += object('ConfigMap', app, k, 'data: {a: b}\n');
    }
    writeFileSync(join(target, `objects-${file}.yaml`), text);
  }
  return target;
}

const main = join(root, 'packages/cli/src/main.ts');
const parsing = write(
  'parse.mjs',
  `import { readdirSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from ${JSON.stringify(fileURLToPath(import.meta.resolve('yaml')))};
let count = 0;
for (const name of readdirSync(process.argv[2])) count += parseAllDocuments(readFileSync(process.argv[2] + '/' + name, 'utf8')).length;
if (count === 0) process.exitCode = 1;
`,
);
const node = (name: string, args: readonly string[]): Program => ({ name, command: process.execPath, args });
const [small, large] = [cluster('small', 1000), cluster('large', 10_000)];
const scan = (name: string, target: string): Program => node(name, [main, 'paths', target, '--quiet']);
const walls = await compare(
  [node('parse', [parsing, small]), node('start', [main, '--version']), scan('paths', small)],
  3,
);
const more = await compare([scan('large', large)], 1);
const [parseMs = 0, startMs = 0, pathsMs = 0] = ['parse', 'start', 'paths'].map(
  (name) => walls.get(name) ?? Number.NaN,
);
const largeMs = more.get('large') ?? Number.NaN;
const memory = await runOnce(scan('paths', small), true);
const bars: Bar[] = [
  {
    what: '1,000 objects of Kubernetes, `theriac paths` from source, wall',
    measured: `${pathsMs.toFixed(0)} ms, ${memory.rss.toFixed(0)} MiB`,
    baseline: `the yaml library parses the same text: ${parseMs.toFixed(0)} ms; start alone: ${startMs.toFixed(0)} ms`,
    bar: `≤ ${BAR_MS} ms`,
    met: pathsMs <= BAR_MS,
  },
  {
    what: 'ten times the files, wall without the start',
    measured: `${(largeMs - startMs).toFixed(0)} ms`,
    baseline: `${(pathsMs - startMs).toFixed(0)} ms`,
    bar: '≤ 11×',
    met: largeMs - startMs <= 11 * (pathsMs - startMs),
  },
];
printBars('Kubernetes', bars);
if (given.charts !== undefined) await compareCharts(given.charts);

/** Objects of charts, by kind and name, beside what `helm template` writes. Charts whose dependencies are missing are left out. */
async function compareCharts(charts: string): Promise<void> {
  const count = { charts: 0, 'left out': 0, objects: 0, same: 0, missing: 0, extra: 0 };
  for (const name of readdirSync(charts)) {
    const source = join(charts, name);
    if (!existsSync(join(source, 'Chart.yaml'))) continue;
    const copy = join(folder, 'chart');
    rmSync(copy, { recursive: true, force: true });
    cpSync(source, copy, { recursive: true });
    const { library } = given;
    if (library !== undefined) cpSync(library, join(copy, 'charts', basename(library)), { recursive: true });
    const theirs = templated(copy);
    if (theirs === undefined) {
      count['left out'] += 1;
      continue;
    }
    count.charts += 1;
    const { resources } = await configurationOf({ path: copy, config: DEFAULT_CONFIG });
    const ours = new Map(
      resources
        .filter(({ type }) => /^kubernetes\.[A-Z]/.test(type) && !type.endsWith('.CustomResourceDefinition'))
        .map(({ values }) => plain(values))
        .map((one) => [keyOf(one), one]),
    );
    for (const [key, value] of theirs) {
      count.objects += 1;
      const own = ours.get(key);
      if (own === undefined) count.missing += 1;
      else if (isSame(own, value)) count.same += 1;
      else console.log(`  ${name}: ${key} differs`);
    }
    for (const key of ours.keys()) if (!theirs.has(key)) count.extra += 1;
  }
  console.log('Charts beside helm template:', JSON.stringify(count));
}

function templated(chart: string): ReadonlyMap<string, unknown> | undefined {
  const facts: unknown = parse(readFileSync(join(chart, 'Chart.yaml'), 'utf8'));
  const dependencies =
    typeof facts === 'object' && facts !== null && 'dependencies' in facts ? facts.dependencies : [];
  const missing = (Array.isArray(dependencies) ? dependencies : []).some(
    (one: { name?: unknown }) => !existsSync(join(chart, 'charts', String(one.name))),
  );
  if (missing) return undefined;
  try {
    const args = ['template', 'release-name', chart, '--kube-version', '1.34.0'];
    const text = execFileSync(given.helm, args, {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: false, logLevel: 'silent' });
    return new Map(
      documents
        .map((document): unknown => document.toJS())
        .filter(
          (one) =>
            keyOf(one) !== 'undefined/undefined' && !keyOf(one).startsWith('CustomResourceDefinition/'),
        )
        .map((one) => [keyOf(one), one]),
    );
  } catch {
    return undefined;
  }
}

function keyOf(object: unknown): string {
  const { kind, metadata } = (object ?? {}) as { kind?: unknown; metadata?: { name?: unknown } };
  return `${kind}/${metadata?.name}`;
}

function plain(value: ConfigValue): unknown {
  switch (value.kind) {
    case 'scalar':
      return value.text;
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, one]) => [key, plain(one)]));
    case 'unknown':
      return UNKNOWN;
    case 'empty':
      return null;
  }
}

/** What is random or set elsewhere is the same as anything; octal numbers are the same as what they mean. */
function isSame(ours: unknown, theirs: unknown): boolean {
  if (ours === UNKNOWN) return true;
  if (ours === null || theirs === null || theirs === undefined) return (ours ?? '') === (theirs ?? '');
  if (Array.isArray(ours))
    return (
      Array.isArray(theirs) && ours.length === theirs.length && ours.every((one, i) => isSame(one, theirs[i]))
    );
  if (typeof ours === 'object')
    return (
      typeof theirs === 'object' &&
      Object.keys({ ...ours, ...theirs }).every((key) =>
        isSame(
          (ours as Record<string, unknown>)[key] ?? null,
          (theirs as Record<string, unknown>)[key] ?? null,
        ),
      )
    );
  const [a, b] = [String(ours).trim(), String(theirs).trim()];
  return (
    a === b ||
    (a !== '' && Number(a) === Number(b)) ||
    (/^0[0-7]+$/.test(a) && Number.parseInt(a, 8) === Number(b))
  );
}
