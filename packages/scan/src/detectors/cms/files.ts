/** What a content management system is read from: files that say that one is there, and everything in reach of them. */
import type { FileMatcher, KnownUnknown, TargetFile, TreeEntry } from '@theriac/core';

/** The target, as far as this detector needs it. */
export interface SiteFiles {
  readonly file: (path: string) => TargetFile | null;
  readonly exists: (path: string) => boolean;
  readonly list: (folder: string) => readonly TreeEntry[];
  /** Paths that {@link CMS_FILES} matched, sorted. */
  readonly matched: readonly string[];
}

/** Takes what could not be read. */
export type Report = (unknown: KnownUnknown) => void;

/** Files of a configuration export are listed by their folder: only what marks a site is matched. */
export const CMS_FILES: FileMatcher = {
  names: ['core.extension.yml', 'wp-config.php'],
  patterns: [
    {
      extension: '.php',
      path: /(?:^|\/)(?:sites\/[^/]+\/settings|config\/application|(?:mu-)?plugins\/[^/]+\/[^/]+|(?:mu-)?plugins\/[^/]+)\.php$/,
    },
    { extension: '.css', path: /(?:^|\/)themes\/[^/]+\/style\.css$/ },
    {
      extension: '.json',
      path: /(?:^|\/)(?:wp-cli\/[^/]+|wp-[a-z-]+|gravityforms-export[^/]*|wpforms-[^/]*)\.json$/,
    },
    { extension: '.xml', path: /\.[Ww]ord[Pp]ress\.\d{4}-\d\d-\d\d(?:_\d{1,9})?\.xml$/ },
  ],
  maxBytes: 64 * 1024 * 1024,
};
