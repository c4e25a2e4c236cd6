/** `theriac notice`. */

import { count } from '@theriac/core';
import { wrap } from '@theriac/formats/terminal-text';
import { noticeContent, SHIPPED } from '@theriac/scan/notice';
import type { CommandContext } from '../../command/command.ts';
import { configFor } from '../../inputs/config-file.ts';
import { Progress } from '../../run/progress.ts';
import { channelOf } from '../../run/safe-output.ts';
import { widthOf } from '../../run/width.ts';
import type { NoticeGiven } from './declare.ts';

/** @returns 0; 3 when something could not be found */
export async function run(given: NoticeGiven, context: CommandContext): Promise<number> {
  const { target, scope = 'production', output } = given;
  const progress = new Progress(given.quiet, context);
  const content = await noticeContent({
    path: target,
    config: await configFor(target, given),
    scopes: scope === 'production' ? SHIPPED : scope,
    workspaces: given.workspace,
    progress: () => progress.show('Reading packages'),
  });
  progress.done();
  const { renderNotice } = await import('@theriac/formats/notice');
  const text = await renderNotice(content, given.format);
  if (output === undefined) context.stdout.write(text, channelOf(given.format));
  else {
    const { writeReport } = await import('../../run/report-file.ts');
    writeReport(output, text, channelOf(given.format));
  }
  if (content.gaps.length === 0) return 0;
  context.stderr.write(`${gapLines(content.gaps, widthOf(context.stderr, context.env)).join('\n')}\n`);
  return given.acceptGaps ? 0 : 3;
}

const NAMES_SHOWN = 8;

/** Components that have the same gap, together. */
function gapLines(
  gaps: readonly { readonly component: string; readonly why: string }[],
  width: number,
): string[] {
  const lines = [`theriac: the notices are incomplete (${count(gaps.length, 'gap')}):`];
  for (const [why, same] of Map.groupBy(gaps, (gap) => gap.why)) {
    const names = same.slice(0, NAMES_SHOWN).map((gap) => gap.component);
    const more = same.length > names.length ? ` and ${same.length - names.length} more` : '';
    for (const one of wrap(`${names.join(', ')}${more}: ${why}`, width, '  ')) lines.push(one);
  }
  return [
    ...lines,
    ...wrap(
      'next: Install the packages in the target and run it again, or accept the gaps: --accept-gaps.',
      width,
      '  ',
    ),
  ];
}
