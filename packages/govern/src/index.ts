/** Decisions, pure: ranking, gates, exceptions, VEX, fixes. */
export { type CmsConfig, PASSWORD_PROFILES } from './cms-config.ts';
export {
  type Config,
  DEFAULT_CONFIG,
  DEFAULT_POLICY,
  type DeclaredSystem,
  type ExceptionRule,
  type FailOn,
  type Policy,
  systemFor,
  systemsOf,
} from './config.ts';
export { type CsafMatch, matchProduct } from './csaf-match.ts';
export { addDays, daysBetween, isDay } from './days.ts';
export { type DecideOptions, decide, type Subject } from './decide.ts';
export { type FixCase, type FixOption, planAllFixes } from './fix.ts';
export { orderFixes } from './fix-order.ts';
export { fails, judgeGate } from './gate.ts';
export {
  type ApprovedBase,
  DEFAULT_IMAGES,
  type ImagesConfig,
  RUNTIME_EXTRAS,
  type RuntimeExtra,
} from './images-config.ts';
export {
  type Contract,
  DEFAULT_LICENCE_POLICY,
  type LicenceCuration,
  type LicenceDecision,
  type LicencePolicy,
} from './licence/licence-config.ts';
export type { OwnRule } from './own-rules.ts';
export type { ProductConfig, SupportConfig } from './product-config.ts';
export type { OwnSecretKind, SecretsConfig } from './secrets/own-secret-kind.ts';
export * from './supply-chain-config.ts';
export { type CommentProblem, hasSuppressionComment, suppressionComments } from './suppression/comments.ts';
export {
  judgeSuppressions,
  type Suppression,
  type SuppressionCase,
} from './suppression/suppression.ts';
export { SuppressionUse, unknownRule } from './suppression/warnings.ts';
export { judgeVex, type VexCase, type VexVerdict } from './vex-apply.ts';
export { matchTarget, type VexMatch, type VexSubject } from './vex-target.ts';
