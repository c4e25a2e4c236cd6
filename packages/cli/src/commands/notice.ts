/** `theriac notice`. */
import { SCOPES, type Scope, TheriacError } from '@theriac/core';
import { noticeContent, SHIPPED } from '@theriac/scan/package-contents/licences/notice-content';
import { configFor } from '../config-file.ts';
import { Options } from '../options.ts';
import { Progress } from '../progress.ts';
import { printable } from '../render/text.ts';

export async function noticeCommand(target: string, given: object): Promise<number> {
  const options = new Options(given);
  const scopes = scopesOf(options.text('scope') ?? 'production');
  const progress = new Progress(options.flag('quiet'));
  const content = await noticeContent({
    path: target,
    config: await configFor(target, options),
    scopes,
    progress: () => progress.show('Reading packages'),
  });
  progress.done();
  const { NOTICE_FORMATS, renderNotice } = await import('@theriac/formats/notice');
  const format = NOTICE_FORMATS.find((f) => f === options.text('format')) ?? 'text';
  const text = await renderNotice(content, format);
  const output = options.text('output');
  if (output === undefined) process.stdout.write(text);
  else {
    const { writeReport } = await import('../report-file.ts');
    writeReport(output, text);
  }
  if (content.gaps.length === 0) return 0;
  const shown = content.gaps.slice(0, 10).map((g) => `  ${printable(g.component)}: ${printable(g.why)}\n`);
  const more = content.gaps.length > 10 ? `  … and ${content.gaps.length - 10} more\n` : '';
  process.stderr.write(`theriac: the notices are incomplete; not found:\n${shown.join('')}${more}`);
  return options.flag('acceptGaps') ? 0 : 3;
}

/** `production` (with optional packages), `all`, or scopes separated by commas. */
function scopesOf(text: string): readonly Scope[] {
  if (text === 'production') return SHIPPED;
  if (text === 'all') return SCOPES;
  return text.split(',').map((name) => {
    const scope = SCOPES.find((s) => s === name.trim());
    if (scope === undefined)
      throw new TheriacError(
        'THERIAC_USAGE',
        `--scope ${text}: write production, all, or some of ${SCOPES.join(', ')}`,
      );
    return scope;
  });
}
