/** The tables that readers and writers are driven by, for the reference documentation. */
export { GRAMMAR } from './cyclonedx/grammar.ts';
export { CYCLONEDX_VERSIONS, versionOf } from './cyclonedx/versions.ts';
export { COMPONENT_CARRIERS } from './model/carried/component.ts';
export { DOCUMENT_CARRIERS } from './model/carried/document.ts';
export { SPDX2_GRAMMAR } from './spdx2/grammar.ts';
export { BOM_TARGETS } from './targets.ts';
