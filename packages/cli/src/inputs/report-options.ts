/** `--output FORMAT=FILE`, for the commands that write reports. */
import { notOneOf, parsedList, type Spec } from '../command/spec.ts';

interface FormatFile<Format> {
  readonly format: Format;
  readonly path: string;
}

export function reportFiles<const Format extends string>(
  formats: readonly Format[],
): Spec<readonly FormatFile<Format>[]> {
  return parsedList(
    '-o, --output <format=file>',
    'also write a report to a file; may be repeated',
    (given, refuse): FormatFile<Format> => {
      const equals = given.indexOf('=');
      const path = given.slice(equals + 1);
      const format = formats.find((f) => f === given.slice(0, equals));
      if (equals < 0 || path === '') throw refuse('write FORMAT=FILE, for example sarif=theriac.sarif');
      if (format === undefined) throw refuse(`unknown format: ${notOneOf(given.slice(0, equals), formats)}`);
      return { format, path };
    },
  );
}
