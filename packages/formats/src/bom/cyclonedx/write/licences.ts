/** Which licence statements a version can hold side by side, and which travel as properties. */
import type { BomLicence } from '@theriac/core';
import { GRAMMAR } from '../grammar.ts';
import { within } from '../versions.ts';

interface LicenceSplit {
  /** Indexes of those that are in `licenses`. */
  readonly native: readonly number[];
  /** Indexes of those that are carried because they cannot be there. */
  readonly carried: readonly number[];
}

/**
 * Until 1.6 an expression is alone in its list, so a list of both kinds is parted: what was concluded stays,
 * else what is not an expression.
 */
export function splitLicences(
  licences: readonly BomLicence[],
  rank: number,
  encoding: 'json' | 'xml',
): LicenceSplit {
  const all = licences.map((_, index) => index);
  const kindOf = (index: number): BomLicence['kind'] | undefined => licences[index]?.kind;
  const expressible = all.filter((index) => !['none', 'no-assertion'].includes(kindOf(index) ?? 'none'));
  const rule = GRAMMAR.get('licenseChoice')?.alone[0];
  const alone = rule !== undefined && within(encoding === 'xml' ? rule.inXml : rule.json, rank);
  const expressions = expressible.filter((index) => kindOf(index) === 'expression');
  let native = expressible;
  if (alone && expressions.length > 0 && expressible.length > 1) {
    const others = expressible.filter((index) => kindOf(index) !== 'expression');
    const concluded = expressible.find((index) => licences[index]?.acknowledgement === 'concluded');
    const first = concluded !== undefined && kindOf(concluded) === 'expression' ? concluded : expressions[0];
    const keepsOthers = others.length > 0 && (concluded === undefined || kindOf(concluded) !== 'expression');
    native = keepsOthers || first === undefined ? others : [first];
  }
  return { native, carried: all.filter((index) => !native.includes(index)) };
}
