/** `theriac why`: every path that leads to a package. */
import { type Component, count, isNamed, nearest } from '@theriac/core';
import { hanging, printable, wrap } from '@theriac/formats/terminal-text';
import { allPaths, inventory } from '@theriac/scan';
import type { CommandContext } from '../../command/command.ts';
import { configFor } from '../../inputs/config-file.ts';
import { NO_PACKAGE_FILE } from '../../inputs/no-package-file.ts';
import { openScanTarget } from '../../inputs/scan-target.ts';
import type { WhyGiven } from './declare.ts';

const PATHS_SHOWN = 20;

import { defectPrinter } from '../../run/print-defect.ts';
import { Progress } from '../../run/progress.ts';

/** @returns 0; 1 when the package is not there; 3 when it is not there and components may be missing */
export async function run(given: WhyGiven, context: CommandContext): Promise<number> {
  const { package: name, target, limit = PATHS_SHOWN } = given;
  const progress = new Progress(false, context);
  const taken = await inventory({
    path: await openScanTarget(target, { env: context.env, platform: given.platform }),
    config: await configFor(target, given),
    progress: () => progress.show('Reading package files'),
    onDefect: defectPrinter(context),
  });
  progress.done();
  if (taken.roots.length === 0) {
    context.stdout.write(`${wrap(NO_PACKAGE_FILE, context.width).join('\n')}\n`);
    return taken.unknowns.some((u) => u.losesComponents) ? 3 : 1;
  }
  const found = taken.components.filter((c) => isNamed(name, c));
  if (found.length === 0) {
    context.stdout.write(
      `${wrap(`${printable(name)} is not among the ${count(taken.components.length, 'component')} of this target${suggestion(name, taken.components)}`, context.width).join('\n')}\n`,
    );
    return taken.unknowns.some((u) => u.losesComponents) ? 3 : 1;
  }
  const lines: string[] = [];
  for (const component of found) {
    const siblings = taken.components.filter((c) => c.root === component.root);
    const root = taken.roots.find((r) => r.id === component.root);
    const { paths, more } = allPaths(siblings, component.id, limit);
    lines.push(
      ...wrap(
        `${label(component)} in ${root?.path ?? ''} (${component.scope}${component.direct ? ', direct' : ''})`,
        context.width,
      ),
    );
    for (const path of paths)
      lines.push(
        ...hanging('  ', [root?.name ?? root?.path ?? '', ...path.map(label)].join(' → '), context.width),
      );
    if (paths.length === 0)
      lines.push(
        ...wrap(
          'no dependency path is known: the lockfile does not record what needs it',
          context.width,
          '  ',
        ),
      );
    if (more) lines.push(`  … and more; raise --limit`);
    lines.push('');
  }
  context.stdout.write(`${lines.join('\n').trimEnd()}\n`);
  return 0;
}

function suggestion(given: string, components: readonly Component[]): string {
  const near = nearest(given, [...new Set(components.map((c) => c.name))].sort());
  return near === undefined ? '.' : `; did you mean ${printable(near)}?`;
}

function label(component: Component): string {
  return printable(component.version === null ? component.name : `${component.name} ${component.version}`);
}
