/** Matching without a scan, for who keeps inventories. */
export { Lookup } from './findings/advisory-lookup.ts';
export {
  advisoryDigest,
  type ComponentsAsked,
  hasIndex,
  indexesFor,
  matchComponents,
} from './findings/match-components.ts';
