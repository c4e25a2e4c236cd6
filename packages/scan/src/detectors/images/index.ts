/** Container images, root file systems and hosts: how they run, what they are built upon, what they should not hold. */
import type { Detector } from '@theriac/core';
import type { Config } from '@theriac/govern';

export const images: Detector<Config> = {
  id: 'images',
  title: 'how images run, their base, and what they should not hold',
  area: 'images',
  requires: [],
  concerns: (_inventory, _matched, image) => image !== undefined,
  rules: () => import('./image-rules.ts').then((m) => Object.values(m.IMAGE_RULES)),
  load: () => import('./detect.ts').then((m) => m.start),
};
