/** What an identifier of a patient is, by its system and its type (HL7 table 0203). */
import type { IdentifierClass } from '../record.ts';

const SYSTEMS: readonly (readonly [RegExp, IdentifierClass])[] = [
  [/us-ssn|2\.16\.840\.1\.113883\.4\.1$/, 'ssn'],
  [/nhs-number|2\.16\.840\.1\.113883\.2\.1\.4\.1$/, 'nhs'],
  [/us-mbi|us-medicare|2\.16\.840\.1\.113883\.4\.927$/, 'mbi'],
  [/sid\/gkv\/kvid-10|kvnr/, 'kvnr'],
  [/dk-core\/cpr|1\.2\.208\.176\.1\.2|\bcpr\b/i, 'cpr'],
];

export function classOfSystem(system: string, types: readonly string[]): IdentifierClass {
  const known = SYSTEMS.find(([form]) => form.test(system))?.[1];
  if (known !== undefined) return known;
  return types.includes('SS') ? 'ssn' : 'mrn';
}
