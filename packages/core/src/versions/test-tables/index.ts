/** All tables; each scheme of versions is in one of them. */
import * as distributions from './distributions.ts';
import * as languages from './languages.ts';
import * as maven from './maven.ts';
import * as others from './others.ts';
import * as languageRanges from './ranges-languages.ts';
import * as otherRanges from './ranges-others.ts';
import * as semverRanges from './ranges-semver.ts';
import type { Chain, Facts, RangeRows } from './rows.ts';
import * as semver from './semver.ts';

const TABLES = [semver, languages, maven, distributions, others];

export const CHAINS: readonly Chain[] = TABLES.flatMap((table) => table.CHAINS);
export const FACTS: readonly Facts[] = TABLES.flatMap((table) => table.FACTS);
export const RANGES: readonly RangeRows[] = [semverRanges, languageRanges, otherRanges].flatMap(
  (table) => table.RANGES,
);
