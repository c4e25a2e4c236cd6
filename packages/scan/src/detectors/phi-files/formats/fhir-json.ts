/** FHIR in JSON and NDJSON: persons that resources describe. */
import { asArray, asObject, type JsonObject, type JsonValue } from '@theriac/read/json';
import type { IdentifierClass, PersonRecord, Reading } from '../record.ts';
import { identifiersOf } from '../shapes.ts';
import { classOfSystem } from './fhir-systems.ts';
import { LineIndex } from './lines.ts';

/** Resources about the patient, or about somebody through whom the patient is known. */
const PERSONS: ReadonlySet<string> = new Set(['Patient', 'RelatedPerson', 'Person', 'Coverage']);
const RESOURCE = /"resourceType"[ \t\n]{0,9}:[ \t\n]{0,9}"(?:Patient|RelatedPerson|Person|Coverage)"/g;

/** @param values the documents of a file: one of JSON, one a line of NDJSON */
export function readFhirJson(text: string, values: readonly JsonValue[]): Reading | undefined {
  if (text.search(RESOURCE) === -1) return undefined;
  const lines = new LineIndex(text);
  const places = [...text.matchAll(RESOURCE)].map(({ index }) => lines.at(index));
  const records = resourcesOf(values).map((resource, i) => recordOf(resource, places[i]));
  return { document: 'FHIR', context: 'patient resources of FHIR', records };
}

/** In the order of the text; a list of work instead of recursion, since depth is up to the file. */
function resourcesOf(values: readonly JsonValue[]): JsonObject[] {
  const found: JsonObject[] = [];
  const open: JsonValue[] = values.toReversed();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const object = asObject(next);
    if (PERSONS.has(textOf(object.resourceType))) found.push(object);
    const inside: readonly JsonValue[] = Array.isArray(next) ? next : Object.values(next);
    for (let i = inside.length - 1; i >= 0; i -= 1) open.push(inside[i] ?? null);
  }
  return found;
}

function recordOf(resource: JsonObject, line: number | undefined): PersonRecord {
  const pairs: [IdentifierClass, string][] = [];
  for (const name of objects(resource.name)) {
    const given = asArray(name.given).map(textOf).join(' ');
    const whole = `${given} ${textOf(name.family)}`.trim();
    pairs.push(['name', whole === '' ? textOf(name.text) : whole]);
  }
  for (const identifier of objects(resource.identifier)) {
    const type = objects(asObject(identifier.type).coding).map(({ code }) => textOf(code));
    pairs.push([classOfSystem(textOf(identifier.system), type), textOf(identifier.value)]);
  }
  for (const telecom of objects(resource.telecom))
    pairs.push([textOf(telecom.system) === 'email' ? 'email' : 'phone', textOf(telecom.value)]);
  for (const address of objects(resource.address)) pairs.push(['address', textOf(asArray(address.line)[0])]);
  pairs.push(['birth', textOf(resource.birthDate)], ['member', textOf(resource.subscriberId)]);
  const isTest = objects(asObject(resource.meta).tag).some(({ code }) =>
    /HTEST|test|synth/i.test(textOf(code)),
  );
  return {
    ...(line === undefined ? {} : { line }),
    identifiers: identifiersOf(pairs),
    ...(isTest ? { mark: 'a tag of tests' } : {}),
  };
}

function objects(value: JsonValue | undefined): readonly JsonObject[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map(asObject);
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
