/** Licence judgements. A subpath of its own (`@theriac/govern/licence/index`): most runs need none of it. */
export { LICENCE_CATEGORIES, type LicenceCategory, licenceCategory } from './categories.ts';
export { incompatibility } from './compatibility.ts';
export { type Clash, contractClashes } from './contracts.ts';
export { LINKING } from './linking.ts';
export {
  isDistributed,
  type Linking,
  type Obligation,
  obligationsOf,
  termCategory,
  type Use,
} from './obligations.ts';
export { judgeLicence, type LicenceUse, type LicenceVerdict, type TermVerdict } from './policy.ts';
