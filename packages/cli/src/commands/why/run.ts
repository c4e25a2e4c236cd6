/** `theriac why`: every path that leads to a package. */
import { type Component, TheriacError, tryParsePurl } from '@theriac/core';
import { allPaths, inventory } from '@theriac/scan';
import { configFor } from '../../inputs/config-file.ts';
import { Options } from '../../inputs/options.ts';
import { count, printable } from '../../render/text.ts';
import { Progress } from '../../run/progress.ts';

export async function whyCommand(name: string, target: string, given: object): Promise<number> {
  const options = new Options(given);
  const limit = Number(options.text('limit'));
  if (!Number.isInteger(limit) || limit < 1)
    throw new TheriacError('THERIAC_USAGE', '--limit takes a whole number from 1');
  const progress = new Progress(false);
  const taken = await inventory({
    path: target,
    config: await configFor(target, options),
    progress: () => progress.show('Reading package files'),
  });
  progress.done();
  const found = taken.components.filter((c) => isMeant(c, name));
  if (found.length === 0) {
    process.stdout.write(
      `${printable(name)} is not among the ${count(taken.components.length, 'component')} of this target.\n`,
    );
    return taken.unknowns.some((u) => u.losesComponents) ? 3 : 1;
  }
  const lines: string[] = [];
  for (const component of found) {
    const siblings = taken.components.filter((c) => c.root === component.root);
    const root = taken.roots.find((r) => r.id === component.root);
    const { paths, more } = allPaths(siblings, component.id, limit);
    lines.push(
      `${label(component)} in ${printable(root?.path ?? '')} (${component.scope}${component.direct ? ', direct' : ''})`,
    );
    for (const path of paths)
      lines.push(`  ${[printable(root?.name ?? root?.path ?? ''), ...path.map(label)].join(' → ')}`);
    if (paths.length === 0) lines.push('  no path is known: the file lists it without saying who needs it');
    if (more) lines.push(`  … and more; raise --limit`);
    lines.push('');
  }
  process.stdout.write(`${lines.join('\n').trimEnd()}\n`);
  return 0;
}

function isMeant(component: Component, given: string): boolean {
  if (
    component.name === given ||
    component.purl === given ||
    `${component.name}@${component.version}` === given
  )
    return true;
  const purl = given.startsWith('pkg:') ? tryParsePurl(given) : null;
  const own = purl === null ? null : tryParsePurl(component.purl);
  return (
    purl !== null &&
    own !== null &&
    purl.type === own.type &&
    purl.namespace === own.namespace &&
    purl.name === own.name &&
    (purl.version === undefined || purl.version === own.version)
  );
}

function label(component: Component): string {
  return printable(component.version === null ? component.name : `${component.name} ${component.version}`);
}
