/** Sites of content management systems, for commands. */
export { CHANGE_KINDS, type Comparison, compareTargets, type SiteChange } from './compare.ts';
export { PATIENT_ACTIONS } from './drupal/roles.ts';
export { type CmsTarget, readCmsTarget } from './read-target.ts';
export { type FormRow, formRows, matricesOfTarget, type SiteMatrices } from './site-tables.ts';
