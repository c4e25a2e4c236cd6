/** Caddyfiles, each for itself. */
import { fileByFile, type LoadedArea } from '../contract.ts';
import { isTemplate } from '../shared/template.ts';
import { CADDY_RULES } from './rules.ts';
import { caddyResources } from './sites.ts';

export const loaded: LoadedArea = {
  rules: CADDY_RULES,
  start: fileByFile((file, report) =>
    isTemplate(file, 'Caddyfile', report) ? [] : caddyResources(file.text(), file.path),
  ),
};
