/** What matching and planning fixes need of a run. */
import type { FixRecipe, Inventory, PackageUses } from '@theriac/core';
import type { Lookup } from './advisory-lookup.ts';
import type { JudgeContext } from './judge.ts';

export interface FindingsInput extends JudgeContext {
  readonly inventory: Inventory;
  readonly lookup: Lookup;
  /** Who asks for each component, by root id. */
  readonly uses: ReadonlyMap<string, PackageUses>;
  /** Recipes of package managers, by extractor id. */
  readonly recipes: ReadonlyMap<string, FixRecipe>;
  /** Whether the text of advisories is wanted. */
  readonly prose: boolean;
}
