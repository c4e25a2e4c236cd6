/**
 * Browser libraries that projects copy into their tree, and how their files say which release they are. To add one, add a
 * row; the banners are those of real releases.
 */
import type { Library } from './browser-library.ts';
import { DRAWING_LIBRARIES } from './drawing-libraries.ts';
import { EDITOR_LIBRARIES } from './editor-libraries.ts';
import { PAGE_LIBRARIES } from './page-libraries.ts';
import { WIDGET_LIBRARIES } from './widget-libraries.ts';

export const LIBRARIES: readonly Library[] = [
  ...PAGE_LIBRARIES,
  ...EDITOR_LIBRARIES,
  ...DRAWING_LIBRARIES,
  ...WIDGET_LIBRARIES,
];
