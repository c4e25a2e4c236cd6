/** yarn.lock: one name for two formats, distinguished by the `__metadata` that Yarn 2 and later write. */
import type { Extract } from '@theriac/core';
import { extractYarnBerry } from './yarn-berry.ts';
import { extractYarnClassic } from './yarn-classic.ts';

export const extract: Extract = (file, context) =>
  /^__metadata:/m.test(file.text()) ? extractYarnBerry(file, context) : extractYarnClassic(file, context);
