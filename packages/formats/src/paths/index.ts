/** Reports about who can reach what: text, JSON, a picture, and a page with both. */
import type { AccessReport } from '@theriac/core/configuration';
import type { PathOptions } from './options.ts';

export { isOpen, shouldBeCut } from './words.ts';

export const PATH_FORMATS = ['text', 'json', 'svg', 'html'] as const;
export type PathFormat = (typeof PATH_FORMATS)[number];

export async function renderPaths(
  report: AccessReport,
  format: PathFormat,
  options: PathOptions,
): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'text':
      return (await import('./text.ts')).pathsText(report, options);
    case 'svg':
      return (await import('./svg.ts')).pathsSvg(report);
    case 'html':
      return (await import('./html.ts')).pathsPage(report, options);
  }
}
