/** Files of sysctl, each for itself: `net.ipv4.conf.all.rp_filter` as maps inside maps. */
import { fileByFile, type LoadedArea } from '../contract.ts';
import { nested } from '../shared/dotted.ts';
import { folded, settingsOf } from '../shared/settings.ts';
import { isTemplate } from '../shared/template.ts';
import { SYSCTL_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: SYSCTL_RULES,
  start: fileByFile((file, report) => {
    if (isTemplate(file, 'file of sysctl', report)) return [];
    const at = { path: file.path, line: 1, column: 1 };
    const settings = settingsOf(file.text(), file.path, { separators: '=', comments: '#;' });
    const name = ({ name: one }: { readonly name: string }): string =>
      one.replace(/^-/, '').replaceAll('/', '.');
    return [{ type: 'sysctl.file', name: 'sysctl', at, values: nested(folded(settings, at, { name })) }];
  }),
};
