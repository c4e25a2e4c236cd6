/**
 * Profiles of packages, measured: precision on honest ones, recall on imitations of published attacks, false alarms of
 * the difference between two versions, time.
 *
 *   node bench/packages.ts [--honest DIR] [--pairs DIR]
 *
 * DIR holds archives as `npm pack` writes them; of pairs, two versions of each package. Without them only the
 * imitations are measured.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  concernsOf,
  differenceOf,
  isDangerous,
  type PackageFiles,
  profileOf,
  readPackage,
} from '@theriac/scan/profile';
import { LATE_NPM_SHAPES, LATE_OTHER_SHAPES } from './attack-shapes/late.ts';
import { NPM_SHAPES } from './attack-shapes/npm.ts';
import { OTHER_SHAPES } from './attack-shapes/other.ts';
import { type AttackShape, HONEST_NPM, HONEST_PYTHON, isHeldOut } from './attack-shapes/shape.ts';
import { type Bar, printBars } from './measure.ts';

/**
 * - `tuned`: rules were made with these in view
 * - `held out`: named by their ids before that, looked at afterwards
 * - `late`: written when every rule was as it is, and measured once
 */
const PARTS = ['tuned', 'held out', 'late'] as const;

function partOf(shape: AttackShape): (typeof PARTS)[number] {
  if (LATE_NPM_SHAPES.includes(shape) || LATE_OTHER_SHAPES.includes(shape)) return 'late';
  return isHeldOut(shape) ? 'held out' : 'tuned';
}

/** How an imitation was judged. */
export interface JudgedShape {
  readonly shape: AttackShape;
  /** Concerns of high severity that the malicious release gives by itself. */
  readonly alone: readonly string[];
  /** Whether the update from an honest release is said to be dangerous. */
  readonly dangerous: boolean;
}

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

function inMemory(files: Readonly<Record<string, string>>): PackageFiles {
  const list = Object.entries(files).map(([path, text]) => ({
    path,
    bytes:
      path.endsWith('.dll') || text.startsWith('\u007fELF') ? Buffer.from(text, 'latin1') : Buffer.from(text),
  }));
  return { files: list.sort((a, b) => (a.path < b.path ? -1 : 1)), unknowns: [] };
}

export async function judgeShapes(): Promise<JudgedShape[]> {
  const judged: JudgedShape[] = [];
  for (const [shapes, base] of [
    [[...NPM_SHAPES, ...LATE_NPM_SHAPES], HONEST_NPM],
    [[...OTHER_SHAPES, ...LATE_OTHER_SHAPES], HONEST_PYTHON],
  ] as const) {
    const before = await profileOf(inMemory(base));
    for (const shape of shapes) {
      const after = await profileOf(inMemory({ ...base, ...shape.files }));
      const alone = concernsOf(after).filter((c) => c.severity === 'high');
      judged.push({
        shape,
        alone: alone.map((c) => c.id),
        dangerous: isDangerous(differenceOf(before, after)),
      });
    }
  }
  return judged;
}

async function measureShapes(bars: Bar[]): Promise<void> {
  const judged = await judgeShapes();
  for (const { shape, alone, dangerous } of judged) {
    const part = partOf(shape);
    process.stdout.write(
      `${part.padEnd(8)} ${alone.length > 0 ? 'found ' : 'MISSED'} ${dangerous ? 'dangerous' : 'UNNOTICED'} ${shape.id}: ${alone.join(', ')}\n`,
    );
  }
  for (const name of PARTS) {
    const part = judged.filter(({ shape }) => partOf(shape) === name);
    const alone = part.filter((j) => j.alone.length > 0).length;
    const changed = part.filter((j) => j.dangerous).length;
    const what = `imitated attacks, ${name}`;
    bars.push({
      what: `${what}: found in the release alone`,
      measured: `${alone} of ${part.length}`,
      baseline: '—',
      bar: '≥ 85 %',
      met: alone >= 0.85 * part.length,
    });
    bars.push({
      what: `${what}: update said to be dangerous`,
      measured: `${changed} of ${part.length}`,
      baseline: '—',
      bar: '≥ 90 %',
      met: changed >= 0.9 * part.length,
    });
  }
}

async function measureHonest(folder: string, bars: Bar[]): Promise<void> {
  let all = 0;
  let high = 0;
  let bytes = 0;
  const started = performance.now();
  for (const name of archivesIn(folder)) {
    const files = await readPackage(join(folder, name));
    for (const file of files.files) bytes += file.bytes.length;
    const concerns = concernsOf(await profileOf(files)).filter((c) => c.severity === 'high');
    all += 1;
    if (concerns.length === 0) continue;
    high += 1;
    process.stdout.write(`FALSE ALARM ${name}: ${concerns.map((c) => c.id).join(', ')}\n`);
  }
  const seconds = (performance.now() - started) / 1000;
  bars.push({
    what: 'honest packages said to be dangerous',
    measured: `${high} of ${all}`,
    baseline: '—',
    bar: '≤ 2 %',
    met: high <= 0.02 * all,
  });
  const reading = performance.now();
  for (const name of archivesIn(folder)) await readPackage(join(folder, name));
  bars.push({
    what: `the same, time (${(bytes / 1e6).toFixed(0)} MB)`,
    measured: `${seconds.toFixed(1)} s, ${((seconds / all) * 1000).toFixed(0)} ms a package`,
    baseline: `unpacking alone: ${((performance.now() - reading) / 1000).toFixed(1)} s`,
    bar: '≤ 200 ms a package',
    met: seconds / all <= 0.2,
  });
}

async function measurePairs(folder: string, bars: Bar[]): Promise<void> {
  const byName = new Map<string, string[]>();
  for (const file of archivesIn(folder)) {
    const name = file.replace(/-\d+\.\d+\.\d+.*\.tgz$/, '');
    const list = byName.get(name);
    if (list === undefined) byName.set(name, [file]);
    else list.push(file);
  }
  let all = 0;
  let alarms = 0;
  for (const [name, files] of byName) {
    const [old, fresh] = files.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    if (old === undefined || fresh === undefined) continue;
    const difference = differenceOf(
      await profileOf(await readPackage(join(folder, old))),
      await profileOf(await readPackage(join(folder, fresh))),
    );
    all += 1;
    if (!isDangerous(difference)) continue;
    alarms += 1;
    const said = [
      ...difference.concerns.map((c) => c.id),
      ...difference.additions
        .filter((a) => a.severity === 'high')
        .map((a) => `${a.capability} (${a.subjects.join(', ')})`),
    ];
    process.stdout.write(`FALSE ALARM ${name}: ${old} → ${fresh}: ${said.join('; ')}\n`);
  }
  bars.push({
    what: 'honest updates said to be dangerous',
    measured: `${alarms} of ${all}`,
    baseline: '—',
    bar: '≤ 5 %',
    met: alarms <= 0.05 * all,
  });
}

function archivesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tgz'))
    .sort();
}

if (import.meta.main) {
  const bars: Bar[] = [];
  await measureShapes(bars);
  const honest = argument('--honest');
  if (honest !== undefined) await measureHonest(honest, bars);
  const pairs = argument('--pairs');
  if (pairs !== undefined) await measurePairs(pairs, bars);
  printBars('Package profiles', bars);
}
