import type { KnownUnknown, TargetFile } from '@theriac/core';
import { TomlParser } from './parser.ts';
import type { TomlTable } from './table.ts';

const MAX_REPORTED = 20;

/**
 * Reads `file` and reports keys and tables that are duplicated.
 * @throws TheriacError THERIAC_INPUT_SYNTAX with the line, or THERIAC_INPUT_LIMIT when nested too deep
 */
export function readToml(file: TargetFile, report: (unknown: KnownUnknown) => void): TomlTable {
  let reported = 0;
  const duplicate = (key: string, line: number): void => {
    reported += 1;
    if (reported > MAX_REPORTED) return;
    report({
      reason: 'duplicate-key',
      message: `duplicate key ${JSON.stringify(key.slice(0, 120))}; the last one was used`,
      location: { path: file.path, line },
      losesComponents: true,
    });
  };
  return new TomlParser(file.text(), file.path, duplicate).document();
}
