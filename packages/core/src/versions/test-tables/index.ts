/** All tables; each scheme of versions is in one of them. */
import * as distributions from './distributions.ts';
import * as languages from './languages.ts';
import * as maven from './maven.ts';
import * as others from './others.ts';
import type { Chain, Facts } from './rows.ts';
import * as semver from './semver.ts';

const TABLES = [semver, languages, maven, distributions, others];

export const CHAINS: readonly Chain[] = TABLES.flatMap((table) => table.CHAINS);
export const FACTS: readonly Facts[] = TABLES.flatMap((table) => table.FACTS);
