/** Command lines with what each is for: beside it, or below it where the terminal is narrow. */
import { wrap } from '@theriac/formats/terminal-text';

const COLUMN = 41;

/** @param rows what follows `theriac`, and what it is for */
export function commandTable(rows: readonly (readonly [string, string])[], width: number): string[] {
  return rows.flatMap(([command, purpose]) => {
    const line = `  $ theriac ${command}`;
    return width > COLUMN + purpose.length && line.length < COLUMN
      ? [`${line.padEnd(COLUMN)}${purpose}`]
      : [line, ...wrap(purpose, width, '      ')];
  });
}
