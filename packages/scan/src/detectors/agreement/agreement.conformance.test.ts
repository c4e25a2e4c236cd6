/** Agreement with public labelled examples, set by set and topic by topic; every difference has its reason in a table. */
import type { RawFinding } from '@theriac/core';
import { matchesGlob, type Resource } from '@theriac/core/configuration';
import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { fixture, fixtureNames } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { configurationInMemory, reduceExport } from '../../configuration.ts';
import { configuration } from '../configuration/index.ts';
import { hygiene } from '../supply-chain/hygiene/index.ts';
import { labelKey, namedBySymbol, namesOf, spread } from './failing.ts';
import type { LabelledFolder, LabelledSet } from './labelled-folders.ts';
import { LABELLED_SETS } from './labelled-sets.ts';
import { type Labels, labelledFile, labelsOf } from './labels-of.ts';

const ROOT = 'iac/checkov/tests';

/** What the labels of one part say, and what we say. */
interface Tally {
  folders: number;
  right: number;
  all: number;
  /** Labelled as failing, and not explained. */
  failing: number;
  /** Of those, the ones that we find. */
  found: number;
}

const tally = (): Tally => ({ folders: 0, right: 0, all: 0, failing: 0, found: 0 });

function add(to: Tally, one: Tally): void {
  for (const key of ['folders', 'right', 'all', 'failing', 'found'] as const) to[key] += one[key];
}

/** Labels that are answered differently without a reason. */
type Differences = string[];

test.each(LABELLED_SETS)('agrees with the labels of $title', async (set) => {
  const parts = new Map<string, Tally>();
  const differences: Differences = [];
  const explained = new Set<string>();
  const names = fixtureNames(`${ROOT}/${set.path}`);
  for (const [folder, row] of Object.entries(set.folders)) {
    const files = filesBelow(set, folder, names);
    const one = await compare(set, folder, row, files, differences, explained);
    for (const part of [row.topic, row.isHeldOut === true ? 'held out' : 'tuned', 'all']) {
      const known = parts.get(part) ?? tally();
      parts.set(part, known);
      add(known, one);
    }
  }
  const all = parts.get('all') ?? tally();
  const lines = [...parts].map(
    ([part, t]) =>
      `| ${set.title} | ${part} | ${t.folders} | ${t.right} of ${t.all} | ${t.found} of ${t.failing} |`,
  );
  console.log([...lines, ...differences.slice(0, 40)].join('\n'));
  expect(differences).toEqual([]);
  expect(
    Object.entries(set.folders)
      .flatMap(([folder, { differs = {} }]) => Object.keys(differs).map((label) => `${folder} ${label}`))
      .filter((key) => !explained.has(key)),
  ).toEqual([]);
  expect(all.found / all.failing).toBeGreaterThanOrEqual(0.95);
});

/** Texts of the files of a folder, by their paths in it. */
type Files = ReadonlyMap<string, string>;

function filesBelow(set: LabelledSet, folder: string, names: readonly string[]): Files {
  const files = new Map<string, string>();
  for (const name of names) {
    const at = `/${name}`.indexOf(`/${folder}/`);
    if (at === -1 || name.endsWith('README.md')) continue;
    const text = fixture(`${ROOT}/${set.path}/${name}`).toString('utf8');
    files.set(name.slice(at + folder.length + 1), set.id === 'bicep' ? namedBySymbol(text) : text);
  }
  return files;
}

async function compare(
  set: LabelledSet,
  folder: string,
  row: LabelledFolder,
  given: Files,
  differences: Differences,
  explained: Set<string>,
): Promise<Tally> {
  const one = { ...tally(), folders: 1 };
  const labels = labelsOf(given.get('expected.yaml') ?? '');
  const files = new Map([...given].filter(([path]) => path !== 'expected.yaml'));
  const fails = await (set.labels === 'files' ? failingFiles : failingNames)(set, row, labels, files);
  for (const verdict of ['fail', 'pass'] as const)
    for (const label of labels[verdict]) {
      const isRight = fails(label) === (verdict === 'fail');
      const isExplained = row.differs?.[label] !== undefined;
      one.all += 1;
      if (isRight) one.right += 1;
      if (verdict === 'fail' && !isExplained) {
        one.failing += 1;
        if (isRight) one.found += 1;
      }
      if (isRight) continue;
      if (isExplained) explained.add(`${folder} ${label}`);
      else differences.push(`${folder} ${label} is labelled ${verdict}`);
    }
  return one;
}

type Fails = (label: string) => boolean;

/** Whole folders are read at once: what is labelled refers to what is beside it. */
async function failingNames(
  set: LabelledSet,
  row: LabelledFolder,
  _labels: Labels,
  texts: Files,
): Promise<Fails> {
  const files = Object.fromEntries(texts);
  const failed = new Set((await findingsIn(files, row)).flatMap(namesOf));
  if (row.isLabelledElsewhere === true) spread(failed, await resourcesIn(files));
  return (label) => failed.has(labelKey(label, set.id));
}

async function resourcesIn(files: Readonly<Record<string, string>>): Promise<readonly Resource[]> {
  return (await configurationInMemory(files)).resources;
}

/** Each file for itself; a label stands for one of its instructions: as many fail as have findings. */
async function failingFiles(
  set: LabelledSet,
  row: LabelledFolder,
  labels: Labels,
  texts: Files,
): Promise<Fails> {
  const left = new Map<string, number>();
  const paths = [...texts.keys()];
  const labelled = new Set([...labels.fail, ...labels.pass].map((label) => labelledFile(label, paths)));
  for (const path of labelled) {
    const text = texts.get(path ?? '');
    if (path === undefined || text === undefined) continue;
    const findings = await findingsIn(set.id === 'github' ? imported(path, text) : { [path]: text }, row);
    const places = findings.flatMap(({ locations }) => locations.map(({ path: p, line }) => `${p}:${line}`));
    left.set(path, new Set(places).size);
  }
  return (label) => {
    const path = labelledFile(label, paths) ?? '';
    const more = left.get(path) ?? 0;
    left.set(path, more - 1);
    return more > 0;
  };
}

/** As `theriac posture import` writes it. */
function imported(path: string, text: string): Record<string, string> {
  const { document } = reduceExport(text, path, '2026-01-02');
  return { 'posture/export.json': JSON.stringify(document) };
}

async function findingsIn(
  files: Readonly<Record<string, string>>,
  { rules }: LabelledFolder,
): Promise<RawFinding[]> {
  const found: RawFinding[] = [];
  for (const detector of [configuration, hygiene])
    for (const finding of (await detectInMemory(detector, { files })).findings)
      if (rules.some((rule) => matchesGlob(finding.rule.id.replace('THERIAC-', ''), rule)))
        found.push(finding);
  return found;
}
