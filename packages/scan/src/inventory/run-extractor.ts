/** One extractor over one file, with the checks that hold for every format. */
import {
  type Defect,
  type ExtractContext,
  type Extractor,
  type ExtractResult,
  type KnownUnknown,
  type TargetFile,
  TheriacError,
} from '@theriac/core';
import { describeDefect } from '../plugins/defect.ts';
import { cleanFile } from './clean-file.ts';
import { cutOff, isEmptied } from './whole-file.ts';

const CONFLICT_MARKER = '<<<<<<< ';
/** A zero byte this early marks a file as binary. */
const TEXT_PROBE_BYTES = 1024;

/**
 * @param file null: it could not be read, or is larger than the extractor takes
 * @param size bytes, as the walk saw them
 */
export async function runExtractor(
  extractor: Extractor,
  file: TargetFile | null,
  { path, size }: { readonly path: string; readonly size: number },
  context: ExtractContext,
  report: (defect: Defect) => void,
): Promise<ExtractResult> {
  if (size > extractor.files.maxBytes) {
    const limit = `${Math.round(extractor.files.maxBytes / 1024 / 1024)} MiB`;
    return failure('too-large', path, `larger than ${limit}; see docs/reference/limits.md`);
  }
  if (file === null) return failure('unreadable', path, 'the file cannot be read');
  try {
    const line = conflictLine(file);
    if (line !== undefined) return failure('merge-conflict', path, 'unresolved merge conflict', line);
    if (isEmptied(file, extractor)) return failure('no-package-data', path, 'the file is empty');
    const extract = await extractor.load();
    const result = await extract(cleanFile(file), context);
    const cut = cutOff(file, extractor);
    return cut === undefined ? result : { ...result, unknowns: [...result.unknowns, cut] };
  } catch (error) {
    if (error instanceof TheriacError) {
      const at = error.place.path === undefined || error.place.path === path ? error.place.line : undefined;
      return failure(
        error.code === 'THERIAC_INPUT_LIMIT' ? 'too-deep' : 'unparseable',
        path,
        error.message,
        at,
      );
    }
    // A defect in an extractor must not end the run, nor hide that this file was not understood.
    const defect: Defect = { plugin: `extractor ${extractor.id}`, path, error };
    report(defect);
    return failure('unparseable', path, describeDefect(defect));
  }
}

/** Line of the first conflict marker that opens a line, or undefined. */
function conflictLine(file: TargetFile): number | undefined {
  const bytes = file.bytes();
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Executables and archives may contain such a line (git itself does); only text can be in conflict.
  if (buffer.subarray(0, TEXT_PROBE_BYTES).includes(0)) return undefined;
  for (let at = buffer.indexOf(CONFLICT_MARKER); at >= 0; at = buffer.indexOf(CONFLICT_MARKER, at + 1)) {
    if (at > 0 && buffer[at - 1] !== 0x0a) continue;
    let line = 1;
    for (let i = buffer.indexOf(0x0a); i >= 0 && i < at; i = buffer.indexOf(0x0a, i + 1)) line += 1;
    return line;
  }
  return undefined;
}

function failure(
  reason: KnownUnknown['reason'],
  path: string,
  message: string,
  line?: number,
): ExtractResult {
  const location = line === undefined ? { path } : { path, line };
  return { roots: [], unknowns: [{ reason, message, location, losesComponents: true }] };
}
