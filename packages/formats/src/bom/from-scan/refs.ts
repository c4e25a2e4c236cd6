/** Refs of what a scan adds to the components that it found. */
import type { Root } from '@theriac/core';

/** No purl begins like these, so the refs of one document cannot collide. */
export const TARGET_REF = 'theriac:target';
export const ROOT_REF = 'theriac:root:';
export const rootRef = (root: Pick<Root, 'id'>): string => `${ROOT_REF}${root.id}`;
