/** `sqlconf.php` of sites of OpenEMR: variables that are given a text or a number. */
import { type ConfigValue, map, type Place, scalar } from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { OPENEMR_RULES } from './rules.ts';

const ASSIGNED =
  /^[ \t]{0,9}\$(\w{1,40})[ \t]{0,9}=[ \t]{0,9}(?:'([^'\\\n]{0,200})'|"([^"\\$\n]{0,200})"|(\d{1,9}))[ \t]{0,9};/;

export const loaded: LoadedArea = {
  rules: OPENEMR_RULES,
  start: fileByFile((file) => {
    const { path } = file;
    const values = file
      .text()
      .split('\n')
      .flatMap((line, i): (readonly [string, ConfigValue])[] => {
        const [, name, single, double, number] = ASSIGNED.exec(line) ?? [];
        if (name === undefined) return [];
        const at: Place = { path, line: i + 1, column: 1 };
        const text = single ?? double ?? number ?? '';
        return [[name, text === '' ? { kind: 'empty', at } : scalar(text, at)]];
      });
    const at = { path, line: 1, column: 1 };
    return [{ type: 'openemr.site', name: 'sqlconf.php', at, values: map(values, at) }];
  }),
};
