/** A result that `theriac scan --format json` wrote, read again. */
import { type ScanResult, TheriacError } from '@theriac/core';
import { jsonFaults } from '@theriac/read/json';
import { readNamed, textOf } from './read-given.ts';

/** @throws TheriacError THERIAC_RESULT */
export async function readResult(path: string): Promise<ScanResult> {
  const text = textOf(readNamed(path), path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new TheriacError('THERIAC_RESULT', 'not a JSON file', { path }, { cause });
  }
  const [fault] = jsonFaults(text, value);
  if (fault !== undefined)
    throw new TheriacError('THERIAC_RESULT', `ambiguous JSON: ${fault.what}`, { path, line: fault.line });
  const { scanResultSchema } = await import('@theriac/core/scan-result-schema');
  const parsed = scanResultSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : `: ${issue.path.join('.')}`;
  throw new TheriacError(
    'THERIAC_RESULT',
    `not a result of \`theriac scan --format json\` of this version${where}`,
    { path },
  );
}
