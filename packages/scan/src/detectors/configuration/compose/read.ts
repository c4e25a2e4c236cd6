/** Compose projects: each file with its override and what it brings in. */
import type { Resource } from '@theriac/core/configuration';
import { readYaml, type YamlNode } from '@theriac/read/yaml';
import type { LoadedArea } from '../contract.ts';
import { HEALTH_COMPOSE_RULES } from '../openemr/compose-rules.ts';
import { TRAEFIK_COMPOSE_RULES } from '../traefik/compose-rules.ts';
import { ComposeFiles, overrideOf, Project } from './project.ts';
import { COMPOSE_RULES } from './rules.ts';
import { composeResources } from './services.ts';

export const loaded: LoadedArea = {
  rules: [...COMPOSE_RULES, ...TRAEFIK_COMPOSE_RULES, ...HEALTH_COMPOSE_RULES],
  start: (report) => {
    const nodes = new Map<string, readonly YamlNode[]>();
    return {
      inspect: async (file) => {
        nodes.set(file.path, await readYaml(file, report));
      },
      conclude: async (context) => {
        const files = new ComposeFiles(context, report, nodes);
        const overrides = new Map(
          [...nodes.keys()].map((path) => [path, overrideOf(path, (one) => nodes.has(one))]),
        );
        const isOverride = new Set(overrides.values());
        const projects: { readonly path: string; readonly resources: readonly Resource[] }[] = [];
        const includers = new Map<string, string[]>();
        const extended = new Set<string>();
        for (const path of nodes.keys()) {
          if (isOverride.has(path)) continue;
          const project = new Project(files);
          const document = await project.document(path, overrides.get(path));
          for (const one of project.included)
            if (one !== path) includers.set(one, [...(includers.get(one) ?? []), path]);
          for (const one of project.extended) extended.add(one);
          if (document !== undefined) projects.push({ path, resources: composeResources(document, path) });
        }
        // What another file includes or extends is told there, once; of files that include each other, by the first.
        const isIncluded = (path: string): boolean =>
          (includers.get(path) ?? []).some((by) => by < path || !(includers.get(by) ?? []).includes(path));
        return projects
          .filter(({ path }) => !isIncluded(path))
          .flatMap(({ path, resources }) =>
            resources.filter(({ name }) => !extended.has(`${path}#${name.replace(/^services\./, '')}`)),
          );
      },
    };
  },
};
