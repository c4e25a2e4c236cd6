/** `theriac docs`. */
import { nearest, TheriacError } from '@theriac/core';
import { clip, printable } from '@theriac/formats/terminal-text';
import type { CommandContext } from '../../command/command.ts';
import type { DocsGiven } from './declare.ts';
import { docTexts } from './doc-texts.ts';

const NAME_WIDTH = 22;

export function run({ page }: DocsGiven, { stdout, width }: CommandContext): number {
  const pages = docTexts();
  if (page === undefined) {
    const rows = [...pages].map(([name, text]) =>
      clip(`  ${name.padEnd(NAME_WIDTH)}${titleOf(text)}`, width),
    );
    stdout.write(`Pages:\n${rows.join('\n')}\n\nNext: theriac docs PAGE\n`);
    return 0;
  }
  const text = pages.get(page.replace(/^docs\//, '').replace(/\.md$/, ''));
  if (text === undefined) {
    const near = nearest(page, [...pages.keys()]);
    const hint = near === undefined ? '`theriac docs` lists the pages' : `did you mean ${near}?`;
    throw new TheriacError('THERIAC_USAGE', `there is no page ${printable(page)}; ${hint}`);
  }
  stdout.write(text, 'own');
  return 0;
}

function titleOf(text: string): string {
  return /^# (.+)$/m.exec(text)?.[1] ?? '';
}
