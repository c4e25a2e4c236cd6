/** Reads templates in JSON: those that no other one calls are deployed, with the values of parameters that stand beside. */
import { type DetectContext, TheriacError } from '@theriac/core';
import type { ConfigValue, Resource } from '@theriac/core/configuration';
import type { LoadedArea, Report } from '../contract.ts';
import { fromJson } from '../shared/from-json.ts';
import { foldersOf } from '../shared/target-folders.ts';
import { TERRAFORM_RULES } from '../terraform/rules/all.ts';
import { declaredResources } from './declare.ts';
import { Deployment, type ReadText } from './deployment.ts';
import { declareTemplate } from './json-resources.ts';
import { parametersBeside } from './parameter-files.ts';

export const loaded: LoadedArea = {
  // The same rules, asked of the same terms; they are added once.
  rules: TERRAFORM_RULES,
  start: (report) => {
    const templates = new Map<string, ConfigValue>();
    return {
      inspect: (file) => {
        templates.set(file.path, fromJson(file.text(), file.path, { comments: true }));
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
