/** Files that a template makes are no configuration until their values are known. */
import type { TargetFile } from '@theriac/core';
import type { Report } from '../contract.ts';

const TEMPLATE = /\{\{|\{%|<%/;

/** Whether the file is a template; reports it as a known unknown. @param what `configuration of nginx` */
export function isTemplate(file: TargetFile, what: string, report: Report): boolean {
  const text = file.text();
  const found = TEMPLATE.exec(text);
  if (found === null) return false;
  report({
    reason: 'dynamic',
    message: `a template makes this ${what}; scan what it writes`,
    location: { path: file.path, line: text.slice(0, found.index).split('\n').length },
    losesComponents: false,
  });
  return true;
}
