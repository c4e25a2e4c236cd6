/** Declared, detected, concluded: what is known of one component's licence, and where they disagree. */
import {
  type Component,
  type ComponentLicences,
  type DetectedLicence,
  type StatedFacts,
  withoutCredentials,
} from '@theriac/core';
import {
  combineLicences,
  formatLicence,
  type LicenceNode,
  type LicenceTerm,
  licenceBranches,
  licenceTerms,
  parseLicence,
  type RecognisedLicence,
  recogniseLicence,
  satisfiesLicence,
} from '@theriac/core/licence';
import { copyrightKey, copyrightLines } from './copyrights.ts';
import type { TextDetection, TextDetector } from './detect-text.ts';
import { readmeLicence } from './licence-tags.ts';
import type { PackageText, PackageTexts } from './package-texts.ts';

interface FileEvidence {
  readonly file: PackageText;
  readonly detection: TextDetection;
}

/** Where declaration and texts part. */
interface LicenceConflict {
  readonly declared: string;
  readonly detected: string;
  readonly path: string;
}

export interface LicenceEvidence {
  readonly licences: ComponentLicences;
  /** What the declaration means; null when nothing is declared. */
  readonly recognised: RecognisedLicence | null;
  readonly files: readonly FileEvidence[];
  readonly conflict: LicenceConflict | null;
  /** One sentence each: why the texts do not settle it. */
  readonly doubts: readonly string[];
}

/**
 * @param texts what the package holds; null when it is not at hand
 * @param ownLines copyright lines of a licence's own text, as `copyrightKey` has them
 */
export function licenceEvidence(
  component: Component,
  texts: PackageTexts | null,
  detector: TextDetector | null,
  ownLines: (id: string) => ReadonlySet<string>,
): LicenceEvidence {
  if (texts === null)
    return component.stated === undefined
      ? declaredOnly(component.licence)
      : statedEvidence(component, component.stated);
  // That of an archive was not cleaned with the inventory.
  const declared = texts.declared === undefined ? component.licence : withoutCredentials(texts.declared);
  const recognised = declared === undefined ? null : recognise(declared);
  const files =
    detector === null ? [] : texts.files.map((file) => ({ file, detection: detectFile(file, detector) }));
  const speaking = files.filter(
    ({ file, detection }) =>
      file.kind === 'licence' ||
      file.kind === 'tags' ||
      (file.kind === 'readme' && detection.found.length > 0),
  );
  const detected = speaking.flatMap(({ file, detection }) => detectedIn(file, detection));
  const { concluded, conflict } = conclude(recognised, speaking);
  const copyrights = copyrightsOf(files, ownLines);
  return {
    licences: {
      ...(declared === undefined
        ? {}
        : { declared: recognised?.kind === 'expression' ? recognised.expression : declared }),
      ...(detected.length === 0 ? {} : { detected }),
      ...(concluded === null ? {} : { concluded }),
      ...(copyrights.length === 0 ? {} : { copyrights }),
    },
    recognised,
    files,
    conflict,
    doubts: speaking.flatMap(({ file, detection }) =>
      detection.doubts.map((doubt) => `${file.path}: ${doubt}`),
    ),
  };
}

/** Thousands of packages declare the same few words. */
const recognisedWords = new Map<string, RecognisedLicence>();
const MAX_REMEMBERED = 10_000;

function recognise(declared: string): RecognisedLicence {
  let recognised = recognisedWords.get(declared);
  if (recognised === undefined) {
    recognised = recogniseLicence(declared);
    if (recognisedWords.size < MAX_REMEMBERED) recognisedWords.set(declared, recognised);
  }
  return recognised;
}

const NOTHING_SAID: LicenceEvidence = {
  licences: {},
  recognised: null,
  files: [],
  conflict: null,
  doubts: [],
};
const declarations = new Map<string, LicenceEvidence>();

/** Of packages that are not at hand; one object for all that declare the same. */
function declaredOnly(declared: string | undefined): LicenceEvidence {
  if (declared === undefined) return NOTHING_SAID;
  const known = declarations.get(declared);
  if (known !== undefined) return known;
  const recognised = recognise(declared);
  const licences =
    recognised.kind === 'expression'
      ? { declared: recognised.expression, concluded: recognised.expression }
      : { declared };
  const evidence = { ...NOTHING_SAID, licences, recognised };
  if (declarations.size < MAX_REMEMBERED) declarations.set(declared, evidence);
  return evidence;
}

/** What a bill of materials says of files that are not at hand. */
function statedEvidence(
  { licence, location }: Component,
  { concluded, licence: state }: StatedFacts,
): LicenceEvidence {
  const evidence = declaredOnly(licence);
  const parsed = concluded === undefined ? null : parseLicence(concluded);
  if (parsed?.ok === true)
    return { ...evidence, licences: { ...evidence.licences, concluded: formatLicence(parsed.node) } };
  if (state !== 'disputed' || licence === undefined) return evidence;
  const { concluded: _, ...licences } = evidence.licences;
  const conflict = { declared: licence, detected: 'another licence', path: location.path };
  return { ...evidence, licences, conflict };
}

function detectFile(file: PackageText, detector: TextDetector): TextDetection {
  const detection = detector.detect(file.text);
  if (file.kind !== 'readme' || detection.found.some((f) => f.kind === 'text')) return detection;
  const section = readmeLicence(file.text);
  if (section === null) return { found: [], expression: null, doubts: [] };
  const { expression, line } = section;
  return {
    found: [
      {
        expression,
        alternatives: [],
        kind: 'mention',
        score: 0.6,
        confident: false,
        lines: [line, line],
        changes: [],
        alternative: false,
      },
    ],
    expression: null,
    doubts: [`${expression} is only mentioned`],
  };
}

function detectedIn(file: PackageText, detection: TextDetection): DetectedLicence[] {
  if (detection.expression !== null) return [{ expression: detection.expression, score: 1, path: file.path }];
  const best = new Map<string, number>();
  for (const { expression, score, confident } of detection.found) {
    // A confident text beside terms that were not understood is not the whole truth about the file.
    const value = confident ? 0.95 : Math.min(score, 0.99);
    best.set(expression, Math.max(value, best.get(expression) ?? 0));
  }
  return [...best]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([expression, score]) => ({ expression, score, path: file.path }));
}

/** Whether a doubt is about a text that was changed, or has other terms beside it. */
export function isChange(doubt: string): boolean {
  return /(?:^|: )(?:looks like|other terms) /.test(doubt);
}

/** What a text may be: any of the ids that share it. */
interface Meaning {
  readonly node: LicenceNode;
  readonly path: string;
  readonly alternatives: ReadonlyMap<string, readonly string[]>;
}

function conclude(
  recognised: RecognisedLicence | null,
  files: readonly FileEvidence[],
): { concluded: string | null; conflict: LicenceConflict | null } {
  const meanings = files.flatMap(({ file, detection }): Meaning[] => {
    const parsed = detection.expression === null ? null : parseLicence(detection.expression);
    if (parsed?.ok !== true) return [];
    const alternatives = new Map(detection.found.map((f) => [f.expression, f.alternatives]));
    return [{ node: parsed.node, path: file.path, alternatives }];
  });
  const sure = meanings.length === files.length;
  const joined = combineLicences(
    'and',
    meanings.map((m) => m.node),
  );
  if (recognised?.kind === 'expression') {
    // Terms were changed or added: what is declared may not be all that holds.
    if (files.some(({ detection }) => detection.doubts.some(isChange)))
      return { concluded: null, conflict: null };
    if (joined === null) return { concluded: recognised.expression, conflict: null };
    return againstDeclared(recognised.expression, recognised.node, meanings);
  }
  if (joined === null || !sure) return { concluded: null, conflict: null };
  if (recognised?.kind === 'ambiguous') {
    const settled = settle(recognised.candidates, meanings);
    if (settled !== null) return { concluded: settled, conflict: null };
    const [first] = meanings;
    const conflict = {
      declared: recognised.candidates.join(' or '),
      detected: formatLicence(joined),
      path: first?.path ?? '',
    };
    return { concluded: null, conflict };
  }
  if (recognised?.kind === 'proprietary') {
    const [first] = meanings;
    return {
      concluded: null,
      conflict: { declared: 'no public licence', detected: formatLicence(joined), path: first?.path ?? '' },
    };
  }
  return { concluded: formatLicence(joined), conflict: null };
}

/** One candidate that a text is the text of. */
function settle(candidates: readonly string[], meanings: readonly Meaning[]): string | null {
  const fitting = candidates.filter((candidate) =>
    meanings.every((m) => licenceTerms(m.node).every((t) => isText(t, candidate, m))),
  );
  return fitting[0] ?? null;
}

function isText(term: LicenceTerm, id: string, meaning: Meaning): boolean {
  const text = formatLicence(term);
  return text === id || (meaning.alternatives.get(text) ?? []).includes(id);
}

/**
 * The declaration holds when every text is the text of one of its licences and, for an AND, none of them is missing
 * (texts of an OR need not all be there). A licence that only a text names is added: it binds as well.
 */
function againstDeclared(
  expression: string,
  declared: LicenceNode,
  meanings: readonly Meaning[],
): { concluded: string | null; conflict: LicenceConflict | null } {
  const terms = licenceTerms(declared);
  const names = (meaning: Meaning, term: LicenceTerm): boolean =>
    terms.some((t) => {
      const plain: LicenceTerm = { kind: 'licence', id: t.id, orLater: t.orLater };
      return (
        isText(term, formatLicence(plain), meaning) ||
        isText(term, `${t.id}`, meaning) ||
        // `LGPL-3.0` packages carry the GPL's text too, on which the LGPL builds.
        (/^LGPL-3\.0/.test(t.id) && /^GPL-3\.0/.test(term.id)) ||
        satisfiesLicence(term, [t])
      );
    });
  // A file that offers a choice adds nothing where one of its branches is what is declared.
  const offered = (m: Meaning): boolean =>
    (licenceBranches(m.node) ?? []).some((branch) => branch.every((t) => names(m, t)));
  const extras = meanings.flatMap((m) =>
    offered(m)
      ? []
      : licenceTerms(m.node)
          .filter((t) => !names(m, t))
          .map((term) => ({ term, path: m.path })),
  );
  if (extras.length === 0) return { concluded: expression, conflict: null };
  const anyNamed = meanings.some((m) => licenceTerms(m.node).some((t) => names(m, t)));
  const joined = combineLicences(
    'and',
    meanings.map((m) => m.node),
  );
  if (!anyNamed || joined === null) {
    const [first] = extras;
    return {
      concluded: null,
      conflict: {
        declared: expression,
        detected: joined === null ? '' : formatLicence(joined),
        path: first?.path ?? '',
      },
    };
  }
  const all = combineLicences('and', [declared, ...extras.map((e) => e.term)]);
  return { concluded: all === null ? expression : formatLicence(all), conflict: null };
}

function copyrightsOf(
  files: readonly FileEvidence[],
  ownLines: (id: string) => ReadonlySet<string>,
): string[] {
  const found = new Map<string, string>();
  for (const { file, detection } of files) {
    if (file.kind === 'readme') continue;
    const ids = detection.found.flatMap((f) => f.expression.split(/ (?:AND|OR|WITH) /));
    const own = new Set(ids.flatMap((id) => [...ownLines(id)]));
    for (const line of copyrightLines(file.text, own)) {
      const key = copyrightKey(line);
      if (!found.has(key)) found.set(key, line);
    }
  }
  return [...found.values()].sort((a, b) => (a < b ? -1 : 1));
}
