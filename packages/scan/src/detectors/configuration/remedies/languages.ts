/** Languages in which resources are written that are judged in the terms of Terraform. */
import { CLOUDFORMATION_REMEDIES } from '../cloudformation/remedies.ts';
import type { RemedyLanguage } from './language.ts';

/** By the language of a resource's origin. */
export const LANGUAGES: Readonly<Record<string, RemedyLanguage>> = {
  cloudformation: CLOUDFORMATION_REMEDIES,
};
