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
  const roots = rootsOf(files);
  return [...files].flatMap(([path, file]) => {
    if (!path.endsWith('.bicep') || !roots.has(path)) return [];
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

/** Files that no other calls or imports, and one of each circle of files that only call each other. */
function rootsOf(files: ReadonlyMap<string, BicepFile>): ReadonlySet<string> {
  const calls = new Map<string, readonly string[]>();
  const called = new Set<string>();
  for (const [path, { modules }] of files) {
    const found = modules
      .flatMap(({ source }) => modulePath(path, source) ?? [])
      .filter((one) => one !== path);
    calls.set(path, found);
    for (const one of found) called.add(one);
  }
  const roots = new Set([...files.keys()].filter((path) => !called.has(path)));
  const reached = new Set<string>();
  const reach = (from: string): void => {
    const open = [from];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (reached.has(path)) continue;
      reached.add(path);
      for (const one of calls.get(path) ?? []) open.push(one);
    }
  };
  for (const path of roots) reach(path);
  for (const path of files.keys()) {
    if (reached.has(path)) continue;
    roots.add(path);
    reach(path);
  }
  return roots;
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
