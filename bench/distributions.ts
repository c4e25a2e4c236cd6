/**
 * Accuracy of matching packages of distributions, against ground truth that shares no code with matching: records are
 * read as JSON, versions are compared by the distributions' own programs (`dpkg --compare-versions`, `rpm`,
 * `apk version -t`), and the other side is a scan of a bill of materials. A format whose program is not on the PATH is
 * left out, and told.
 *
 * Packages of modules (`.module+el9`) have no label: which stream an update is about stands in its title alone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { storeOf } from '@theriac/advisories';
import { readFeedZip } from '@theriac/advisories/feed-zip';
import { LINUX_DISTRIBUTIONS, type LinuxDistribution } from '@theriac/core';
import { buildFeedsIndex } from '@theriac/testing/feeds-index';
import { makeFolder, removeFolders, scanWith } from '@theriac/testing/make-target';
import { feedPath } from '@theriac/testing/public-sets';
import { scratch } from './measure.ts';

interface Affected {
  readonly package: { readonly ecosystem: string; readonly name: string };
  readonly ranges?: readonly { readonly events: readonly Readonly<Record<string, string>>[] }[];
  readonly versions?: readonly string[];
}

interface RawRecord {
  readonly id: string;
  readonly withdrawn?: string;
  readonly affected?: readonly Affected[];
}

/** Packages of a release that are asked about, and versions of each. */
const PACKAGES = 1_000;
const VERSIONS = 10;
const MODULAR = /\.module[+_]/;

/** A version of a system that has the advisories of a suffix; undefined: the suffix is no release of it. */
function versionOf({ ofSystem, ofRecord }: LinuxDistribution, suffix: string): string | undefined {
  const written = suffix.replace(/:LTS$/, '').replace(/^(?:Pro:|v|Leap )/, '');
  const release = ofRecord(suffix);
  return ofSystem(written).includes(release) ? written : undefined;
}

type Order = (a: string, b: string) => number | undefined;

/** Reads pairs of versions, one a line, and writes how they stand to each other. */
const COMPARE: Readonly<Record<LinuxDistribution['format'], readonly [program: string, ...args: string[]]>> =
  {
    deb: [
      'sh',
      '-c',
      'while read -r a b; do if dpkg --compare-versions "$a" lt "$b"; then echo -1; elif dpkg --compare-versions "$a" eq "$b"; then echo 0; else echo 1; fi; done',
    ],
    apk: ['sh', '-c', 'while read -r a b; do apk version -t "$a" "$b"; done'],
    rpm: [
      'rpm',
      '--eval',
      '%{lua: for l in io.lines() do local a, b = l:match("^(.-) (.*)$") io.stdout:write(rpm.vercmp(a, b), "\\n") end}',
    ],
  };
const ANSWERS: ReadonlyMap<string, number> = new Map([
  ['-1', -1],
  ['0', 0],
  ['1', 1],
  ['<', -1],
  ['=', 0],
  ['>', 1],
]);

/**
 * Asks the program of a format once for all pairs that a first run over the labels wants to know.
 * @returns undefined where the program is not there; an order knows nothing where a version is none
 */
function orderBy(format: LinuxDistribution['format'], wanted: (order: Order) => void): Order | undefined {
  const program = format === 'deb' ? 'dpkg' : format;
  if (spawnSync(program, ['--version']).error !== undefined) return undefined;
  const pairs = new Set<string>();
  wanted((a, b) => {
    if (/^\S+$/.test(a) && /^\S+$/.test(b)) pairs.add(`${a} ${b}`);
    return 0;
  });
  const [command, ...args] = COMPARE[format];
  const { stdout } = spawnSync(command, args, {
    input: `${[...pairs].join('\n')}\n`,
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
  });
  const answers = stdout.split('\n');
  const known = new Map([...pairs].map((pair, i) => [pair, ANSWERS.get(answers[i] ?? '')]));
  return (a, b) => known.get(`${a} ${b}`);
}

/** Whether the entries name the version as affected; undefined where a version cannot be compared. */
function isAffected(version: string, entries: readonly Affected[], order: Order): boolean | undefined {
  let affected = false;
  for (const { ranges = [], versions = [] } of entries) {
    if (versions.includes(version)) affected = true;
    for (const { events } of ranges) {
      const [from, ...others] = events.flatMap((e) => e.introduced ?? []);
      const [fixed, ...more] = events.flatMap((e) => e.fixed ?? []);
      // Ranges with one beginning and one end need no reading of the specification, which is what is measured.
      if (from === undefined || others.length > 0 || more.length > 0) return undefined;
      const start = from === '0' ? 1 : order(version, from);
      const end = fixed === undefined ? -1 : order(version, fixed);
      if (start === undefined || end === undefined) return undefined;
      if (start >= 0 && end < 0) affected = true;
    }
  }
  return affected;
}

/** Records by release and package. */
async function recordsOf(distribution: LinuxDistribution): Promise<Map<string, Map<string, Affected[]>>> {
  const { osv } = distribution;
  const byPackage = new Map<string, Map<string, Affected[]>>();
  for await (const entry of readFeedZip(join(feedPath('osv'), osv, 'all.zip'))) {
    const { id, withdrawn, affected = [] } = ('json' in entry ? entry.json : {}) as RawRecord;
    if (withdrawn !== undefined) continue;
    for (const one of affected) {
      const [name, ...suffix] = one.package.ecosystem.split(':');
      const version = versionOf(distribution, suffix.join(':'));
      if (name !== osv || version === undefined) continue;
      const key = `${version}\n${one.package.name}`;
      const records = byPackage.get(key) ?? new Map<string, Affected[]>();
      records.set(id, [...(records.get(id) ?? []), one]);
      byPackage.set(key, records);
    }
  }
  return byPackage;
}

/** What each package is affected by, by package URL. */
function labelsOf(
  { format, ids }: LinuxDistribution,
  byPackage: ReadonlyMap<string, ReadonlyMap<string, readonly Affected[]>>,
  order: Order,
): Map<string, ReadonlySet<string>> {
  const expected = new Map<string, ReadonlySet<string>>();
  const step = Math.max(1, Math.floor(byPackage.size / PACKAGES));
  for (const [key, records] of [...byPackage].sort().filter((_, i) => i % step === 0)) {
    const [release = '', name = ''] = key.split('\n');
    const named = [...records.values()]
      .flat()
      .flatMap((e) => [
        ...(e.ranges ?? []).flatMap(({ events }) => events.flatMap((event) => Object.values(event))),
        ...(e.versions ?? []).slice(0, 2),
      ]);
    const versions = [...new Set(named)].filter((v) => v !== '0').sort();
    if (versions.some((v) => MODULAR.test(v))) continue;
    for (const version of versions.slice(0, VERSIONS)) {
      const wanted = [...records].map(([id, of]) => [id, isAffected(version, of, order)] as const);
      if (wanted.some(([, is]) => is === undefined)) continue;
      const distro = `${ids[0]}${release === '' ? '' : `-${release}`}`;
      const purl = `pkg:${format}/${ids[0]}/${encodeURIComponent(name)}@${encodeURIComponent(version)}?distro=${encodeURIComponent(distro)}`;
      expected.set(purl, new Set(wanted.flatMap(([id, is]) => (is === true ? [id] : []))));
    }
  }
  return expected;
}

async function measure(distribution: LinuxDistribution, data: string): Promise<string> {
  const { osv, format, index } = distribution;
  const byPackage = await recordsOf(distribution);
  const order = orderBy(format, (recording) => labelsOf(distribution, byPackage, recording));
  if (order === undefined) return `| ${osv} | no program of ${format} on the PATH | | | | | |`;
  const expected = labelsOf(distribution, byPackage, order);
  if (expected.size === 0) return `| ${osv} | no labels | | | | | |`;
  const components = [...expected.keys()].map((purl, i) => ({
    type: 'library',
    'bom-ref': `c${i}`,
    name: 'c',
    purl,
  }));
  const document = { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components };
  const folder = makeFolder({ 'a.cdx.json': JSON.stringify(document) });
  const result = await scanWith(storeOf({ THERIAC_DATA: data }), join(folder, 'a.cdx.json'));
  const purls = new Map(result.inventory.components.map((c) => [c.id, c.purl]));
  const found = Map.groupBy(
    result.findings
      .filter((f) => f.kind === 'vulnerability')
      .flatMap((f) => f.subject.components.map((id) => [purls.get(id) ?? '', f.evidence] as const)),
    ([purl]) => purl,
  );
  let [right, missed, wrong, free] = [0, 0, 0, 0];
  for (const [purl, wanted] of expected) {
    const groups = (found.get(purl) ?? []).map(([, evidence]) =>
      evidence.flatMap((e) => ('record' in e ? [e.record] : [])),
    );
    const named = new Set(groups.flat());
    for (const id of wanted)
      if (named.has(id)) right += 1;
      else missed += 1;
    wrong += groups.filter((records) => !records.some((id) => wanted.has(id))).length;
    if (wanted.size === 0 && groups.length === 0) free += 1;
  }
  return `| ${osv} | ${index} | ${expected.size} | ${right} | ${missed} | ${wrong} | ${free} |`;
}

if (import.meta.main) {
  const { folder } = scratch();
  await buildFeedsIndex(folder);
  const rows: string[] = [];
  for (const distribution of LINUX_DISTRIBUTIONS) {
    if (!existsSync(join(feedPath('osv'), distribution.osv, 'all.zip'))) continue;
    rows.push(await measure(distribution, folder));
  }
  removeFolders();
  process.stdout.write(
    `\n## Packages of distributions\n\n| distribution | index | packages | right | missed | wrong | rightly free |\n|---|---|---|---|---|---|---|\n${rows.join('\n')}\n`,
  );
}
