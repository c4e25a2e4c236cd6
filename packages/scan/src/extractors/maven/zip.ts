/** Archives of other names that hold Java archives (`lib.zip`, a distribution): read as those are. Others are not ours. */
import type { Extract } from '@theriac/core';
import { readZip, ZipBudget } from '@theriac/read/archive';
import { NOTHING } from '../shared/root-builder.ts';
import { extract as extractArchive } from './jar.ts';

const JAVA = /\.(?:jar|war|ear|aar)$/i;

export const extract: Extract = async (file, context) => {
  const { entries } = await readZip(file.bytes(), new ZipBudget());
  return entries.some((entry) => JAVA.test(entry.name)) ? extractArchive(file, context) : NOTHING;
};
