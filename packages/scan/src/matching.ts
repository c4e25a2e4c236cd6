/** Matching without a scan, for who keeps inventories. */
export { Lookup } from './findings/advisory-lookup.ts';
export {
  advisoryDigest,
  type ComponentsAsked,
  indexesFor,
  matchComponents,
} from './findings/match-components.ts';
