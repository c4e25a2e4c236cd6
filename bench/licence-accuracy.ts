/**
 * Accuracy of licence detection on labelled texts. A file is
 *
 * - **right**: what is concluded from it is what its label says;
 * - **unsure**: nothing is concluded (a person sees what it looks like);
 * - **wrong**: something else is concluded. There must be none.
 *
 * Labels: texts of the SPDX list as its own tests have them (names are ids) and the texts of exceptions, which are none;
 * the variants and changes of licence-variants.ts; files that license nothing; the test data of google/licensecheck (first
 * lines say what is in it); the fixtures of licensee (fixtures.yml).
 *
 * Held out, named before anything was tuned: licensecheck's files with an even number, and all of licensee.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  canonicalLicence,
  licenceTerms,
  parseLicence,
  recogniseLicence,
  spdxException,
} from '@theriac/core/licence';
import { loadCorpus, loadLicenceTexts, type TextDetection, TextDetector } from '@theriac/scan/licences';
import { fixtureUrl } from '@theriac/testing/public-sets';
import { HARMFUL, HARMLESS, NOT_LICENCES } from './licence-variants.ts';
import { readTarGz } from './read-tar.ts';

type Outcome = 'right' | 'unsure' | 'wrong';

export interface LicenceCase {
  readonly set: string;
  readonly part: 'tuned' | 'held out';
  readonly name: string;
  /** Ids that the file holds, in any of their equivalent forms; empty: no licence, or none that may be concluded. */
  readonly expected: readonly string[];
  readonly text: string;
}

export interface JudgedCase extends LicenceCase {
  readonly outcome: Outcome;
  readonly concluded: string | null;
}

const fixtures = fixtureUrl('licenses/');
/** The commonest, for the variants. */
const COMMON = [
  'MIT',
  'Apache-2.0',
  'BSD-3-Clause',
  'BSD-2-Clause',
  'ISC',
  'GPL-2.0-only',
  'GPL-3.0-only',
  'LGPL-2.1-only',
  'LGPL-3.0-only',
  'AGPL-3.0-only',
  'MPL-2.0',
  'Unlicense',
  'CC0-1.0',
  'EPL-2.0',
  '0BSD',
  'Zlib',
  'BSL-1.0',
] as const;

/**
 * Labels that are older than the list: the text has an id of its own by now, or the label is a name that the list does not
 * have.
 */
const NEWER_IDS: Readonly<Record<string, readonly string[]>> = {
  'MIT-NoAd.t1': ['X11-swapped'],
  'MIT.t25': ['MIT-Wu'],
  'HPND.t6': ['metamail'],
  'HPND.t7': ['dtoa'],
  'pixar-modified-apache': ['Pixar'],
  // A header, which licensecheck does not look for; an id of its own.
  'MIT-Header.t1': ['MIT'],
  'GPL-2.0-Or-3.0.t1': ['GPL-2.0-only', 'GPL-3.0-only'],
  WXwindows: ['LGPL-2.0-or-later'],
};

export async function licenceCases(): Promise<LicenceCase[]> {
  const texts = await loadLicenceTexts();
  return [...spdxCases(texts), ...variantCases(texts), ...licensecheckCases(), ...licenseeCases()];
}

function spdxCases(texts: ReadonlyMap<string, string>): LicenceCase[] {
  return [...readTarGz(new URL('license-list-XML-texts.tar.gz', fixtures))]
    .filter(([path]) => path.includes('simpleTestForGenerator/'))
    .flatMap(([path, text]): LicenceCase[] => {
      const id = (path.split('/').at(-1) ?? '')
        .replace(/\.txt$/, '')
        .replace(/^(?:deprecated|depreciate)_/, '')
        .replace(/\+$/, '');
      // The texts of the ids with an exception are those of the exception alone.
      const isException = spdxException(id) !== undefined || /-with-/.test(id);
      // A text that the shipped list does not have cannot be recognised; it must not be taken for another.
      const known = texts.has(id) && text.split(/\s+/).length >= 12;
      return [
        {
          set: isException ? 'exception texts' : 'SPDX texts',
          part: 'tuned',
          name: id,
          expected: NEWER_IDS[id] ?? (known && !isException ? [id] : []),
          text,
        },
      ];
    });
}

function variantCases(texts: ReadonlyMap<string, string>): LicenceCase[] {
  const made = COMMON.flatMap((id) => {
    const text = texts.get(id) ?? '';
    return [
      ...HARMLESS.map(
        (v): LicenceCase => ({
          set: `variants of ${id}`,
          part: 'tuned',
          name: `${id}, ${v.name}`,
          expected: [id],
          text: v.make(text),
        }),
      ),
      ...HARMFUL.flatMap((v): LicenceCase[] => {
        const changed = v.make(text);
        return changed === text
          ? []
          : [{ set: 'changed texts', part: 'tuned', name: `${id}, ${v.name}`, expected: [], text: changed }];
      }),
    ];
  });
  const none = NOT_LICENCES.map(
    ({ name, text }): LicenceCase => ({ set: 'no licences', part: 'tuned', name, expected: [], text }),
  );
  const two = [
    ['MIT', 'Apache-2.0'],
    ['BSD-3-Clause', 'MIT'],
    ['ISC', 'Zlib'],
    ['MPL-2.0', 'GPL-3.0-only'],
  ] as const;
  const dual = two.map(
    (ids): LicenceCase => ({
      set: 'several in one file',
      part: 'tuned',
      name: ids.join(' + '),
      expected: ids,
      text: ids.map((id) => `${id.replace(/-only/, '')}\n\n${texts.get(id) ?? ''}`).join('\n\n-----\n\n'),
    }),
  );
  return [...made, ...none, ...dual];
}

function licensecheckCases(): LicenceCase[] {
  return [...readTarGz(new URL('licensecheck-testdata.tar.gz', fixtures))].flatMap(
    ([path, content]): LicenceCase[] => {
      const name = path.split('/').at(-1) ?? '';
      const number = /\.t(\d+)$/.exec(name)?.[1];
      if (number === undefined) return [];
      const lines = content.split('\n');
      while (lines[0]?.startsWith('#') === true) lines.shift();
      lines.shift();
      const labels: string[] = [];
      while (lines.length > 0 && lines[0]?.trim() !== '') labels.push(lines.shift()?.split(' ')[0] ?? '');
      const expected = NEWER_IDS[name] ?? labels.map((label) => canonicalLicence(label) ?? `?${label}`);
      return [
        {
          set: 'licensecheck',
          part: Number(number) % 2 === 0 ? 'held out' : 'tuned',
          name,
          expected: [...new Set(expected)],
          text: lines.join('\n'),
        },
      ];
    },
  );
}

/** Keys of licensee that are not a licence of the list, with what must not be concluded. */
const LICENSEE_NONE = new Set(['other', 'no-license']);

function licenseeCases(): LicenceCase[] {
  const folder = join(fileURLToPath(fixtures), 'licensee/spec/fixtures');
  // `name:` and two spaces before `key:`; the file has no other form.
  const labels = [
    ...readFileSync(join(folder, 'fixtures.yml'), 'utf8').matchAll(/^([\w.-]+):\n {2}key: *(\S*)$/gm),
  ].map((m): [string, { key: string }] => [m[1] ?? '', { key: m[2] ?? '' }]);
  return labels.flatMap(([name, { key }]): LicenceCase[] => {
    const base = join(folder, name);
    if (key === '' || !existsSync(base)) return [];
    const file = readdirSync(base, { withFileTypes: true })
      .filter((e) => e.isFile())
      .map((e) => e.name)
      .find((f) => /^(?:un)?licen[cs]e|^copying|^ofl/i.test(f) && !/header|\.json$/i.test(f));
    if (file === undefined) return [];
    const modified = /modified/.test(name);
    // “other” means that licensee does not carry the licence; only its changed texts say what must not be concluded.
    if (LICENSEE_NONE.has(key) && !modified) return [];
    const text = new TextDecoder().decode(readFileSync(join(base, file))).replace(/\r\n?/g, '\n');
    return [
      {
        set: 'licensee',
        part: 'held out',
        name,
        expected: NEWER_IDS[name] ?? (modified ? [] : [canonicalLicence(key) ?? `?${key}`]),
        text,
      },
    ];
  });
}

export async function judgeCases(cases: readonly LicenceCase[]): Promise<JudgedCase[]> {
  const detector = new TextDetector(await loadCorpus());
  return cases.map((item) => {
    const detection = detector.detect(item.text.replace(/\r\n?/g, '\n').replace(/^\ufeff/, ''));
    return { ...item, concluded: detection.expression, outcome: outcomeOf(item.expected, detection) };
  });
}

function outcomeOf(expected: readonly string[], { expression, found }: TextDetection): Outcome {
  if (expression === null) return expected.length === 0 ? 'right' : 'unsure';
  const parsed = parseLicence(expression);
  const terms = parsed.ok ? licenceTerms(parsed.node).map((t) => t.id) : [expression];
  const same = (id: string, label: string): boolean =>
    id === label ||
    found.some((f) => f.expression === id && f.alternatives.includes(canonicalLicence(label) ?? label)) ||
    canonicalLicence(label) === id;
  const isRight = terms.every((id) => expected.some((label) => same(id, label)));
  return isRight && expected.length > 0 ? 'right' : 'wrong';
}

export interface AccuracyLine {
  readonly set: string;
  readonly part: string;
  readonly files: number;
  readonly right: number;
  readonly unsure: number;
  readonly wrong: number;
}

export function summarise(judged: readonly JudgedCase[]): AccuracyLine[] {
  const lines = new Map<
    string,
    { set: string; part: string; files: number; right: number; unsure: number; wrong: number }
  >();
  for (const { set, part, outcome } of judged) {
    const key = `${set}\n${part}`;
    const line = lines.get(key) ?? { set, part, files: 0, right: 0, unsure: 0, wrong: 0 };
    line.files += 1;
    line[outcome] += 1;
    lines.set(key, line);
  }
  return [...lines.values()];
}

/** Licence files of installed packages against what the packages declare: no labels, so disagreements are listed. */
async function againstDeclared(tree: string): Promise<void> {
  const detector = new TextDetector(await loadCorpus());
  const counts = { files: 0, same: 0, other: 0, unsure: 0 };
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
      const path = join(folder, entry.name);
      if (entry.name.startsWith('@')) visit(path);
      else if (existsSync(join(path, 'package.json'))) {
        look(path);
        if (existsSync(join(path, 'node_modules'))) visit(join(path, 'node_modules'));
      }
    }
  };
  const look = (path: string): void => {
    const declared = /"license"\s*:\s*"([^"]{1,200})"/.exec(
      readFileSync(join(path, 'package.json'), 'utf8'),
    )?.[1];
    const recognised = declared === undefined ? null : recogniseLicence(declared);
    if (recognised?.kind !== 'expression') return;
    for (const file of readdirSync(path).filter((f) =>
      /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/i.test(f),
    )) {
      const { expression, doubts } = detector.detect(
        readFileSync(join(path, file), 'utf8').replace(/\r\n?/g, '\n'),
      );
      counts.files += 1;
      if (expression === recognised.expression) counts.same += 1;
      else if (expression === null) counts.unsure += 1;
      else counts.other += 1;
      if (expression !== recognised.expression)
        process.stdout.write(
          `  ${path.split('node_modules/').at(-1) ?? ''} declares ${recognised.expression}, text: ${expression ?? doubts[0] ?? 'nothing'}\n`,
        );
    }
  };
  visit(join(tree, 'node_modules'));
  process.stdout.write(`installed packages: ${JSON.stringify(counts)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const judged = await judgeCases(await licenceCases());
  process.stdout.write('set · part · files · right · unsure · wrong · precision · recall\n');
  for (const { set, part, files, right, unsure, wrong } of summarise(judged)) {
    const percent = (n: number, of: number): string => (of === 0 ? '–' : `${((100 * n) / of).toFixed(1)} %`);
    process.stdout.write(
      `${set} · ${part} · ${files} · ${right} · ${unsure} · ${wrong} · ${percent(right, right + wrong)} · ${percent(right, files)}\n`,
    );
  }
  for (const item of judged.filter(
    (j) => j.outcome === 'wrong' || (process.argv.includes('--unsure') && j.outcome === 'unsure'),
  ))
    process.stdout.write(
      `${item.outcome}: ${item.set}, ${item.name}: ${item.expected.join(', ') || 'nothing'} → ${item.concluded ?? 'unsure'}\n`,
    );
  const tree = process.argv.indexOf('--tree');
  if (tree >= 0) await againstDeclared(process.argv[tree + 1] ?? '.');
}
