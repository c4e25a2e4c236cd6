/** The baseline: fingerprints of an earlier result, or of a git revision scanned the same way. */
import { existsSync, statSync } from 'node:fs';
import { SCOPES, type Scope, TheriacError } from '@theriac/core';
import { jsonFaults } from '@theriac/read/json';
import { type Baseline, type ScanOptions, type SeenBefore, scan } from '@theriac/scan';
import { openRevision } from './git-revision.ts';
import { readNamed, textOf } from './read-given.ts';

type Common = Pick<
  ScanOptions,
  'config' | 'store' | 'asOf' | 'toolVersion' | 'vex' | 'csaf' | 'onDefect' | 'only'
>;

/**
 * @param given a file with a JSON result, or a git revision of the repository that contains `target`
 */
export async function readBaseline(given: string, target: string, common: Common): Promise<Baseline> {
  // A folder may be called like a branch.
  if (existsSync(given) && !statSync(given).isDirectory()) return fromResult(given);
  const path = openRevision(given, target);
  const before = await scan({ ...common, path, onlyNew: false, prose: false });
  const [first] = [...path.missing].sort();
  if (first !== undefined) {
    // Findings of files that cannot be read would all count as new.
    const others = path.missing.size === 1 ? '' : ` (and ${path.missing.size - 1} more)`;
    throw new TheriacError(
      'THERIAC_BASELINE',
      `this clone does not have ${first}${others} of the revision (a partial clone?)`,
      { path: given },
    );
  }
  return new Map(
    before.findings.map(({ fingerprint, firstSeen, decision }) => [
      fingerprint,
      seen(firstSeen, decision.inputs.find(({ name }) => name === 'scope')?.value),
    ]),
  );
}

/** A second `findings` would hide what the first one says. */
function unambiguous(text: string, path: string): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new TheriacError('THERIAC_BASELINE', 'not a JSON file', { path }, { cause });
  }
  const [fault] = jsonFaults(text, parsed);
  if (fault !== undefined)
    throw new TheriacError('THERIAC_BASELINE', `ambiguous JSON: ${fault.what}`, { path, line: fault.line });
  return parsed;
}

function seen(firstSeen: string, said: unknown): SeenBefore {
  const scope: Scope | undefined = SCOPES.find((one) => one === said);
  return scope === undefined ? { firstSeen } : { firstSeen, scope };
}

function fromResult(path: string): Baseline {
  const text = textOf(readNamed(path), path);
  const parsed = unambiguous(text, path);
  const schemaVersion = field(parsed, 'schemaVersion');
  const findings = field(parsed, 'findings');
  if (typeof schemaVersion !== 'string' || !/^[12]\./.test(schemaVersion) || !Array.isArray(findings)) {
    throw new TheriacError(
      'THERIAC_BASELINE',
      'not a result of `theriac scan --format json` of this version',
      { path },
    );
  }
  if (field(parsed, 'shown') !== undefined)
    throw new TheriacError(
      'THERIAC_BASELINE',
      'this result was filtered when it was written: what it leaves out would all be new',
      { path },
    );
  const known = new Map<string, SeenBefore>();
  for (const finding of findings) {
    const fingerprint = field(finding, 'fingerprint');
    const firstSeen = field(finding, 'firstSeen');
    if (
      typeof fingerprint !== 'string' ||
      typeof firstSeen !== 'string' ||
      !/^\d{4}-\d{2}-\d{2}$/.test(firstSeen)
    ) {
      throw new TheriacError('THERIAC_BASELINE', 'a finding has no fingerprint or no first-seen day', {
        path,
      });
    }
    const inputs = field(field(finding, 'decision'), 'inputs');
    const scope = Array.isArray(inputs)
      ? inputs.find((input) => field(input, 'name') === 'scope')
      : undefined;
    known.set(fingerprint, seen(firstSeen, field(scope, 'value')));
  }
  return known;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
