/**
 * What a scan finds in files and a bill of materials has no field for: written as properties, and read again, so that
 * the document is judged as the files are.
 */
import type { BomComponent, BomProperty, Component, Finding, ScanResult, StatedFacts } from '@theriac/core';
import { plain } from '../../text/plain-text.ts';
import { licenceWord } from '../model/licence-word.ts';

const LICENCE = 'theriac:licence';
const DEPRECATED = 'theriac:deprecated';

/** Properties by component id, without the prefix `theriac:`. */
export type StatedProperties = ReadonlyMap<string, readonly BomProperty[]>;

export function statedProperties({ findings, inventory }: ScanResult): StatedProperties {
  const components = new Map(inventory.components.map((component) => [component.id, component]));
  const stated = new Map<string, BomProperty[]>();
  for (const finding of findings)
    for (const id of STATING.has(finding.rule) ? finding.subject.components : []) {
      const component = components.get(id);
      const property = component === undefined ? undefined : propertyOf(finding, component);
      if (property !== undefined) stated.set(id, [...(stated.get(id) ?? []), property]);
    }
  return stated;
}

const STATING: ReadonlySet<string> = new Set([
  'THERIAC-LIC-UNKNOWN',
  'THERIAC-LIC-CONFLICT',
  'THERIAC-LC-DEPRECATED',
  'THERIAC-LC-DEPRECATED-INDIRECT',
]);

function propertyOf({ rule, evidence }: Finding, component: Component): BomProperty | undefined {
  if (rule === 'THERIAC-LIC-CONFLICT') return { name: 'licence', value: 'disputed' };
  if (rule === 'THERIAC-LIC-UNKNOWN')
    return (component.licences?.declared ?? component.licence) === undefined
      ? { name: 'licence', value: 'absent' }
      : undefined;
  const [observation] = evidence;
  if (observation === undefined || !('observed' in observation)) return undefined;
  const words = observation.observed.slice(`${component.name} ${component.version ?? ''}: `.length);
  return words === '' ? undefined : { name: 'deprecated', value: words };
}

/** @param properties of the component, by name */
export function statedFacts(
  { licences }: BomComponent,
  properties: ReadonlyMap<string, readonly string[]>,
): StatedFacts | undefined {
  const concluded = concludedBeside(licences) ?? properties.get('theriac:concluded')?.[0];
  const files = properties.get(LICENCE);
  const licence = files?.includes('disputed') === true ? 'disputed' : 'absent';
  const isAbsent = files !== undefined || licences.some(({ kind }) => kind === 'none');
  const [deprecated] = properties.get(DEPRECATED) ?? [];
  if (concluded === undefined && !isAbsent && deprecated === undefined) return undefined;
  return {
    ...(concluded === undefined ? {} : { concluded }),
    ...(isAbsent ? { licence } : {}),
    ...(deprecated === undefined ? {} : { deprecated: plain(deprecated, 200) }),
  };
}

/** The one conclusion beside a declaration. */
function concludedBeside(licences: BomComponent['licences']): string | undefined {
  const [concluded, ...more] = licences.filter(
    ({ kind, acknowledgement }) =>
      acknowledgement === 'concluded' && kind !== 'none' && kind !== 'no-assertion',
  );
  return concluded === undefined || more.length > 0 ? undefined : licenceWord(concluded);
}
