/** Options that several commands share, so that they have the same spelling and help. */

import { day, flag, notOneOf, optionalText, parsed, text, textOr, texts } from '../command/spec.ts';
import { FAIL_ON_LEVELS } from './fail-on.ts';

export const TARGET = textOr('[target]', 'folder, package file, SBOM, image, root file system or host', '.');
export const PLATFORM = text('--platform <os/arch>', 'of an image that exists for several platforms');
export const SCANNED = textOr(
  '[target]',
  'folder, text, package file, SBOM, image, root file system or host; `-` is standard input',
  '.',
);
export const HISTORY = optionalText(
  '--history [range]',
  'search the history too: every content of every commit, or those of a range (--history=main..HEAD)',
);
export const CONFIG = text('--config <file>', 'use this file instead of theriac.yaml in the target');
export const EXCLUDE = texts('--exclude <pattern>', 'do not scan (.gitignore syntax); may be repeated');
export const VEX = texts(
  '--vex <file>',
  'apply a VEX document (OpenVEX, CSAF, CycloneDX) or a folder of them; may be repeated',
);
export const CSAF = texts('--csaf <file|dir>', 'match vendor advisories (CSAF 2.0); may be repeated');
export const RULES = texts(
  '--rules <file>',
  'ask these rules of your own about configuration too; may be repeated',
);
export const AS_OF = day('--as-of <day>', 'use this day instead of today (YYYY-MM-DD)');
export const QUIET = flag('-q, --quiet', 'show no progress');
export const ALL = flag('-a, --all', 'show every finding in the terminal');
export const JSON_OUTPUT = flag('--json', 'print JSON');
export const OUTPUT = text('-o, --output <file>', 'write to a file instead of stdout');
export const OFFLINE = flag('--offline', 'do not use the network');
export const FAIL_ON = parsed(
  '--fail-on <level>',
  'immediate, out-of-cycle, scheduled, defer; critical, high, medium, low; or never',
  (given, refuse) => {
    const level = FAIL_ON_LEVELS.find((l) => l === given);
    if (level === undefined) throw refuse(notOneOf(given, FAIL_ON_LEVELS));
    return level;
  },
);
