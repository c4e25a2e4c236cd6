/** Findings about names of an inventory that imitate others. */
import { type Component, type EcosystemId, ecosystem, type Inventory, type RawFinding } from '@theriac/core';
import { NAME_RULES } from './name-rules.ts';
import type { PopularList } from './popular-list.ts';
import { type Imitation, imitationOf } from './typosquat.ts';

/** Popular names of an ecosystem; undefined where none are known. */
export type ListFor = (id: EcosystemId) => PopularList | undefined;

/**
 * One finding a package and root. Never about packages of the target itself, packages that come from a folder or a
 * repository, and packages that a widely used package asks for: those were meant.
 * @param trusted names that the user has checked, as the ecosystem writes them
 */
export function imitationFindings(
  inventory: Inventory,
  listFor: ListFor,
  trusted: ReadonlySet<string>,
): RawFinding[] {
  const vouched = vouchedFor(inventory, listFor);
  const judged = new Map<string, Imitation | null>();
  const findings = new Map<string, RawFinding>();
  for (const component of inventory.components) {
    if (!isFromRegistry(component) || vouched.has(component.id)) continue;
    const list = listFor(component.ecosystem);
    if (list === undefined) continue;
    const name = comparedName(component);
    const key = `${component.ecosystem} ${name}`;
    let imitation = judged.get(key);
    if (imitation === undefined) {
      imitation = trusted.has(component.name) || trusted.has(name) ? null : imitationOf(name, list);
      judged.set(key, imitation);
    }
    const finding = imitation === null ? null : findingOf(component, imitation);
    const subject = `${component.root}\n${component.ecosystem}\n${component.name}`;
    if (finding !== null && !findings.has(subject)) findings.set(subject, finding);
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

/** Ids of packages that a widely used package asks for: most of a real tree, and none of them is looked at further. */
function vouchedFor(inventory: Inventory, listFor: ListFor): ReadonlySet<string> {
  const vouched = new Set<string>();
  for (const component of inventory.components) {
    if (component.firstParty === true || component.dependsOn.length === 0) continue;
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
    subject: { component: component.id },
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
