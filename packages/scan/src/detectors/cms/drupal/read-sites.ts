/** Every Drupal site of a target, in each environment that is to be considered. */
import type { EolCycle } from '@theriac/core';
import type { Resource } from '@theriac/core/configuration';
import type { CmsConfig } from '@theriac/govern';
import type { Report, SiteFiles } from '../files.ts';
import { codeEntities } from './entities.ts';
import { type FoundSite, findSites } from './find-sites.ts';
import { type DrupalSite, docrootOf, readDrupalSite } from './read-site.ts';
import { settingsResource } from './settings-values.ts';
import { viewsOf } from './view.ts';

export interface DrupalGiven {
  readonly config: CmsConfig;
  /** theriac.yaml says that the system holds patient data. */
  readonly declaredPhi: boolean;
  readonly asOf: string;
  readonly endOfLife?: ((product: string) => readonly EolCycle[]) | undefined;
}

export interface ReadSite {
  readonly found: FoundSite;
  /** Of settings.php, the same in every environment. */
  readonly settings: Resource | undefined;
  /** One for each environment; none where there is no export. */
  readonly environments: readonly DrupalSite[];
  readonly reasons: readonly string[];
}

export async function readDrupalSites(
  files: SiteFiles,
  given: DrupalGiven,
  report: Report,
): Promise<ReadSite[]> {
  const sites: ReadSite[] = [];
  for (const found of findSites(files, given.config.environment, report)) {
    const settings = settingsResource(found);
    const reasons = missingReasons(found);
    const { sync } = found;
    if (sync === undefined) {
      const where = found.settingsPath ?? found.name;
      reasons.push(
        `${where}: no configuration export to check: ${found.withoutSync}; add the output of \`drush config:export\``,
      );
      sites.push({ found, settings, environments: [], reasons });
      continue;
    }
    const declared = given.config.phi ?? given.declaredPhi;
    const entities = codeEntities(files, found.docroot ?? docrootOf(files, found), declared, report);
    const { views, reasons: more } = await viewsOf(
      files,
      { ...found, sync },
      given.config.environment,
      report,
    );
    const environments: DrupalSite[] = [];
    for (const view of views)
      environments.push(await readDrupalSite(files, view, { ...given, codeEntities: entities }, report));
    sites.push({ found, settings, environments, reasons: [...reasons, ...more] });
  }
  return sites;
}

function missingReasons({ settings }: FoundSite): string[] {
  return (settings?.missing ?? []).map(({ what, at: { path, line }, outside }) =>
    outside === true
      ? `${path}:${line}: ${what} is outside of the target and was not read: what it sets is not known`
      : what.includes('*')
        ? `${path}:${line}: which file of ${what} is included depends on the environment; set \`cms.environment\` in theriac.yaml`
        : `${path}:${line}: ${what} is included and is not in the target: what it sets is not known`,
  );
}
