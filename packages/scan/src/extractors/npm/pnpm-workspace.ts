/** pnpm-workspace.yaml: which folders are members. Read synchronously and only for its list of patterns. */

import type { ExtractContext } from '@theriac/core';
import { inFolder } from '../../target/paths.ts';
import { textAt } from '../shared/readable-text.ts';

/** The `packages` patterns of the workspace in `folder`; empty without a workspace file. */
export function packagePatterns(context: ExtractContext, folder: string): string[] {
  const text = textAt(inFolder(folder, 'pnpm-workspace.yaml'), context);
  if (text === undefined) return [];
  const patterns: string[] = [];
  let inside = false;
  for (const line of text.split('\n')) {
    const flow = /^packages:\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (flow !== undefined) for (const one of flow.split(',').map(unquote)) patterns.push(one);
    if (/^\S/.test(line) && !line.startsWith('-') && !line.startsWith('#'))
      inside = line.startsWith('packages:');
    const item = inside ? /^\s*-\s+(.*)$/s.exec(line)?.[1] : undefined;
    if (item !== undefined) patterns.push(unquote(item.replace(/\s#.*$/s, '')));
  }
  return patterns.filter((pattern) => pattern !== '');
}

function unquote(text: string): string {
  return text.trim().replace(/^(['"])(.*)\1$/, '$2');
}
