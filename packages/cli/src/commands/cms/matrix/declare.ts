/** `theriac cms matrix`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { textOr } from '../../../command/spec.ts';
import { SITE_OPTIONS } from '../options.ts';

export const matrix = declare({
  name: 'matrix',
  summary: 'show who may do what with patient data',
  description:
    'Show for each role of a site whether it may view, edit, export, delete or decrypt what patients entered. Nothing is executed. Exit code 3: there is no site, or something is not known.',
  operands: { target: textOr('[target]', 'folder of the site or of its configuration export', '.') },
  options: SITE_OPTIONS,
  examples: ['cms matrix portal', 'cms matrix portal --environment prod --format markdown'],
});

export type MatrixGiven = GivenTo<typeof matrix>;
