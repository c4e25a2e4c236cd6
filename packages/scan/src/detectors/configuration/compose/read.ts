/** Compose files, each for itself. */
import { readYaml } from '@theriac/read/yaml';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { HEALTH_COMPOSE_RULES } from '../openemr/compose-rules.ts';
import { fromYaml } from '../shared/from-yaml.ts';
import { TRAEFIK_COMPOSE_RULES } from '../traefik/compose-rules.ts';
import { COMPOSE_RULES } from './rules.ts';
import { composeResources, interpolated } from './services.ts';

export const loaded: LoadedArea = {
  rules: [...COMPOSE_RULES, ...TRAEFIK_COMPOSE_RULES, ...HEALTH_COMPOSE_RULES],
  start: fileByFile(async (file, report) => {
    const documents = await readYaml(file, report);
    return documents.flatMap((document) => composeResources(fromYaml(document, file.path, interpolated)));
  }),
};
