/** Decisions about bills of materials: quality, differences, merging, enrichment, comparison, intake. */
export * from './compare.ts';
export * from './diff.ts';
export * from './enrich.ts';
export * from './enrich-product.ts';
export * from './intake.ts';
export * from './merge.ts';
export { PROFILE_IDS, PROFILES, type ProfileId } from './profiles.ts';
export * from './quality.ts';
