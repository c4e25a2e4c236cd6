/** Reads the sites of a target for a command, and says what could not be read. */

import { wrap } from '@theriac/formats/terminal-text';
import { type CmsTarget, readCmsTarget } from '@theriac/scan/cms';
import type { CommandContext } from '../../command/command.ts';
import { configFor } from '../../inputs/config-file.ts';
import { asOfDay } from '../../inputs/time.ts';
import { defectPrinter } from '../../run/print-defect.ts';

export interface SiteInputs {
  readonly environment?: string | undefined;
  readonly exclude: readonly string[];
  readonly config?: string | undefined;
}

export async function sitesAt(path: string, inputs: SiteInputs, context: CommandContext): Promise<CmsTarget> {
  const config = await configFor(path, inputs);
  const { environment = config.cms.environment } = inputs;
  return readCmsTarget(
    path,
    { ...config, cms: { ...config.cms, ...(environment === undefined ? {} : { environment }) } },
    { asOf: asOfDay(undefined, context.env, new Date()), onDefect: defectPrinter(context) },
  );
}

export const NO_SITE = 'No Drupal configuration export and no WordPress site is there.';

export function isEmpty({ drupal, wordpress }: CmsTarget): boolean {
  return drupal.length + wordpress.length === 0;
}

/** What is not in the files: nobody may take a short table for a complete one. */
export function gapsOf({ drupal, wordpress, unknowns }: CmsTarget): string[] {
  return [
    ...new Set([
      ...drupal.flatMap(({ reasons, environments }) => [
        ...reasons,
        ...environments.flatMap((one) => one.reasons),
      ]),
      ...wordpress.flatMap(({ reasons }) => reasons),
      ...unknowns.map(
        ({ message, location: { path, line } }) =>
          `${path}${line === undefined ? '' : `:${line}`}: ${message}`,
      ),
    ]),
  ];
}

export function gapLines(target: CmsTarget, width: number): string[] {
  const gaps = gapsOf(target);
  return gaps.length === 0 ? [] : ['Not known:', ...gaps.flatMap((gap) => wrap(gap, width, '  '))];
}

/** A cell of a table of Markdown. */
export function cell(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|');
}
