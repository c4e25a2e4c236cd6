/** Compose files, each for itself. */

import { type ConfigValue, entry } from '@theriac/core/configuration';
import { readYaml } from '@theriac/read/yaml';
import { fileByFile, type LoadedArea, type Report } from '../contract.ts';
import { HEALTH_COMPOSE_RULES } from '../openemr/compose-rules.ts';
import { fromYaml } from '../shared/from-yaml.ts';
import { TRAEFIK_COMPOSE_RULES } from '../traefik/compose-rules.ts';
import { COMPOSE_RULES } from './rules.ts';
import { composeResources, interpolated } from './services.ts';

export const loaded: LoadedArea = {
  rules: [...COMPOSE_RULES, ...TRAEFIK_COMPOSE_RULES, ...HEALTH_COMPOSE_RULES],
  start: fileByFile(async (file, report) => {
    const documents = (await readYaml(file, report)).map((node) => fromYaml(node, file.path, interpolated));
    for (const document of documents) tellElsewhere(document, report);
    return documents.flatMap(composeResources);
  }),
};

/** What other files bring in is not followed, and never silently. */
function tellElsewhere(document: ConfigValue, report: Report): void {
  const services = entry(document, 'services');
  const found = [
    entry(document, 'include'),
    ...(services?.kind === 'map' ? [...services.entries.values()] : []).map((service) =>
      entry(service, 'extends'),
    ),
  ];
  for (const value of found)
    if (value !== undefined)
      report({
        reason: 'dynamic',
        message:
          'what `extends` and `include` bring is not followed; scan what `docker compose config` writes',
        location: { path: value.at.path, line: value.at.line },
        losesComponents: false,
      });
}
