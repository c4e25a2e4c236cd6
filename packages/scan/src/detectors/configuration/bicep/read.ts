/** Reads Bicep: files that no other one calls are deployed, with the values of files of parameters. */
import type { DetectContext } from '@theriac/core';
import type { ConfigValue, Resource } from '@theriac/core/configuration';
import { type BicepFile, parseBicep } from '@theriac/read/bicep';
import { declaredResources } from '../arm/declare.ts';
import { Deployment } from '../arm/deployment.ts';
import { evaluate } from '../arm/evaluate.ts';
import { topFrame } from '../arm/frame.ts';
import { agreed, parametersBeside } from '../arm/parameter-files.ts';
import type { Given } from '../arm/parameters.ts';
import { textsOf } from '../arm/read.ts';
import type { LoadedArea, Report } from '../contract.ts';
import { foldersOf } from '../shared/target-folders.ts';
import { TERRAFORM_RULES } from '../terraform/rules/all.ts';
import { BicepNames } from './names.ts';
import { BicepProject, modulePath } from './project.ts';
import { declareBicep } from './resources.ts';

export const loaded: LoadedArea = {
  // The same rules, asked of the same terms; they are added once.
  rules: TERRAFORM_RULES,
  start: (report) => {
    const files = new Map<string, BicepFile>();
    return {
      inspect: (file) => {
        files.set(file.path, parseBicep(file.text(), file.path));
      },
      conclude: (context) => deployedOf(files, context, report),
    };
  },
};

function deployedOf(
  files: ReadonlyMap<string, BicepFile>,
  context: DetectContext,
  report: Report,
): readonly Resource[] {
  const project = new BicepProject(files, textsOf(context));
  const folders = foldersOf(context);
  const called = calledIn(files);
  return [...files].flatMap(([path, file]) => {
    if (!path.endsWith('.bicep') || called.has(path)) return [];
    const slash = path.lastIndexOf('/');
    const beside = parametersBeside(
      path,
      folders.list(slash < 0 ? '' : path.slice(0, slash)),
      project.readText,
    );
    const deployment = new Deployment(project.readText, new Set(), report);
    const resources = deployment.limited(path, () => {
      const own = agreed(
        [...files].flatMap(([other, one]) =>
          one.using !== undefined && modulePath(other, one.using) === path
            ? [givenBy(one, other, deployment, project)]
            : [],
        ),
      );
      deployment.within(path, { path, line: 1, column: 1 }, () =>
        declareBicep(file, path, own.size > 0 ? own : beside, deployment, project),
      );
      return declaredResources(deployment);
    });
    return resources ?? [];
  });
}

/** Paths of files that others call or import. */
function calledIn(files: ReadonlyMap<string, BicepFile>): ReadonlySet<string> {
  const called = new Set<string>();
  for (const [path, { modules }] of files)
    for (const { source } of modules) {
      const found = modulePath(path, source);
      if (found !== undefined && found !== path) called.add(found);
    }
  return called;
}

/** Values of a file of parameters. */
function givenBy(file: BicepFile, path: string, deployment: Deployment, project: BicepProject): Given {
  const names = new BicepNames(
    // In these files parameters are what is given, and may name each other.
    { ...file, variables: [...file.variables, ...file.parameters.flatMap(asVariable)], parameters: [] },
    path,
    new Map(),
    deployment,
    project,
    `${path} `,
  );
  const values = file.parameters.flatMap(({ name, value }): [string, ConfigValue][] =>
    value === undefined ? [] : [[name.toLowerCase(), evaluate(value, topFrame(names))]],
  );
  return new Map(values);
}

function asVariable({
  name,
  value,
  line,
  column,
}: BicepFile['parameters'][number]): BicepFile['variables'][number][] {
  return value === undefined ? [] : [{ name, value, line, column }];
}
