/** `theriac inspect`: what a package can do, and what an update of it begins to do. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TheriacError } from '@theriac/core';
import {
  capabilitiesOf,
  concernsOf,
  differenceOf,
  isDangerous,
  type PackageProfile,
  profileOf,
  readPackage,
} from '@theriac/scan/profile';
import { mayBeRoot } from '@theriac/scan/root-targets';
import type { CommandContext } from '../../command/command.ts';
import type { InspectGiven } from './declare.ts';
import { renderDifference, renderProfile } from './report.ts';

/** @returns 0 nothing dangerous · 1 something is · 3 nothing dangerous in what could be read, and not all could */
export async function run(given: InspectGiven, context: CommandContext): Promise<number> {
  const { json, newer: second, platform } = given;
  const { stdout, width } = context;
  if (second === undefined && mayBeRoot(given.package)) {
    const { inspectImage } = await import('./image.ts');
    const code = await inspectImage(given.package, { json, platform }, context);
    if (code !== undefined) return code;
  }
  const before = await profileAt(given.package);
  if (second === undefined) {
    const concerns = concernsOf(before);
    const document = {
      package: described(before),
      concerns,
      capabilities: Object.fromEntries(capabilitiesOf(before)),
      unknowns: before.unknowns,
    };
    stdout.write(
      json ? `${JSON.stringify(document, null, 2)}\n` : renderProfile(before, concerns, width),
      json ? 'json' : 'terminal',
    );
    return exitCode(
      concerns.some((c) => c.severity === 'high'),
      [before],
    );
  }
  const after = await profileAt(second);
  const difference = differenceOf(before, after);
  const document = {
    from: described(before),
    to: described(after),
    ...difference,
    unknowns: [...before.unknowns, ...after.unknowns],
  };
  stdout.write(
    json ? `${JSON.stringify(document, null, 2)}\n` : renderDifference(before, after, difference, width),
    json ? 'json' : 'terminal',
  );
  return exitCode(isDangerous(difference), [before, after]);
}

function exitCode(dangerous: boolean, profiles: readonly PackageProfile[]): number {
  if (dangerous) return 1;
  return profiles.some((p) => p.unknowns.some((u) => u.losesComponents)) ? 3 : 0;
}

function described({ manifest, read }: PackageProfile): object {
  return { name: manifest.name, version: manifest.version, files: read };
}

/** A folder or archive, or the name of a package that is installed below this folder. */
async function profileAt(given: string): Promise<PackageProfile> {
  const installed = join('node_modules', given);
  const isName = /^(?:@[\w.-]+\/)?[\w.-]+$/.test(given);
  const path = !existsSync(given) && isName && existsSync(installed) ? installed : given;
  if (!existsSync(path)) {
    throw new TheriacError('THERIAC_TARGET_MISSING', 'not a folder, an archive or an installed package', {
      path: given,
    });
  }
  return profileOf(await readPackage(path));
}
