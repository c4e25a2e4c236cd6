/** Reads everything of Terraform in the target, then evaluates it module by module. */
import { TheriacError } from '@theriac/core';
import type { ConfigValue, Place, Resource } from '@theriac/core/configuration';
import type { LoadedArea } from '../contract.ts';
import { fromYaml } from '../shared/from-yaml.ts';
import { planResources } from './plan.ts';
import { TERRAFORM_RULES } from './rules/all.ts';
import { unknown } from './values.ts';
import { Workspace } from './workspace.ts';

export const loaded: LoadedArea = {
  rules: TERRAFORM_RULES,
  start: (report) => {
    const workspace = new Workspace(report);
    const plans: Resource[][] = [];
    let readYamlText: ((text: string, at: Place) => ConfigValue) | undefined;
    return {
      inspect: async (file) => {
        if (file.path.endsWith('.json') && !/\.(?:tf|tofu|tfvars)\.json$/.test(file.path)) {
          plans.push(planResources(file.text(), file.path));
          return;
        }
        if (readYamlText === undefined && file.text().includes('yamldecode'))
          readYamlText = await yamlReader();
        workspace.add(file);
      },
      conclude: (context) => {
        const readText = (path: string): string | null => {
          try {
            return context.file(path)?.text() ?? null;
          } catch (error) {
            if (!(error instanceof TheriacError)) throw error;
            return null;
          }
        };
        return [...workspace.resources({ readText, readYamlText }), ...plans.flat()];
      },
    };
  },
};

async function yamlReader(): Promise<(text: string, at: Place) => ConfigValue> {
  const { readFullYaml } = await import('@theriac/read/yaml-text');
  return (text, at) => {
    try {
      const [document] = readFullYaml(text, at.path, () => {});
      return document === undefined ? { kind: 'empty', at } : fromYaml(document, at.path);
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      return unknown('the YAML cannot be read', at);
    }
  };
}
