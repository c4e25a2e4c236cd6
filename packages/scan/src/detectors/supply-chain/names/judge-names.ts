/** Findings about names of an inventory that imitate others. */
import {
  aboutComponent,
  type Component,
  type EcosystemId,
  ecosystem,
  type Inventory,
  type RawFinding,
} from '@theriac/core';
import { NAME_RULES } from './name-rules.ts';
import type { PopularList } from './popular-list.ts';
import { type Imitation, imitationOf } from './typosquat.ts';

/** Popular names of an ecosystem; undefined where none are known. */
export type ListFor = (id: EcosystemId) => PopularList | undefined;

/**
 * One finding per package and root. Never about packages of the target itself, packages that come from a folder or a
 * repository, and packages that a widely used package asks for: those were meant.
 * @param trusted names that the user has checked, as the ecosystem writes them
 */
export function imitationFindings(
  inventory: Inventory,
  listFor: ListFor,
  trusted: ReadonlySet<string>,
): RawFinding[] {
  const judged = new Map<EcosystemId, Map<string, Imitation | null>>();
  const suspects: { component: Component; imitation: Imitation }[] = [];
  for (const component of inventory.components) {
    if (!isFromRegistry(component)) continue;
    const list = listFor(component.ecosystem);
    if (list === undefined) continue;
    // A hundred lockfiles of one repository hold the same names over and over.
    const known = judged.get(component.ecosystem) ?? new Map<string, Imitation | null>();
    judged.set(component.ecosystem, known);
    let imitation = known.get(component.name);
    if (imitation === undefined) {
      const name = comparedName(component);
      imitation = trusted.has(component.name) || trusted.has(name) ? null : imitationOf(name, list);
      known.set(component.name, imitation);
    }
    if (imitation !== null) suspects.push({ component, imitation });
  }
  if (suspects.length === 0) return [];
  const vouched = vouchedFor(inventory, suspects, listFor);
  const findings = new Map<string, RawFinding>();
  for (const { component, imitation } of suspects) {
    if (vouched.has(component.id)) continue;
    const finding = findingOf(component, imitation);
    const key = `${component.root}\n${component.ecosystem}\n${component.name}`;
    if (finding !== null && !findings.has(key)) findings.set(key, finding);
  }
  return [...findings.values()];
}

function isFromRegistry(component: Component): boolean {
  if (component.firstParty === true) return false;
  return (
    component.origin === undefined ||
    component.origin.kind === 'registry' ||
    component.ecosystem === 'githubactions'
  );
}

/** The part of the name that is compared: of Go modules and actions the repository. */
function comparedName({ ecosystem: id, name }: Component): string {
  const normalised = ecosystem(id).normalizeName(name).toLowerCase();
  if (id === 'githubactions') return normalised.split('/', 2).join('/');
  if (id === 'golang')
    return normalised.startsWith('github.com/')
      ? normalised.split('/', 3).join('/')
      : normalised.replace(/\/v\d+$/, '');
  return normalised;
}

/** Suspects that a widely used package asks for. */
function vouchedFor(
  inventory: Inventory,
  suspects: readonly { component: Component }[],
  listFor: ListFor,
): ReadonlySet<string> {
  const wanted = new Set(suspects.map(({ component }) => component.id));
  const vouched = new Set<string>();
  for (const component of inventory.components) {
    if (component.firstParty === true || !component.dependsOn.some((id) => wanted.has(id))) continue;
    const rank = listFor(component.ecosystem)?.rank(comparedName(component)) ?? -1;
    if (rank >= 0) for (const id of component.dependsOn) vouched.add(id);
  }
  return vouched;
}

const WAYS: Readonly<Record<Imitation['likeness'], string>> = {
  transposition: 'two letters are changed about',
  repetition: 'a letter is doubled or single',
  omission: 'a letter is missing',
  addition: 'a letter is added',
  keyboard: 'a letter is the one beside it on the keyboard',
  vowel: 'one vowel stands for another',
  replacement: 'a letter is another one',
  numeral: 'a digit is another one',
  homoglyph: 'letters look alike',
  delimiter: 'separators differ',
  plural: 'singular and plural',
  'word-order': 'the words are in another order',
  affix: 'a word is added that says nothing',
  scope: 'scope and name are run together',
};

function findingOf(component: Component, imitation: Imitation): RawFinding | null {
  // A weak likeness counts only where the package runs code the moment it is installed.
  if (imitation.confidence === 'low' && component.installScript !== true) return null;
  const rule = imitation.confidence === 'high' ? NAME_RULES.TYPOSQUAT : NAME_RULES['LOOKALIKE-NAME'];
  return {
    rule,
    subject: aboutComponent(component.id),
    key: imitation.imitates,
    locations: [component.location],
    evidence: [
      {
        source: 'detector/names',
        observed: `${component.name}: ${WAYS[imitation.likeness]}; confidence ${imitation.confidence}`,
        expected: imitation.imitates,
      },
    ],
    action: `Check whether ${imitation.imitates} was meant instead of ${component.name}`,
    ...(component.installScript === true ? { notes: ['It runs a script when it is installed.'] } : {}),
  };
}
