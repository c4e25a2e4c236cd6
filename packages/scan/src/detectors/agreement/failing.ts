/** Which resources fail: by the names that labels use. */
import type { RawFinding } from '@theriac/core';
import { type ConfigValue, inside, type Resource, textOf } from '@theriac/core/configuration';
import { pairsOf, refersOf } from '../configuration/terraform/values.ts';

/** Depth to which references are looked for in a resource. */
const DEEPEST = 5;

/** The name of a finding's resource as labels have it: without the index, of Kubernetes its kind and its own name. */
export function namesOf(finding: RawFinding): string[] {
  if (finding.subject.kind !== 'resource') return [];
  return nameKeys(finding.subject.name);
}

/** Without the index of Terraform, and without the path of its template that a resource of CloudFormation has. */
function withoutIndex(address: string): string {
  const own = address.split('[', 1)[0] ?? address;
  return own.slice(own.indexOf('#') + 1);
}

function nameKeys(given: string): string[] {
  if (given.startsWith('Microsoft.')) return templateKeys(given);
  const object = /^([A-Z][A-Za-z]{1,50})\/(?:[^/ ]{1,250}\/)?([^/ ]{1,250})(?: container .*)?$/.exec(given);
  if (object === null) return [withoutIndex(given)];
  const [, kind = '', name = ''] = object;
  return [`${kind}.${name}`, `Pod.${name}`];
}

/** Of templates of Azure: its type and its name; what is wrong with a setting is wrong with what has it. */
function templateKeys(given: string): string[] {
  const [type = '', name = ''] = given.split(' ', 2);
  const parent = type.slice(0, type.lastIndexOf('/'));
  return [`${type}.${name}`, `${parent}.${name}`];
}

/** Labels of Bicep have the symbols of servers, whose names are all the same: each server, and what it is set to, is named by its symbol. */
export function namedBySymbol(text: string): string {
  return text
    .replaceAll('\r', '')
    .replaceAll(
      /(resource (\w{1,100}) 'Microsoft\.Sql\/servers@[\w-]{1,50}' = \{ {0,9}\n {2}name: )[^\n]{1,200}/g,
      "$1'$2'",
    )
    .replaceAll(/(\n {2}name: )'default'(\n {0,9}\n?(?: {2})?parent: (\w{1,100}))/g, "$1'$3'$2");
}

/** A label of Kubernetes has the namespace between kind and name, and labels of pods after it. */
export function labelKey(label: string, set: string): string {
  if (set === 'cloudformation') return label.slice(label.lastIndexOf('.') + 1);
  if (set !== 'kubernetes') return label;
  const [kind = '', , name = ''] = label.split('.');
  return `${kind}.${name}`;
}

/** What fails stands for what it refers to, and for what refers to it. */
export function spread(failed: Set<string>, resources: readonly Resource[]): void {
  const refers = new Map<string, Set<string>>();
  const note = (value: ConfigValue, found: Set<string>, depth: number): void => {
    for (const address of refersOf(value)) found.add(withoutIndex(address));
    if (depth < DEEPEST)
      for (const [key, item] of pairsOf(value) ?? []) if (!key.startsWith('@')) note(item, found, depth + 1);
  };
  for (const { name, values } of resources) {
    const found = new Set<string>();
    note(values, found, 0);
    const role = [inside(values, 'roleRef', 'kind'), inside(values, 'roleRef', 'name')].map(textOf);
    if (role.every((part) => part !== undefined)) found.add(role.join('.'));
    for (const key of nameKeys(name)) refers.set(key, found);
  }
  const direct = [...failed];
  for (const name of direct) for (const address of refers.get(name) ?? []) failed.add(address);
  for (const [name, found] of refers) if (direct.some((one) => found.has(one))) failed.add(name);
}
