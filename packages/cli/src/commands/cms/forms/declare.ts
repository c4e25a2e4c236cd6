/** `theriac cms forms`: what it takes. */
import { declare, type GivenTo } from '../../../command/command.ts';
import { flag, textOr } from '../../../command/spec.ts';
import { SITE_OPTIONS } from '../options.ts';

export const forms = declare({
  name: 'forms',
  summary: 'show which patient data forms collect, and where it goes',
  description:
    'Show for each form and kind of record which patient data it holds, whether that is encrypted, how long it is kept, and where it is mailed or sent. Exit code 3: there is no site, or something is not known.',
  operands: { target: textOr('[target]', 'folder of the site or of its configuration export', '.') },
  options: { all: flag('-a, --all', 'show forms without patient data as well'), ...SITE_OPTIONS },
  examples: ['cms forms portal', 'cms forms portal --all --format json'],
});

export type FormsGiven = GivenTo<typeof forms>;
