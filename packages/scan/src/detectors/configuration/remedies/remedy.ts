/**
 * The fix of a finding in the language in which the resource is written. Rules say what they ask for once, in the terms of
 * Terraform; tables of the languages say which property that is. To add a language, add a row to `languages.ts`.
 */
import { edit, type FixStep, words } from '@theriac/core';
import type { Origin, Query, Reason, Resource, Scalar } from '@theriac/core/configuration';
import { stepsOf } from '@theriac/core/configuration';
import type { JudgedRule } from '../../shared/judge-resources.ts';
import type { Beside, RemedyLanguage } from './language.ts';
import { LANGUAGES } from './languages.ts';
import type { Tree } from './tree.ts';
import { TreeBuilder } from './tree.ts';
import { type PropertyPlace, propertyOf, type Vocabulary } from './vocabulary.ts';
import { type Wanted, wantedBy } from './wanted.ts';

export interface Remedy {
  readonly action: string;
  readonly steps: readonly FixStep[];
  /** What was observed, in the words of the language; undefined: they are those of the rule. */
  readonly said?: (reason: Reason) => Reason | undefined;
}

/** Undefined: the resource is written in the terms of the rules. */
export function remedyFor(row: JudgedRule, { origin }: Resource, reason: Reason): Remedy | undefined {
  const language = origin === undefined ? undefined : LANGUAGES[origin.language];
  if (origin === undefined || language === undefined) return undefined;
  const vocabulary = origin.isPart === true ? undefined : language.vocabularyOf(origin.type);
  const wanted = wantedBy(row.pass);
  if (vocabulary === undefined) {
    const words = origin.partType === undefined ? undefined : language.vocabularyOf(origin.partType);
    const said = words === undefined ? row.remediation : translated(row, words, language, wanted);
    return { action: said, steps: [writtenIn(origin)] };
  }
  const action = translated(row, vocabulary, language, wanted);
  const asked = row.secret === true ? secretAsked(row.pass, reason) : withValues(wanted, row.remediation);
  const text = exampleOf(asked, origin, vocabulary, language, reason.at.path);
  const said = (one: Reason): Reason | undefined => saidIn(one, vocabulary, language);
  if (text !== undefined) return { action, steps: [edit(text)], said };
  return { action, steps: [writtenIn(origin, said(reason)?.path)], said };
}

/** Undefined: the setting is none of the resource itself. */
function saidIn(reason: Reason, vocabulary: Vocabulary, language: RemedyLanguage): Reason | undefined {
  const steps = stepsOf(reason.path).filter((step) => !/^\d+$/.test(step));
  const property = steps.length === 0 ? undefined : propertyOf(steps, vocabulary, language);
  if (property === undefined) return undefined;
  const { observed } = reason;
  const value = observed === undefined ? undefined : String(property.values?.[observed] ?? observed);
  const path = property.path.filter((step) => step !== '*').join('.');
  return { ...reason, path, ...(value === undefined ? {} : { observed: value }) };
}

function writtenIn({ name, type }: Origin, property = ''): FixStep {
  return words(
    property === ''
      ? `It is written in ${name} (${type}).`
      : `The property is ${property} of ${name} (${type}).`,
  );
}

/** A secret in a setting of its own is taken from a store. */
function secretAsked(pass: Query, { path }: Reason): readonly Wanted[] {
  const lines = Array.isArray(pass.any) ? pass.any : [pass];
  const isOwn = lines.some((line: Query) => {
    const test = line[path];
    return typeof test === 'object' && 'written' in test && test.written === false;
  });
  return isOwn ? [{ path: [path], value: SECRET }] : [];
}

/** Stands for a secret in what is wanted; languages say how one is taken from a store. */
const SECRET = '\u0000secret';

const VALUE_GIVEN = /`([a-z][A-Za-z0-9_]{0,80})(?: = |` to )(?:`|")?([A-Za-z0-9][\w.-]{0,80})/g;

/** Values that the sentence of the rule names go before those that just pass: 7 days, not 1. */
function withValues(wanted: readonly Wanted[], remediation: string): readonly Wanted[] {
  const given = new Map([...remediation.matchAll(VALUE_GIVEN)].map(([, name, value]) => [name, value]));
  return wanted.map((one) => {
    const value = given.get(one.path.findLast((step) => step !== '*') ?? '');
    const isValue =
      value !== undefined && (typeof one.value === 'number' ? /^\d+$/.test(value) : /\d|_|-/.test(value));
    return isValue && typeof one.value !== 'boolean' ? { ...one, value: scalarOf(value) } : one;
  });
}

function scalarOf(text: string): Scalar {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** Names of settings in a sentence, in the words of the language. */
function translated(
  { remediation, pass }: JudgedRule,
  vocabulary: Vocabulary,
  language: RemedyLanguage,
  wanted: readonly Wanted[],
): string {
  const query = JSON.stringify(pass);
  return remediation.replaceAll(
    /`([a-z][A-Za-z0-9_]{0,80})(?: = ([^`]{1,200}))?`/g,
    (all, name: string, given?: string) => {
      // A sentence names the last key only.
      const full = wanted.find(({ path }) => path.includes(name))?.path;
      const renamed = Object.entries(vocabulary.names ?? {}).find(([, setting]) => setting === name)?.[0];
      const isKnown = full !== undefined || renamed !== undefined;
      const isValue = query.includes(`"${name}"`) && !query.includes(`"${name}":`);
      if (!isKnown && (isValue || (given === undefined && !/[_A-Z]/.test(name)))) return all;
      const path = full === undefined ? [name] : full.slice(0, full.indexOf(name) + 1);
      const place = propertyOf(path, vocabulary, language);
      if (place === undefined) return all;
      const own = place.key ?? place.path.findLast((step) => step !== '*') ?? name;
      const property = full === undefined && renamed !== undefined ? lastOf(renamed) : own;
      if (given === undefined) return `\`${property}\``;
      const value = given.replace(/^"(.*)"$/, '$1');
      return `\`${language.setting(property, String(place.values?.[value] ?? value))}\``;
    },
  );
}

const lastOf = (property: string): string => property.slice(property.lastIndexOf('.') + 1);

function exampleOf(
  wanted: readonly Wanted[],
  { type, name }: { readonly type: string; readonly name: string },
  vocabulary: Vocabulary,
  language: RemedyLanguage,
  path: string,
): string | undefined {
  const properties = new TreeBuilder();
  const attributes = new TreeBuilder();
  let isOfOther: (Beside & { readonly key: string }) | undefined;
  let count = 0;
  for (const one of wanted) {
    const place = propertyOf(one.path, vocabulary, language);
    const [key = ''] = one.path;
    if (place !== undefined) {
      put(place.isBeside === true ? attributes : properties, place, one, language);
      count += 1;
      continue;
    }
    const beside = language.besides(type, key);
    if (beside === undefined) return undefined;
    isOfOther = { ...beside, key };
    const other = language.vocabularyOf(beside.type) ?? {};
    const by = propertyOf(stepsOf(beside.by), other, language);
    if (by !== undefined) properties.put(by.path, language.reference(name));
    const inner = propertyOf(one.path.slice(1), other, language);
    if (inner !== undefined && one.path.length > 1) put(properties, inner, one, language);
    count += 1;
  }
  if (count === 0) return undefined;
  return language.written(
    isOfOther === undefined
      ? { type, name, properties: properties.tree(), attributes: attributes.tree() }
      : {
          type: isOfOther.type,
          name: `${name}${isOfOther.type.slice(isOfOther.type.lastIndexOf(':') + 1)}`,
          properties: properties.tree(),
          attributes: attributes.tree(),
        },
    path,
  );
}

function put(builder: TreeBuilder, place: PropertyPlace, { value }: Wanted, language: RemedyLanguage): void {
  const property = place.path.findLast((step) => step !== '*') ?? '';
  const said =
    value === undefined || typeof value === 'object' ? value : (place.values?.[String(value)] ?? value);
  const { itemKey } = place;
  const open: Tree = said === SECRET ? language.secret : (said ?? language.something(property));
  const shown: Tree =
    itemKey === undefined
      ? open
      : (Array.isArray(open) ? open : [open]).map((one: Tree) => ({ [itemKey]: one }));
  if (place.key === undefined) {
    const path = place.path.at(-1) === '*' && Array.isArray(shown) ? place.path.slice(0, -1) : place.path;
    builder.put(path, shown);
    return;
  }
  builder.put([...place.path, 'Key'], place.key);
  builder.put([...place.path, 'Value'], typeof shown === 'object' ? shown : String(shown));
}
