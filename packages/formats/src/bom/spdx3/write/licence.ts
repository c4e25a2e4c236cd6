/** A licence statement as elements of SPDX 3. */
import type { BomLicence } from '@theriac/core';
import { shortHash } from '../../../text/content-id.ts';
import { slug } from '../../spdx2/ids.ts';
import { NO_ASSERTION_LICENCE, NONE_LICENCE } from '../words.ts';
import type { Part } from './part.ts';
import type { Spdx3Context } from './source.ts';

/** The IRI of a licence, whose elements are added to `part`. */
export function licenceOf(licence: BomLicence, context: Spdx3Context, part: Part): string {
  if (licence.kind === 'none') return NONE_LICENCE;
  if (licence.kind === 'no-assertion') return NO_ASSERTION_LICENCE;
  if (licence.kind === 'name') return namedLicence(licence, context, part);
  const content = `licence ${licence.value}`;
  const id = context.ids.derived('Licence', content);
  part.share(content, {
    type: 'simplelicensing_LicenseExpression',
    spdxId: id,
    creationInfo: context.creation,
    simplelicensing_licenseExpression: licence.value,
  });
  return id;
}

/** A name is not an expression: a reference whose text is the licence's own, or its name. */
function namedLicence({ value, text }: BomLicence, { ids, creation }: Spdx3Context, part: Part): string {
  const reference = `LicenseRef-${slug(value)}-${shortHash(value.toWellFormed())}`;
  const [body, expression] = [`licence text ${value}`, `licence ${reference}`];
  const bodyId = ids.derived(reference, body);
  const id = ids.derived('Licence', expression);
  part.share(body, {
    type: 'simplelicensing_SimpleLicensingText',
    spdxId: bodyId,
    creationInfo: creation,
    name: value,
    simplelicensing_licenseText: text?.content ?? value,
  });
  part.share(expression, {
    type: 'simplelicensing_LicenseExpression',
    spdxId: id,
    creationInfo: creation,
    simplelicensing_licenseExpression: reference,
    simplelicensing_customIdToUri: [{ type: 'DictionaryEntry', key: reference, value: bodyId }],
  });
  return id;
}
