/** `theriac notice`. */

import { printable } from '@theriac/formats/reports/terminal';
import { noticeContent, SHIPPED } from '@theriac/scan/notice';
import type { CommandContext } from '../../command/command.ts';
import { configFor } from '../../inputs/config-file.ts';
import { Progress } from '../../run/progress.ts';
import type { NoticeGiven } from './declare.ts';

/** @returns 0; 3 when something could not be found */
export async function run(given: NoticeGiven, context: CommandContext): Promise<number> {
  const { target, scope = 'production', output } = given;
  const progress = new Progress(given.quiet, context);
  const content = await noticeContent({
    path: target,
    config: await configFor(target, given),
    scopes: scope === 'production' ? SHIPPED : scope,
    progress: () => progress.show('Reading packages'),
  });
  progress.done();
  const { renderNotice } = await import('@theriac/formats/notice');
  const text = await renderNotice(content, given.format);
  if (output === undefined) context.stdout.write(text);
  else {
    const { writeReport } = await import('../../run/report-file.ts');
    writeReport(output, text);
  }
  if (content.gaps.length === 0) return 0;
  const shown = content.gaps.slice(0, 10).map((g) => `  ${printable(g.component)}: ${printable(g.why)}\n`);
  const more = content.gaps.length > 10 ? `  … and ${content.gaps.length - 10} more\n` : '';
  context.stderr.write(`theriac: the notices are incomplete; not found:\n${shown.join('')}${more}`);
  return given.acceptGaps ? 0 : 3;
}
