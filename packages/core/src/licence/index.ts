/** Licence expressions and names, pure. A subpath of its own (`@theriac/core/licence/index`): most runs need none of it. */
export {
  bestLicence,
  type LicenceChoice,
  licenceBranches,
  satisfiesLicence,
  worstLicence,
} from './choose.ts';
export {
  formatLicence,
  type LicenceNode,
  type LicenceTerm,
  licenceTerms,
  type ParsedLicence,
  parseLicence,
} from './expression.ts';
export { DEPRECATED_IDS, licenceVersion, spdxException, spdxLicence, spdxLicences } from './ids.ts';
export { canonicalLicence, combineLicences, normaliseLicence, simplifyLicence } from './normalise.ts';
export { type RecognisedLicence, recogniseLicence } from './recognise.ts';
