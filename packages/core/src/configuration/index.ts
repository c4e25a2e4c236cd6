/** Configuration as resources, and questions to them. A subpath of its own: most runs need none of it. */

export type {
  AccessPath,
  AccessReport,
  Condition,
  Doubt,
  Egress,
  Hop,
  Known,
  NodeKind,
  PathNode,
  StoreData,
} from './access.ts';
export { type Answer, ask, type Reason, stepsOf } from './ask.ts';
export { isQuery, queryProblem } from './check-query.ts';
export { matchesGlob } from './glob.ts';
export { QUERY_WORDS, type Query, type Scalar, TEST_WORDS, type Test, type TestMap } from './query.ts';
export { QUERY_HELP } from './query-help.ts';
export { isResourceType, RESOURCE_TYPES, type ResourceType } from './resource-types.ts';
export type { ConfigurationRule } from './rule.ts';
export { unrevealed } from './unrevealed.ts';
export {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  list,
  map,
  type Origin,
  type Place,
  type Resource,
  scalar,
  textOf,
} from './value.ts';
