/** Reads templates in JSON: those that no other one calls are deployed, with the values of parameters that stand beside. */
import { type DetectContext, TheriacError } from '@theriac/core';
import { type ConfigValue, type Resource, textOf } from '@theriac/core/configuration';
import type { LoadedArea, Report } from '../contract.ts';
import type { Folders } from '../shared/included-files.ts';
import { foldersOf } from '../shared/target-folders.ts';
import { TERRAFORM_RULES } from '../terraform/rules/all.ts';
import { declaredResources } from './declare.ts';
import { Deployment, type ReadText } from './deployment.ts';
import { declareTemplate } from './json-resources.ts';
import { templateJson } from './json-value.ts';
import { parametersBeside } from './parameter-files.ts';
import { entryAt } from './symbols.ts';

export const loaded: LoadedArea = {
  // The same rules, asked of the same terms; they are added once.
  rules: TERRAFORM_RULES,
  start: (report) => {
    const templates = new Map<string, ConfigValue>();
    return {
      inspect: (file) => {
        templates.set(file.path, templateJson(file.text(), file.path));
      },
      conclude: (context) => deployedOf(templates, context, report),
    };
  },
};

function deployedOf(
  templates: ReadonlyMap<string, ConfigValue>,
  context: DetectContext,
  report: Report,
): readonly Resource[] {
  const readText = textsOf(context);
  const folders = foldersOf(context);
  const called = new Set<string>();
  const found = new Map<string, readonly Resource[]>();
  for (const [path, template] of templates) {
    if (isCompiled(path, template, folders)) continue;
    const slash = path.lastIndexOf('/');
    const given = parametersBeside(path, folders.list(slash < 0 ? '' : path.slice(0, slash)), readText);
    const deployment = new Deployment(readText, called, report);
    const resources = deployment.limited(path, () => {
      deployment.within(path, { path, line: 1, column: 1 }, () =>
        declareTemplate(template, path, given, deployment),
      );
      return declaredResources(deployment);
    });
    found.set(path, resources ?? []);
  }
  return [...found].flatMap(([path, resources]) => (called.has(path) ? [] : resources));
}

/** Whether it was compiled from Bicep that stands beside: its findings would be those of that file once more. */
function isCompiled(path: string, template: ConfigValue, folders: Folders): boolean {
  if (textOf(entryAt(template, 'metadata', '_generator', 'name'))?.toLowerCase() !== 'bicep') return false;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const names = [path.replace(/\.json$/, '.bicep'), `${folder}main.bicep`];
  return names.some((name) => folders.exists(name));
}

/** Texts of files of the target; undefined for what cannot be read. */
export function textsOf(context: DetectContext): ReadText {
  return (path) => {
    try {
      return context.file(path)?.text();
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      return undefined;
    }
  };
}
