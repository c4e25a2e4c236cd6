/** `theriac docs`: what it takes. */
import { declare, type GivenTo } from '../../command/command.ts';
import { text } from '../../command/spec.ts';

export const docs = declare({
  name: 'docs',
  summary: 'read the documentation',
  description: 'List the pages of the documentation, or print one of them (Markdown).',
  operands: { page: text('[page]', 'name of a page') },
  options: {},
  examples: ['docs', 'docs gate', 'docs configuration | less'],
});

export type DocsGiven = GivenTo<typeof docs>;
