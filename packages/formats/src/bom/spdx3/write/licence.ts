/** A licence statement as elements of SPDX 3. */
import type { BomLicence, JsonValue } from '@theriac/core';
import { shortHash } from '../../../text/content-id.ts';
import type { JsonMap } from '../../document/json-fields.ts';
import { slug } from '../../spdx2/ids.ts';
import { NO_ASSERTION_LICENCE, NONE_LICENCE } from '../words.ts';

interface LicenceContext {
  readonly creation: JsonValue;
  /** The same content gets the same id; `isNew` the first time. */
  readonly made: (name: string, content: string) => { readonly id: string; readonly isNew: boolean };
}

export function writeLicence(
  licence: BomLicence,
  { creation, made }: LicenceContext,
): { readonly id: string; readonly elements: readonly JsonMap[] } {
  if (licence.kind === 'none') return { id: NONE_LICENCE, elements: [] };
  if (licence.kind === 'no-assertion') return { id: NO_ASSERTION_LICENCE, elements: [] };
  if (licence.kind === 'name') return named(licence, creation, made);
  const { id, isNew } = made('Licence', `licence ${licence.value}`);
  const element: JsonMap = {
    type: 'simplelicensing_LicenseExpression',
    spdxId: id,
    creationInfo: creation,
    simplelicensing_licenseExpression: licence.value,
  };
  return { id, elements: isNew ? [element] : [] };
}

/** A name is no expression: a reference whose text is the licence's own, or its name. */
function named(
  { value, text }: BomLicence,
  creation: JsonValue,
  made: LicenceContext['made'],
): { readonly id: string; readonly elements: readonly JsonMap[] } {
  const reference = `LicenseRef-${slug(value)}-${shortHash(value.toWellFormed())}`;
  const body = made(reference, `licence text ${value}`);
  const expression = made('Licence', `licence ${reference}`);
  if (!expression.isNew) return { id: expression.id, elements: [] };
  return {
    id: expression.id,
    elements: [
      {
        type: 'simplelicensing_SimpleLicensingText',
        spdxId: body.id,
        creationInfo: creation,
        name: value,
        simplelicensing_licenseText: text?.content ?? value,
      },
      {
        type: 'simplelicensing_LicenseExpression',
        spdxId: expression.id,
        creationInfo: creation,
        simplelicensing_licenseExpression: reference,
        simplelicensing_customIdToUri: [{ type: 'DictionaryEntry', key: reference, value: body.id }],
      },
    ],
  };
}
