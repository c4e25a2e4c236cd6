/** Files of HAProxy, each for itself. */
import { fileByFile, type LoadedArea } from '../contract.ts';
import { isTemplate } from '../shared/template.ts';
import { HAPROXY_RULES } from './rules.ts';
import { haproxyResources } from './sections.ts';

export const loaded: LoadedArea = {
  rules: HAPROXY_RULES,
  start: fileByFile((file, report) =>
    isTemplate(file, 'configuration of HAProxy', report) ? [] : haproxyResources(file.text(), file.path),
  ),
};
