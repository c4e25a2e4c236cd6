/**
 * Accuracy of licence detection on files that other projects labelled: the data-driven test data of ScanCode, and the
 * texts and scenarios of google/licenseclassifier. Both are read from folders that are given; nothing of them is here.
 *
 *   node bench/licence-samples.ts --scancode DIR --classifier DIR [--wrong] [--missed] [--outside]
 *
 * The sample was named before anything was tuned on it (see {@link partOf}): of ScanCode's labelled files those whose
 * path hashes below {@link SHARE}, half of them held out by another byte of the hash; of the classifier's files all,
 * halved in the same way. Files whose words are also in the public fixtures are left out, where these are given
 * (THERIAC_FIXTURES). `--wrong` and `--missed` list files of the tuning half only, and of those
 * outside the sample.
 *
 * A file is
 * - **right**: the conclusion means what the label says ({@link sameMeaning});
 * - **wrong**: something else is concluded, or anything where the label names no licence or one without an SPDX id;
 * - **missed**: nothing is concluded and the label can be written in SPDX ids;
 * - **left**: nothing is concluded and the label names no licence, or one without an SPDX id; counted nowhere.
 *
 * Precision is right ÷ (right + wrong); recall is right ÷ (right + missed + wrong where the label is SPDX). Beside it the
 * baseline: the whole file is one text of the SPDX list, word for word, or has SPDX tags.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  canonicalLicence,
  combineLicences,
  formatLicence,
  type LicenceNode,
  parseLicence,
  simplifyLicence,
} from '@theriac/core/licence';
import {
  type Corpus,
  licenceWords,
  loadCorpus,
  type TextDetection,
  TextDetector,
} from '@theriac/scan/licences';
import { readTarGz } from './read-tar.ts';

export type SampleOutcome = 'right' | 'wrong' | 'missed' | 'left';
type Part = 'tuned' | 'held out' | 'outside';

export interface SampleCase {
  readonly set: 'ScanCode' | 'licenseclassifier';
  readonly part: Part;
  readonly name: string;
  /** What the label says; `none`: no licence; `other`: one without an SPDX id. */
  readonly label: { readonly kind: 'spdx'; readonly node: LicenceNode } | { readonly kind: 'none' | 'other' };
  readonly text: string;
}

export interface JudgedSample extends SampleCase {
  readonly outcome: SampleOutcome;
  readonly baseline: SampleOutcome;
  readonly detection: TextDetection;
}

/** Of 256: the share of ScanCode's labelled files that is looked at. */
const SHARE = 96;

/** Files outside the sample may be tuned on, too; they are measured where `--outside` asks for it. */
function partOf(path: string, share: number): Part {
  const [first = 0, second = 0] = createHash('sha256').update(path).digest();
  if (first >= share) return 'outside';
  return second % 2 === 0 ? 'held out' : 'tuned';
}

/** Keys that name no licence: a disclaimer of warranties alone, “see the licence file”. */
const SAY_NOTHING = new Set(['unknown-license-reference', 'warranty-disclaimer']);

/** Passages that speak of free use in general; it says something only where it stands alone. */
const VAGUE = 'free-unknown';

/** @param folder a checkout of aboutcode-org/scancode-toolkit */
export function scancodeCases(
  folder: string,
  known: ReadonlySet<string> = new Set(),
  outside = false,
): SampleCase[] {
  const ids = scancodeIds(join(folder, 'src/licensedcode/data/licenses'));
  const root = join(folder, 'tests/licensedcode/data/datadriven');
  return filesBelow(root)
    .filter((path) => path.endsWith('.yml') && existsSync(path.slice(0, -'.yml'.length)))
    .flatMap((path): SampleCase[] => {
      const name = relative(root, path.slice(0, -'.yml'.length));
      const part = partOf(name, SHARE);
      if (part === 'outside' && !outside) return [];
      const label = readFileSync(path, 'utf8');
      const text = textOf(path.slice(0, -'.yml'.length));
      if (/^expected_failure: *(?:yes|true)/m.test(label) || text === null || known.has(fingerprint(text)))
        return [];
      return [{ set: 'ScanCode', part, name, label: labelOf(expressionsOf(label), ids), text }];
    });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Null where the product would not read it as text either. */
function textOf(path: string): string | null {
  const bytes = readFileSync(path);
  if (bytes.includes(0)) return null;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder('latin1').decode(bytes);
  }
  return text.replace(/\r\n?/g, '\n').replace(/^\ufeff/, '');
}

/** Keys that are older than the id that the SPDX list has by now. */
const NEWER_IDS: Readonly<Record<string, string>> = {
  'iso-8879': 'ISO-permission',
  'jpython-1.1': 'CNRI-Jython',
  'net-snmp': 'Net-SNMP',
  'stlport-4.5': 'Boehm-GC-without-fee',
  'vixie-cron': 'Vixie-Cron',
  wordnet: 'WordNet',
};

/** ScanCode's key → SPDX id; `LicenseRef-…` where there is none. */
function scancodeIds(folder: string): Map<string, string> {
  const ids = new Map<string, string>();
  for (const path of filesBelow(folder)) {
    const front = readFileSync(path, 'utf8').slice(0, 6_000);
    const key = /^key: *(\S+)/m.exec(front)?.[1];
    const id = /^spdx_license_key: *(\S+)/m.exec(front)?.[1];
    if (key !== undefined && id !== undefined) ids.set(key, NEWER_IDS[key] ?? id);
  }
  return ids;
}

/** The list below `license_expressions:`; a long one goes on in the next line, further in. */
function expressionsOf(yaml: string): string[] {
  const block = /^license_expressions: *\n((?: +.*\n?|- .*\n?)*)/m.exec(yaml)?.[1];
  if (block === undefined) return [];
  return block
    .split(/^ *- +/m)
    .map((item) => item.replace(/\s+/g, ' ').replace(/ #.*$/, '').replace(/["']/g, '').trim())
    .filter((item) => item !== '');
}

function labelOf(expressions: readonly string[], ids: ReadonlyMap<string, string>): SampleCase['label'] {
  const all = [...new Set(expressions)].filter((e) => !SAY_NOTHING.has(e));
  const licences = all.length > 1 ? all.filter((e) => e !== VAGUE) : all;
  if (licences.length === 0) return { kind: 'none' };
  const nodes: LicenceNode[] = [];
  // A label lists what is found at each place: the branches of a choice again, where their notices are.
  const branches = new Set(licences.flatMap((e) => (/^[^()]* or [^()]*$/i.test(e) ? e.split(/ or /i) : [])));
  for (const expression of licences.filter((e) => !branches.has(e))) {
    const spdx = expression.replace(/[\w.+-]+/g, (word) =>
      /^(?:and|or|with)$/i.test(word) ? word.toUpperCase() : (ids.get(word) ?? `LicenseRef-${word}`),
    );
    const parsed = parseLicence(spdx);
    if (!parsed.ok || /LicenseRef-/.test(spdx)) return { kind: 'other' };
    nodes.push(parsed.node);
  }
  const node = combineLicences('and', nodes);
  return node === null ? { kind: 'none' } : { kind: 'spdx', node };
}

/** Names of the classifier that are older than the id, or spelt otherwise. */
const CLASSIFIER_IDS: Readonly<Record<string, string>> = {
  'Apache-with-LLVM-Exception': 'Apache-2.0 WITH LLVM-exception',
  ANTLR: 'ANTLR-PD',
  Beerware: 'Beerware',
  Khronos: 'MIT-Khronos-old',
  'LicenseRef-uthash': 'BSD-1-Clause',
  'X11-Lucent': 'dtoa',
  'BSD-0-Clause': '0BSD',
  'Business-Source-License-1.1': 'BUSL-1.1',
  bzip2: 'bzip2-1.0.6',
  'CERN-OHL-v1.2': 'CERN-OHL-1.2',
  'CERN-OHL-WR-v2': 'CERN-OHL-W-2.0',
  cURL: 'curl',
  'GD-Graphic-Library': 'GD',
  'GNU-All-permissive-Copying-License': 'FSFAP',
  'GPL-3.0-with-bison-exception': 'GPL-3.0-only WITH Bison-exception-2.2',
  JasPer: 'JasPer-2.0',
  'Info-ZIP': 'Info-ZIP',
  OpenLDAP: 'OLDAP-2.8',
  PNG: 'Libpng',
  'UFL-1.0': 'Ubuntu-font-1.0',
  'wxWindows-3.1': 'LGPL-2.0-or-later WITH WxWindows-exception-3.1',
};

/** @param folder a checkout of google/licenseclassifier */
export function classifierCases(folder: string, known: ReadonlySet<string> = new Set()): SampleCase[] {
  const cases: SampleCase[] = [];
  const add = (name: string, labels: readonly string[], text: string): void => {
    const part = partOf(name, 256);
    if (known.has(fingerprint(text))) return;
    const spdx = labels.map((label) => canonicalLicence(CLASSIFIER_IDS[label] ?? label) ?? '');
    const parsed = parseLicence(spdx.join(' AND '));
    const label: SampleCase['label'] =
      labels.length === 0
        ? { kind: 'none' }
        : parsed.ok
          ? { kind: 'spdx', node: parsed.node }
          : { kind: 'other' };
    cases.push({ set: 'licenseclassifier', part, name, label, text });
  };
  for (const kind of ['License', 'Header']) {
    const root = join(folder, 'v2/assets', kind);
    for (const path of filesBelow(root)) {
      const name = relative(root, path);
      const text = textOf(path);
      if (text !== null && name.includes('/')) add(`${kind}/${name}`, [name.split('/')[0] ?? ''], text);
    }
  }
  for (const path of filesBelow(join(folder, 'v2/scenarios'))) {
    const scenario = /^EXPECTED:(.*)\n/m.exec(readFileSync(path, 'utf8'));
    const text = textOf(path);
    if (scenario === null || text === null) continue;
    const labels = (scenario[1] ?? '')
      .split(',')
      .map((label) => label.trim())
      .filter((label) => label !== '' && label !== 'Copyright');
    add(
      `scenarios/${relative(folder, path)}`,
      labels,
      text.slice(text.indexOf('EXPECTED:')).replace(/^.*\n/, ''),
    );
  }
  return cases;
}

/** The words of a text, whatever stands between them. */
function fingerprint(text: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return createHash('sha256').update(words.join(' ')).digest('hex');
}

/** Texts of the public fixtures: on these the detection was tuned before. */
export function knownTexts(fixtures: URL): Set<string> {
  const known = new Set<string>();
  for (const archive of ['license-list-XML-texts.tar.gz', 'licensecheck-testdata.tar.gz'])
    for (const [, text] of readTarGz(new URL(archive, fixtures))) {
      known.add(fingerprint(text));
      // licensecheck's files begin with labels, up to an empty line.
      known.add(fingerprint(text.slice(text.indexOf('\n\n'))));
    }
  for (const path of filesBelow(join(fileURLToPath(fixtures), 'licensee')))
    known.add(fingerprint(textOf(path) ?? ''));
  return known;
}

const ANY_VERSION = new Set(['GPL-1.0-or-later', 'LGPL-2.0-or-later']);

/** Expressions that say the same, with ids that the text cannot tell apart as the conclusion has them. */
function sameMeaning(label: LicenceNode, concluded: LicenceNode, found: TextDetection['found']): boolean {
  // A header says “or later”; a label that has it where nothing was concluded of it is another answer.
  const alternatives = new Map(
    found.flatMap((f) =>
      f.alternatives.filter((id) => !id.endsWith('-or-later')).map((other) => [other, f.expression] as const),
    ),
  );
  // ScanCode's labels have “or later” for the GNU family only, and seldom say what the GFDL's notice says of invariants.
  const plain = (node: LicenceNode): LicenceNode =>
    node.kind === 'licence'
      ? { ...node, orLater: false, id: node.id.replace(/^(GFDL-[\d.]+)-(?:no-)?invariants-/, '$1-') }
      : { ...node, parts: node.parts.map(plain) };
  const settled = (node: LicenceNode): LicenceNode => {
    if (node.kind !== 'licence') return { ...node, parts: node.parts.map(settled) };
    const canonical = canonicalLicence(formatLicence(node)) ?? '';
    const parsed = parseLicence(alternatives.get(canonical) ?? canonical);
    return parsed.ok ? parsed.node : node;
  };
  const forms = (node: LicenceNode): string[] => [
    formatLicence(simplifyLicence(node)),
    formatLicence(simplifyLicence(withoutOwnTexts(simplifyLicence(node)))),
    formatLicence(simplifyLicence(settled(node))),
  ];
  const said = new Set(forms(plain(label)));
  return forms(plain(concluded)).some((form) => said.has(form));
}

/**
 * `GPL-2.0-only AND GPL-2.0-or-later`: a header, and the text that it refers to, are one licence: the header's.
 * `GPL-1.0-or-later AND GPL-2.0-only`: any version, and one of them, is that one.
 */
function withoutOwnTexts(node: LicenceNode): LicenceNode {
  if (node.kind !== 'and') return node;
  const all = new Set(node.parts.map(formatLicence));
  const parts = node.parts.filter((part) => {
    const id = formatLicence(part);
    if (ANY_VERSION.has(id))
      return ![...all].some((other) => other !== id && other.startsWith(id.slice(0, 4)));
    return !(id.endsWith('-only') && all.has(id.replace(/-only$/, '-or-later')));
  });
  return { kind: 'and', parts };
}

/** The classifier's names say which version, not whether later ones count. */
function withoutLater(node: LicenceNode): LicenceNode {
  if (node.kind !== 'licence') return { ...node, parts: node.parts.map(withoutLater) };
  return { ...node, id: node.id.replace(/-or-later$/, '-only'), orLater: false };
}

function outcomeOf(
  { label, set }: SampleCase,
  { expression, found }: Pick<TextDetection, 'expression' | 'found'>,
): SampleOutcome {
  // A tag may name a licence of its own: nothing of the SPDX list is concluded.
  if (expression === null || (label.kind === 'other' && /LicenseRef-/.test(expression)))
    return label.kind === 'spdx' ? 'missed' : 'left';
  const parsed = parseLicence(expression);
  if (label.kind !== 'spdx' || !parsed.ok) return 'wrong';
  const seen = set === 'licenseclassifier' ? withoutLater : (node: LicenceNode) => node;
  return sameMeaning(seen(label.node), seen(parsed.node), found) ? 'right' : 'wrong';
}

/** The whole file is a text of the list, or has tags: what is certain without any judgement. */
function exactMatch(corpus: Corpus): (text: string) => string | null {
  const byWords = new Map<string, string>();
  for (const { ids, words } of corpus.texts) {
    const text = [...words].map((id) => corpus.words[id] ?? '').join(' ');
    byWords.set(text, canonicalLicence(ids[0] ?? '') ?? '');
  }
  return (text) => {
    const whole = byWords.get(licenceWords(text).words.join(' '));
    if (whole !== undefined) return whole;
    const tags = [...text.matchAll(/SPDX-License-Identifier:[ \t]*([\w.+() -]{1,200})/g)];
    const nodes = tags.flatMap(([, tag = '']) => {
      const parsed = parseLicence(tag.trim());
      return parsed.ok ? [parsed.node] : [];
    });
    const node = nodes.length === tags.length ? combineLicences('and', nodes) : null;
    return node === null ? null : formatLicence(node);
  };
}

export async function judgeSamples(cases: readonly SampleCase[]): Promise<JudgedSample[]> {
  const corpus = await loadCorpus();
  const detector = new TextDetector(corpus);
  const exact = exactMatch(corpus);
  return cases.map((item) => {
    const detection = detector.detect(item.text);
    const baseline = outcomeOf(item, { expression: exact(item.text), found: [] });
    return { ...item, detection, baseline, outcome: outcomeOf(item, detection) };
  });
}

export interface SampleFigures {
  readonly files: number;
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
  readonly left: number;
  /** 0 … 1; 1 where nothing is concluded. */
  readonly precision: number;
  readonly recall: number;
}

export function figuresOf(
  judged: readonly JudgedSample[],
  outcome: (sample: JudgedSample) => SampleOutcome = (sample) => sample.outcome,
): SampleFigures {
  const counts = { right: 0, wrong: 0, missed: 0, left: 0 };
  let wrongSpdx = 0;
  for (const sample of judged) {
    const one = outcome(sample);
    counts[one] += 1;
    if (one === 'wrong' && sample.label.kind === 'spdx') wrongSpdx += 1;
  }
  const { right, wrong, missed } = counts;
  const share = (n: number, of: number): number => (of === 0 ? 1 : n / of);
  return {
    files: judged.length,
    ...counts,
    precision: share(right, right + wrong),
    recall: share(right, right + missed + wrongSpdx),
  };
}

function print(judged: readonly JudgedSample[]): void {
  process.stdout.write('set · part · method · files · right · wrong · missed · left · precision · recall\n');
  const groups = Map.groupBy(judged, ({ set, part }) => `${set} · ${part}`);
  for (const [name, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const line = (method: string, f: SampleFigures): string =>
      `${name} · ${method} · ${f.files} · ${f.right} · ${f.wrong} · ${f.missed} · ${f.left} · ${(100 * f.precision).toFixed(1)} % · ${(100 * f.recall).toFixed(1)} %\n`;
    process.stdout.write(line('theriac', figuresOf(group)));
    process.stdout.write(
      line(
        'word for word',
        figuresOf(group, (s) => s.baseline),
      ),
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const given = (name: string): string | undefined => {
    const at = process.argv.indexOf(name);
    return at < 0 ? undefined : process.argv[at + 1];
  };
  const scancode = given('--scancode');
  const classifier = given('--classifier');
  const fixtures = process.env.THERIAC_FIXTURES;
  const known = fixtures === undefined ? undefined : knownTexts(new URL(`file://${fixtures}/licenses/`));
  const judged = await judgeSamples([
    ...(scancode === undefined ? [] : scancodeCases(scancode, known, process.argv.includes('--outside'))),
    ...(classifier === undefined ? [] : classifierCases(classifier, known)),
  ]);
  print(judged);
  const listed = [
    process.argv.includes('--wrong') ? 'wrong' : '',
    process.argv.includes('--missed') ? 'missed' : '',
  ];
  for (const { name, part, outcome, label, detection } of judged)
    if (part !== 'held out' && listed.includes(outcome))
      process.stdout.write(
        `${outcome} · ${name} · ${label.kind === 'spdx' ? formatLicence(label.node) : label.kind} · ${detection.expression ?? detection.doubts.join(' | ')}\n`,
      );
}
