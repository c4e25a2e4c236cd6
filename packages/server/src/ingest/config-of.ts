/** The configuration of a scan from the facts of a system on the server. */
import { type Config, DEFAULT_CONFIG, type DeclaredSystem } from '@theriac/govern';
import type { SystemGiven } from './messages.ts';

export function configOf(system: SystemGiven): Config {
  const { name, type, distribution } = system;
  const declared: DeclaredSystem = {
    source: 'catalogue',
    name,
    type,
    paths: [''],
    ...(distribution.length === 0 ? {} : { distribution }),
    ...known('patientFacing', system.patientFacing),
    ...known('exposure', system.exposure),
    ...known('publiclyExposed', system.publiclyExposed),
    ...known('dataClasses', system.dataClasses),
    ...known('safetyImpact', system.safetyImpact),
    ...known('missionImpact', system.missionImpact),
  };
  return { ...DEFAULT_CONFIG, systems: [declared] };
}

/** What nobody knows is left to the default, which assumes the worse. */
function known<K extends string, V>(name: K, value: V | null): { readonly [key in K]?: V } {
  return (value === null ? {} : { [name]: value }) as { readonly [key in K]?: V };
}
