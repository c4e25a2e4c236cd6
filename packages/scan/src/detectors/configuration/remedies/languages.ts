/** Languages in which resources are written that are judged in the terms of Terraform. */
import { ARM_REMEDIES, BICEP_REMEDIES } from '../arm/remedies.ts';
import { CLOUDFORMATION_REMEDIES } from '../cloudformation/remedies.ts';
import type { RemedyLanguage } from './language.ts';

/** By the language of a resource's origin. */
export const LANGUAGES: Readonly<Record<string, RemedyLanguage>> = {
  arm: ARM_REMEDIES,
  bicep: BICEP_REMEDIES,
  cloudformation: CLOUDFORMATION_REMEDIES,
};
