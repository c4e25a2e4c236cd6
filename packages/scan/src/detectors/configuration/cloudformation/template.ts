/** Templates as resources in the terms of Terraform, so that the same rules are asked of both. */
import type { ConfigValue, Resource } from '@theriac/core/configuration';
import type { Report } from '../contract.ts';
import { joined } from '../terraform/joins.ts';
import type { Sources, Template } from './sources.ts';
import { type Run, Stack } from './stack.ts';

/** Stacks of one target. */
const MAX_STACKS = 5000;

/** @param template in the long form of functions; a stack of its own */
export function templateResources(template: ConfigValue): Resource[] {
  return rootResources(
    { path: template.at.path, template },
    runOf(undefined, () => {}),
  );
}

/** Every template of the target; those that others nest are looked at there. */
export function stackResources(templates: readonly Template[], sources: Sources, report: Report): Resource[] {
  const run = runOf(sources, report);
  const roots = templates.filter(({ path }) => !sources.isNested(path));
  const found = roots.map((one) => rootResources(one, run));
  // Templates that nest each other have no root.
  for (const one of templates) if (!run.seen.has(one.path)) found.push(rootResources(one, run));
  return found.flat();
}

function runOf(sources: Sources | undefined, report: Report): Run {
  return { sources, report, givenAway: new Map(), seen: new Set(), left: MAX_STACKS };
}

function rootResources(template: Template, run: Run): Resource[] {
  const { path } = template;
  const resources = new Stack(template, `${path}#`, new Map(), [path], run).declared();
  return joined({ resources, givenAway: run.givenAway });
}
