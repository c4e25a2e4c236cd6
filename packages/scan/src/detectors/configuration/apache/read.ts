/** Files of Apache httpd together: what a file means depends on those that include it. */
import { TheriacError } from '@theriac/core';
import type { LoadedArea } from '../contract.ts';
import { foldersOf } from '../shared/target-folders.ts';
import { isTemplate } from '../shared/template.ts';
import { type Directive, directivesOf } from './directives.ts';
import { APACHE_RULES } from './rules.ts';
import { apacheResources, Sections } from './sections.ts';
import { APACHE_TRANSPORT_RULES } from './transport-rules.ts';

export const loaded: LoadedArea = {
  rules: [...APACHE_TRANSPORT_RULES, ...APACHE_RULES],
  start: (report) => {
    const files = new Map<string, readonly Directive[]>();
    const others = new Map<string, readonly Directive[] | undefined>();
    return {
      inspect: (file) => {
        if (!isTemplate(file, 'configuration of Apache', report))
          files.set(file.path, directivesOf(file.text(), file.path));
      },
      conclude: (context) => {
        const read = (path: string): readonly Directive[] | undefined => {
          const known = files.get(path) ?? others.get(path);
          if (known !== undefined || others.has(path)) return known;
          const directives = unclaimed(path, context.file(path)?.text());
          others.set(path, directives);
          return directives;
        };
        const sections = new Sections(files, read, foldersOf(context));
        return [...files].flatMap(([path, directives]) =>
          sections.included.has(path) ? [] : apacheResources(path, directives, sections),
        );
      },
    };
  },
};

/** A file that nothing but an include tells to be of Apache. */
function unclaimed(path: string, text: string | undefined): Directive[] | undefined {
  try {
    return text === undefined ? undefined : directivesOf(text, path);
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    return undefined;
  }
}
