/**
 * Validates a document that is too large to hold, part by part. What only the whole can tell (ids that stand twice,
 * references to nothing, circles) is asked of its references alone, which are held.
 */
import { hash } from 'node:crypto';
import type { BomProblem, JsonValue } from '@theriac/core';
import { GRAMMAR } from '../cyclonedx/grammar.ts';
import { problemsOfFaults } from '../document/faults.ts';
import { isList, isMap, type JsonMap, type MutableJson } from '../document/json-fields.ts';
import { withLines } from '../document/lines.ts';
import { problemsOfMeaning } from '../document/meaning/check.ts';
import { MEANINGS } from '../document/meaning/families.ts';
import { type Shape, shaperFor } from '../document/shape.ts';
import type { StrayAnnotation } from '../spdx2/tag-value/read.ts';
import { documentProblems } from '../spdx2/validate.ts';
import type { BomPart } from './bom-part.ts';
import { eachPart, familyOf } from './parts.ts';
import { keptOf, referencesOf } from './references.ts';

/** Listed one by one; more than that is said once. */
const MAX_PROBLEMS = 1000;

/** What only the whole can tell. */
const OF_WHOLE: ReadonlySet<string> = new Set([
  'meaning/duplicate-ref',
  'meaning/dangling-ref',
  'meaning/licence-ref',
  'meaning/nesting',
]);

/**
 * @param open chunks of the document in UTF-8 from its beginning, each time that it is called
 * @param characters of items that are looked at together
 * @returns as `validateBom` does; null for anything that is not a bill of materials
 * @throws TheriacError as `readBom` does
 */
export async function validateLargeBom(
  open: () => Iterable<Uint8Array>,
  path: string,
  characters?: number,
): Promise<BomProblem[] | null> {
  const family = familyOf(open, path);
  if (family === null) return null;
  const shaper = await shaperFor(family);
  const whole = new Whole();
  const problems = new Problems();
  eachPart(
    open,
    path,
    (part) => {
      const shape = shaper(part.text, part.sniffed);
      whole.add(shape, part);
      for (const problem of problemsOfPart(shape, part)) problems.add(whole.placed(problem));
      whole.pass(shape);
    },
    characters,
  );
  const found = whole.problems();
  const lines = new Map<string, number>();
  if (found.length > 0) {
    const wanted = new Set(found.map(({ pointer }) => pointer));
    const counts = new Counts();
    eachPart(
      open,
      path,
      (part) => {
        const shape = shaper(part.text, part.sniffed);
        const asked = [...wanted].flatMap((pointer) => {
          const own = counts.inPart(pointer, shape.top, part);
          return own === undefined ? [] : [{ pointer, own }];
        });
        const told = withLines(
          asked.map(
            ({ own }): BomProblem => ({ code: '', severity: 'error', pointer: own, what: '', remedy: '' }),
          ),
          shape,
          part.text,
          part.sniffed,
        );
        for (const [i, { pointer }] of asked.entries()) {
          const line = told[i]?.line;
          if (line !== undefined) lines.set(pointer, part.line(line));
        }
        counts.add(shape.top);
      },
      characters,
    );
  }
  for (const problem of found) {
    const line = problem.line ?? lines.get(problem.pointer);
    problems.add(line === undefined ? problem : { ...problem, line });
  }
  return problems.list();
}

/** What a part tells of itself, with lines of the document. */
function problemsOfPart(shape: Shape, part: BomPart): BomProblem[] {
  const own = [...shape.problems(), ...problemsOfMeaning(shape.top, MEANINGS[shape.family])].filter(
    ({ code, pointer }) =>
      !OF_WHOLE.has(code) &&
      !(code === 'text/rule' && pointer.split('/').length < 3) &&
      !(code === 'schema/repeated' && pointer.split('/').length === 3),
  );
  const placed = withLines(own, shape, part.text, part.sniffed).filter((problem) =>
    isOwn(problem, shape.top, part),
  );
  return [
    ...problemsOfFaults(part.sniffed),
    ...placed.map((problem) =>
      problem.line === undefined ? problem : { ...problem, line: part.line(problem.line) },
    ),
  ];
}

/** Whether a problem is of what only this part has. */
function isOwn({ pointer, line, code }: BomProblem, top: JsonMap, part: BomPart): boolean {
  const [, list = ''] = pointer.split('/');
  const items = top[unescaped(list)];
  // Lists are empty in the head.
  if (part.isHead)
    return !(code === 'schema/value' && pointer === `/${list}` && isList(items) && items.length === 0);
  if (isList(items) && pointer.split('/').length > 2) return true;
  return part.repeatedLines !== undefined && pointer === '' && (line ?? 0) > part.repeatedLines;
}

const unescaped = (key: string): string => key.replaceAll('~1', '/').replaceAll('~0', '~');

/** How many items of each list were in earlier parts. */
class Counts {
  readonly #items = new Map<string, number>();

  add(top: JsonMap): void {
    for (const [key, value] of Object.entries(top))
      if (isList(value)) this.#items.set(key, (this.#items.get(key) ?? 0) + value.length);
  }

  before(list: string): number {
    return this.#items.get(list) ?? 0;
  }

  /** A pointer of a part in the document. */
  inWhole(pointer: string, top: JsonMap): string {
    const [, list = '', index = '', ...rest] = pointer.split('/');
    const key = unescaped(list);
    if (!isList(top[key]) || !/^\d+$/.test(index)) return pointer;
    return ['', list, String(Number(index) + this.before(key)), ...rest].join('/');
  }

  /** A pointer of the document in a part; undefined where another part has it. */
  inPart(pointer: string, top: JsonMap, { isHead }: BomPart): string | undefined {
    const [, list = '', index = '', ...rest] = pointer.split('/');
    const key = unescaped(list);
    const items = top[key];
    if (!isList(items) || !/^\d+$/.test(index)) return isHead ? pointer : undefined;
    const at = Number(index) - this.before(key);
    return at >= 0 && at < items.length ? ['', list, String(at), ...rest].join('/') : undefined;
  }
}

/** Relationships that rules of the document, or circles, are about. */
const ASKED_TYPES: ReadonlySet<string> = new Set(['CONTAINS', 'CONTAINED_BY', 'DESCRIBES', 'DESCRIBED_BY']);

/** What is held of the whole document. */
class Whole {
  readonly #counts = new Counts();
  readonly #top: Record<string, JsonValue[]> = {};
  #head: JsonMap = {};
  #family: Shape['family'] = 'cyclonedx';
  #isKnownSpdx2 = false;
  readonly #texts = new Map<string, string>();
  readonly #ids = new Set<string>();
  readonly #seen = new Map<string, Set<string>>();
  readonly #repeated: BomProblem[] = [];
  readonly #strays: StrayAnnotation[] = [];

  add({ top, family, strays = [] }: Shape, { isHead, sniffed, line }: BomPart): void {
    for (const stray of strays) this.#strays.push({ ...stray, line: line(stray.line) });
    this.#family = family;
    this.#isKnownSpdx2 = family === 'spdx-2' && ['2.2', '2.3'].includes(sniffed.source.version);
    if (isHead) this.#head = { ...this.#head, ...(referencesOf(top, this.#once) as MutableJson | null) };
    for (const [key, value] of Object.entries(top)) {
      if (!isList(value)) continue;
      const list = this.#top[key] ?? [];
      this.#top[key] = list;
      for (const item of value) {
        this.#compare(key, item, list.length);
        const kept = keptOf(key, item, this.#once);
        list.push(this.#isSettled(kept) ? null : kept);
      }
    }
  }

  /** Whether an edge of the graph leads between elements that are known already, and nothing else is asked of it. */
  #isSettled(item: JsonValue): boolean {
    if (!isMap(item)) return false;
    const { 'bom-ref': cycloneDx, SPDXID: spdx } = item;
    for (const id of [cycloneDx, spdx]) if (typeof id === 'string') this.#ids.add(id);
    const { spdxElementId: from, relatedSpdxElement: to, relationshipType: type } = item;
    if (typeof from === 'string')
      return !ASKED_TYPES.has(String(type)) && this.#ids.has(from) && this.#ids.has(String(to));
    const { ref, dependsOn, provides = [] } = item;
    if (typeof ref !== 'string' || !isList(dependsOn) || !isList(provides)) return false;
    return [ref, ...dependsOn, ...provides].every((id) => this.#ids.has(String(id)));
  }

  /** Says that a part was looked at. */
  pass({ top }: Shape): void {
    this.#counts.add(top);
  }

  placed(problem: BomProblem): BomProblem {
    return { ...problem, pointer: this.#counts.inWhole(problem.pointer, this.#top) };
  }

  problems(): BomProblem[] {
    const top: JsonMap = { ...this.#head, ...this.#top };
    return [
      ...this.#repeated,
      ...this.#strayed(top),
      ...problemsOfMeaning(top, MEANINGS[this.#family]).filter(({ code }) => OF_WHOLE.has(code)),
      ...(this.#isKnownSpdx2 ? documentProblems(top) : []),
    ];
  }

  /** The element may be in another part. */
  #strayed(top: JsonMap): BomProblem[] {
    if (this.#strays.length === 0) return [];
    const ids = new Set(
      ['packages', 'files', 'snippets'].flatMap((list) => {
        const items = top[list];
        return isList(items) ? items.flatMap((item) => (isMap(item) ? (item.SPDXID ?? []) : [])) : [];
      }),
    );
    return this.#strays
      .filter(({ subject }) => !ids.has(subject))
      .map(({ line }) => ({
        code: 'schema/tag',
        severity: 'error',
        pointer: '/annotations',
        line,
        what: 'an annotation is of no element of the document',
        remedy: 'Write SPDXREF: …',
      }));
  }

  /** Lists of CycloneDX have each item once. */
  #compare(key: string, item: JsonValue, index: number): void {
    if (this.#family !== 'cyclonedx' || GRAMMAR.get('bom')?.fields.get(key)?.unique !== true) return;
    const seen = this.#seen.get(key) ?? new Set<string>();
    this.#seen.set(key, seen);
    const digest = hash('sha256', JSON.stringify(item) ?? '', 'base64url').slice(0, 22);
    if (!seen.has(digest)) seen.add(digest);
    else if (this.#repeated.length < MAX_PROBLEMS)
      this.#repeated.push({
        code: 'schema/repeated',
        severity: 'error',
        pointer: `/${key}/${index}`,
        what: 'duplicate item in the list',
        remedy: 'Remove the repetition.',
      });
  }

  #once = (text: string): string => {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    // What was cut out of a larger text keeps that in memory; a copy does not.
    const copy = Buffer.from(text).toString();
    this.#texts.set(copy, copy);
    return copy;
  };
}

/** In the order of lines; the first thousand. */
class Problems {
  readonly #problems: BomProblem[] = [];
  #untold = 0;

  add(problem: BomProblem): void {
    if (problem.code === 'schema/more') this.#untold += Number(/\d+/.exec(problem.what)?.[0] ?? 0);
    else if (this.#problems.length < MAX_PROBLEMS) this.#problems.push(problem);
    else this.#untold += 1;
  }

  list(): BomProblem[] {
    const sorted = this.#problems
      .map((problem, order) => ({ problem, order }))
      .sort((a, b) => (a.problem.line ?? 0) - (b.problem.line ?? 0) || a.order - b.order)
      .map(({ problem }) => problem);
    return this.#untold === 0
      ? sorted
      : [
          ...sorted,
          {
            code: 'schema/more',
            severity: 'error',
            pointer: '',
            what: `and ${this.#untold} more problems`,
            remedy: 'Fix those that are listed and validate again.',
          },
        ];
  }
}
