/** `theriac ignore`: writes an exception once a scan has shown that it holds. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { count, type ScanResult, TheriacError } from '@theriac/core';
import { displayId, subjectName, viewOf } from '@theriac/formats/result-view';
import { printable, wrap } from '@theriac/formats/terminal-text';
import { parseConfig } from '@theriac/govern/config-schema';
import type { CommandContext } from '../../command/command.ts';
import { CONFIG_NAMES, folderOf } from '../../inputs/config-file.ts';
import { git } from '../../inputs/git-program.ts';
import { writableIn } from '../../inputs/inside-target.ts';
import { readGivenBytes, textOf } from '../../inputs/read-given.ts';
import { asOfDay } from '../../inputs/time.ts';
import { writeReport } from '../../run/report-file.ts';
import { scanOnce } from '../../run/scan-once.ts';
import type { IgnoreGiven } from './declare.ts';
import { type ExceptionEntry, entryText, nextId, withException } from './exception-entry.ts';

const SHOWN = 10;
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

export async function run(given: IgnoreGiven, context: CommandContext): Promise<number> {
  const { target, dryRun } = given;
  const { env, stdout, width } = context;
  const path = configPath(given);
  const bytes = existsSync(path) ? readGivenBytes(path) : undefined;
  const before = bytes === undefined ? undefined : textOf(bytes, path);
  const used = before === undefined ? [] : parseConfig(before, path).exceptions.map((e) => e.id);
  const entry = entryOf(given, used, asOfDay(given.asOf, env, new Date()));
  checkEntry(entry);
  const text = withException(before, entry, path);
  // The file as it is was valid, and so was the entry: what is left is a fault of ours, and no line of it is the user's.
  const { exceptions } = parseConfig(text, path);
  const result = await scanOnce(
    {
      ...given,
      config: before === undefined ? undefined : path,
      offline: true,
      adjust: (config) => ({ ...config, exceptions }),
    },
    false,
    context,
  );
  const covered = coveredBy(result, entry, target);
  if (dryRun) {
    stdout.write(entryText(entry));
    return 0;
  }
  const mark = bytes?.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) === true ? '\ufeff' : '';
  writeReport(path, mark + text, 'own');
  const lines = [
    ...wrap(
      `${entry.id} in ${printable(path)}: ${printable(entry.rule)} does not count until ${entry.expires}.`,
      width,
    ),
    ...covered.slice(0, SHOWN).flatMap((name) => wrap(name, width, '  ')),
    ...(covered.length > SHOWN ? [`  … and ${count(covered.length - SHOWN, 'more finding')}`] : []),
    ...missing(entry).flatMap((line) => wrap(line, width)),
  ];
  stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

/** What a reviewer will ask for. */
function missing({ approvedBy, compensatingControls }: ExceptionEntry): string[] {
  return [
    ...(approvedBy === undefined
      ? ['Nobody has approved it yet: add approvedBy, which is not the owner.']
      : []),
    ...(compensatingControls === undefined
      ? ['No compensating control is named: add compensatingControls.']
      : []),
  ];
}

/** Which option gives a key of the entry. */
const OPTION_OF: Readonly<Record<string, string>> = {
  rule: '<id>',
  package: '--package',
  path: '--path',
  owner: '--owner',
  approvedBy: '--approved-by',
  reason: '--reason',
  compensatingControls: '--control',
  expires: '--expires',
};

/**
 * An entry that the reader would refuse is the fault of an option, never of a line of the file.
 * @throws TheriacError THERIAC_USAGE
 */
function checkEntry(entry: ExceptionEntry): void {
  try {
    parseConfig(withException(undefined, entry, ''), '');
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    const [first = ''] = error.message.split('\n');
    const told = first.replace(
      /`exceptions\.0\.(\w+)(?:\.\d+)?`/,
      (whole, key: string) => OPTION_OF[key] ?? whole,
    );
    throw new TheriacError('THERIAC_USAGE', told, {}, { cause: error });
  }
}

/** The file of the target, `theriac.yaml` where there is none. */
function configPath({ config, target }: IgnoreGiven): string {
  if (config !== undefined) return config;
  const folder = folderOf(target);
  const names = CONFIG_NAMES.map((name) => join(folder, name));
  return writableIn(folder, names.find((name) => existsSync(name)) ?? join(folder, 'theriac.yaml'));
}

function entryOf(given: IgnoreGiven, used: readonly string[], today: string): ExceptionEntry {
  const { approvedBy, control, expires, id, package: name, path, reason, target } = given;
  if (expires < today)
    throw new TheriacError('THERIAC_USAGE', `--expires ${expires}: this day has passed; today is ${today}`);
  if (reason.trim() === '') throw new TheriacError('THERIAC_USAGE', '--reason is empty');
  const owner = given.owner ?? gitUser(folderOf(target));
  if (owner === undefined)
    throw new TheriacError(
      'THERIAC_USAGE',
      'git knows no user.name; name who answers for the risk with --owner',
    );
  return {
    id: nextId(used, today.slice(0, 4)),
    rule: id,
    ...(name === undefined ? {} : { package: name }),
    ...(path === undefined ? {} : { path }),
    owner,
    ...(approvedBy === undefined ? {} : { approvedBy }),
    reason,
    ...(control.length === 0 ? {} : { compensatingControls: control }),
    created: today,
    expires,
  };
}

function gitUser(folder: string): string | undefined {
  const name = git(folder, ['config', '--get', 'user.name']).output?.toString('utf8').trim();
  return name === undefined || name === '' ? undefined : name;
}

/**
 * The findings that it covers, in words.
 * @throws TheriacError THERIAC_EXCEPTION when it covers none: why, where that is known
 */
function coveredBy(result: ScanResult, { id, rule }: ExceptionEntry, target: string): string[] {
  const view = viewOf(result);
  const covered = result.findings.filter((f) => f.status.state === 'excepted' && f.status.exception === id);
  if (covered.length > 0)
    return covered.map((f) => `${displayId(f.rule, view.rules.get(f.rule))} in ${subjectName(f, view)}`);
  const warning = result.warnings.find((w) => w.includes(`exception ${id} `));
  const why = warning?.slice(warning.indexOf(`exception ${id} `) + `exception ${id} `.length);
  throw new TheriacError(
    'THERIAC_EXCEPTION',
    `not written: an exception for ${rule} ${why ?? 'would have no effect'}`,
    {
      path: target,
    },
  );
}
