/** Licence statements of a component as licence expressions of SPDX 2. */
import type { BomComponent, BomLicence, JsonValue } from '@theriac/core';
import { shortHash } from '../../../text/content-id.ts';
import { type JsonMap, optional } from '../../document/json-fields.ts';
import { expressionProblem } from '../../model/licence-check.ts';
import { pointer } from '../../model/losses.ts';
import { slug } from '../ids.ts';
import { readLicenceText } from '../read/parts.ts';
import { NO_TEXT } from '../unsaid.ts';
import type { ElementContext, WrittenElement } from './element-context.ts';

interface LicenceOwner {
  readonly component: BomComponent;
  readonly path: string;
  readonly list: WrittenElement['list'];
  readonly context: ElementContext;
  readonly carry: (name: string) => void;
}

/** Declared and concluded licences as expressions; what does not come back as it went in is carried too. */
export function licenceFields(element: LicenceOwner): JsonMap {
  const c = element.component;
  const said = (acknowledgement: 'declared' | 'concluded'): BomLicence[] =>
    c.licences.filter((l) => (l.acknowledgement ?? 'declared') === acknowledgement);
  const declared = expressionOf(said('declared'), element);
  const concluded = expressionOf(said('concluded'), element);
  for (const [index, licence] of c.licences.entries())
    element.context.foreign.of(licence, pointer(element.path, 'licences', index));
  const back = [
    ...(declared === undefined || element.list !== 'packages' ? [] : [readLicenceText(declared, 'declared')]),
    ...(concluded === undefined ? [] : [readLicenceText(concluded, 'concluded')]),
  ];
  if (!sameLicences(c.licences, back)) element.carry('theriac:bom:licences');
  const found = c.evidence?.licences ?? [];
  for (const [index, licence] of found.entries())
    element.context.foreign.of(licence, pointer(element.path, 'evidence', 'licences', index));
  const texts = found.map((licence) => expressionOf([licence], element) ?? 'NOASSERTION');
  const foundBack = texts.map((text) => readLicenceText(text));
  if (!sameLicences(found, foundBack)) element.carry('theriac:bom:licenceFound');
  const key = {
    packages: 'licenseInfoFromFiles',
    files: 'licenseInfoInFiles',
    snippets: 'licenseInfoInSnippets',
  };
  const infos: JsonValue = texts;
  return {
    ...(element.list === 'packages' ? optional('licenseDeclared', declared) : {}),
    ...optional('licenseConcluded', concluded),
    ...(texts.length === 0 ? {} : { [key[element.list]]: infos }),
  };
}

/** Statements that are side by side are taken to hold together, which is the stricter reading. */
function expressionOf(licences: readonly BomLicence[], element: LicenceOwner): string | undefined {
  const [first, ...more] = licences;
  if (first === undefined) return undefined;
  if (more.length === 0) return wordOf(first, element);
  const words = [...new Set(licences.map((l) => wordOf(l, element)))].filter(
    (w) => w !== 'NONE' && w !== 'NOASSERTION',
  );
  if (words.length === 0) return 'NOASSERTION';
  return words.length === 1 ? words[0] : words.map((w) => (/ OR /i.test(w) ? `(${w})` : w)).join(' AND ');
}

function wordOf({ kind, value, text }: BomLicence, element: LicenceOwner): string {
  if (kind === 'none') return 'NONE';
  if (kind === 'no-assertion') return 'NOASSERTION';
  if (kind === 'expression' || kind === 'id') {
    // References that the document explains are good; anything else has to be an expression of known ids.
    if (readsAsExpression(value, element)) return value;
  }
  const id = `LicenseRef-${slug(value)}-${shortHash(value.toWellFormed())}`;
  element.context.licenceTexts.set(id, text?.content ?? (value === '' ? 'NOASSERTION' : value));
  return id;
}

/**
 * Whether it is an expression of listed ids and references. What the document does not explain is registered with a text
 * that says so, because every reference must be explained (§10.1).
 */
function readsAsExpression(value: string, { context }: LicenceOwner): boolean {
  const references: string[] = [];
  if (expressionProblem(value, (id) => references.push(id)) !== null) return false;
  const others = references.flatMap((id) => /^(DocumentRef-[^:]+):/.exec(id)?.[1] ?? []);
  if (others.some((id) => !context.declared.has(id))) return false;
  for (const id of references)
    if (!id.startsWith('DocumentRef-') && !context.explained.has(id)) context.licenceTexts.set(id, NO_TEXT);
  return true;
}

function sameLicences(licences: readonly BomLicence[], back: readonly BomLicence[]): boolean {
  const text = ({ kind, value, acknowledgement, text: full, url }: BomLicence): string =>
    JSON.stringify([kind, value, acknowledgement ?? '', full ?? null, url ?? null]);
  const a = licences.map(text).sort();
  const b = back.map(text).sort();
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
