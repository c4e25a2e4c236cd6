/** Files of nginx together: what a file means depends on those that include it. */
import { type DetectContext, TheriacError } from '@theriac/core';
import type { LoadedArea } from '../contract.ts';
import { foldersOf } from '../shared/target-folders.ts';
import { isTemplate } from '../shared/template.ts';
import { NGINX_ACCESS_RULES } from './access-rules.ts';
import { Includes } from './blocks.ts';
import { type Directive, directivesOf } from './directives.ts';
import { NGINX_PROXY_RULES } from './proxy-rules.ts';
import { nginxResources } from './servers.ts';
import { NGINX_TRANSPORT_RULES } from './transport-rules.ts';

export const loaded: LoadedArea = {
  rules: [...NGINX_TRANSPORT_RULES, ...NGINX_ACCESS_RULES, ...NGINX_PROXY_RULES],
  start: (report) => {
    const files = new Map<string, readonly Directive[]>();
    const included = new Map<string, readonly Directive[] | undefined>();
    /** A file that is included; it may be one that nothing but the include tells to be of nginx. */
    const read = (path: string, context: DetectContext): readonly Directive[] | undefined => {
      const known = files.get(path);
      if (known !== undefined || included.has(path)) return known ?? included.get(path);
      let directives: Directive[] | undefined;
      try {
        const file = context.file(path);
        if (file !== null) directives = directivesOf(file.text(), path);
      } catch (error) {
        if (!(error instanceof TheriacError)) throw error;
      }
      included.set(path, directives);
      return directives;
    };
    return {
      inspect: (file) => {
        if (!isTemplate(file, 'configuration of nginx', report))
          files.set(file.path, directivesOf(file.text(), file.path));
      },
      conclude: (context) => {
        const includes = new Includes(files, (path) => read(path, context), foldersOf(context));
        const resources = nginxResources(files, includes);
        for (const { args, at } of includes.outside)
          report({
            reason: 'dynamic',
            message: `\`include ${(args[0] ?? '').slice(0, 80)}\` is not in the target; what it sets is not known`,
            location: { path: at.path, line: at.line },
            losesComponents: false,
          });
        return resources;
      },
    };
  },
};
