/** `theriac fix`: change, scan again, keep or take back; until nothing is left that a machine should do. */
import { dirname, relative } from 'node:path';
import { count, type FixStep, isOpen, type ScanResult, TheriacError } from '@theriac/core';
import { stepLines } from '@theriac/formats/reports/terminal';
import { clearanceOf, clearsText } from '@theriac/formats/result-copies';
import { viewOf } from '@theriac/formats/result-view';
import { shellWord, wrap } from '@theriac/formats/terminal-text';
import type { CommandContext } from '../../command/command.ts';
import { folderOf } from '../../inputs/config-file.ts';
import { Progress } from '../../run/progress.ts';
import { scanOnce } from '../../run/scan-once.ts';
import { onTarget, placeOfTarget, type TargetPlace } from '../../run/target-place.ts';
import { applySteps, type Doable } from './apply-steps.ts';
import { type Chosen, choose, type Left } from './choose.ts';
import { compareScans } from './compare-scans.ts';
import type { FixGiven } from './declare.ts';
import { gapsOf } from './gaps.ts';
import { Snapshot } from './snapshot.ts';

/** Each round makes one change; a project has fewer. */
const MAX_ROUNDS = 500;
const LEFT_SHOWN = 12;

interface Session {
  readonly given: FixGiven;
  readonly context: CommandContext;
  readonly root: string;
  readonly place: TargetPlace;
  readonly say: (text: string, indent?: string) => void;
}

/** Something that may need a change could not be read. */
const INCOMPLETE = 3;

/**
 * @returns 0 when every change that was tried holds; 1 when one was taken back; 3 when something could not be read that
 * may need further changes
 */
export async function run(given: FixGiven, context: CommandContext): Promise<number> {
  const { dryRun, target } = given;
  const { env, stdout, width } = context;
  const session: Session = {
    given,
    context,
    root: folderOf(target),
    place: placeOfTarget(target),
    say: (text, indent = '') => {
      for (const line of wrap(text, width, indent)) stdout.write(`${line}\n`);
    },
  };
  const before = await scanned(session);
  if (dryRun) {
    preview(session, before);
    return gapLines(session, before) ? INCOMPLETE : 0;
  }
  if (env.THERIAC_OFFLINE === '1')
    throw new TheriacError(
      'THERIAC_USAGE',
      'package managers use the network, which THERIAC_OFFLINE forbids; --dry-run shows what they would be asked',
    );
  return changeAll(session, before);
}

function scanned({ given, context }: Session): Promise<ScanResult> {
  return scanOnce({ ...given, offline: true }, false, context);
}

const keyOf = ({ fix }: Pick<Chosen, 'fix'>): string => `${fix.id}\n${fix.to}`;

async function changeAll(session: Session, first: ScanResult): Promise<number> {
  const { given, place, root, say } = session;
  const tried = new Set<string>();
  let now = first;
  let made = 0;
  let failed = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = choose(now, given, root).chosen.find((one) => !tried.has(keyOf(one)));
    if (next === undefined) break;
    tried.add(keyOf(next));
    say(`${made + failed + 1}. ${next.fix.action}`);
    stepsOf(session, next.steps);
    const outcome = await change(session, next, now);
    if (outcome.result === undefined) {
      failed += 1;
      say(`taken back: ${outcome.why}`, '   ');
    } else {
      made += 1;
      now = outcome.result;
      say(outcome.why, '   ');
    }
  }
  const open = (result: ScanResult): number => result.findings.filter(isOpen).length;
  if (made + failed > 0) say('');
  say(
    `${count(made, 'change')} made${failed === 0 ? '' : `, ${failed} taken back`}; open findings: ${open(first)} before, ${open(now)} now.`,
  );
  const { left } = choose(now, given, root);
  leftLines(session, left);
  if (made > 0)
    say(`Next: install what changed, run your tests, then \`${onTarget('theriac scan', place)}\`.`);
  else if (failed === 0 && left.length === 0 && gapsOf(now).length === 0) say('There is nothing to change.');
  const incomplete = gapLines(session, now);
  return failed > 0 ? 1 : incomplete ? INCOMPLETE : 0;
}

/** @returns whether a gap is one that the policy does not accept */
function gapLines({ say }: Session, result: ScanResult): boolean {
  const gaps = gapsOf(result);
  if (gaps.length === 0) return false;
  say('');
  say('Not known: what could not be read may need changes that are not listed here.');
  for (const { text } of gaps) say(text, '  ');
  return gaps.some(({ counts }) => counts);
}

interface Outcome {
  /** Undefined: the change was taken back. */
  readonly result?: ScanResult;
  readonly why: string;
}

async function change(session: Session, { fix, steps }: Chosen, before: ScanResult): Promise<Outcome> {
  const { context, given, root } = session;
  const snapshot = new Snapshot(
    root,
    folderIn(steps, root),
    steps.flatMap((s) => (s.kind === 'edit' ? [s.path] : [])),
  );
  const progress = new Progress(given.quiet, context);
  progress.show(`Changing ${fix.package}`);
  try {
    const problem = await applySteps(steps, context.env);
    if (problem !== undefined) {
      snapshot.restore();
      return { why: problem };
    }
    const after = await scanned(session);
    const verdict = compareScans(before, after, fix);
    if (!verdict.keep) {
      snapshot.restore();
      return { why: verdict.why };
    }
    const files = snapshot.changed().map((path) => relative(root, path));
    return {
      result: after,
      why: `${verdict.why}; changed: ${files.join(', ')}`,
    };
  } catch (error) {
    snapshot.restore();
    throw error;
  } finally {
    progress.done();
  }
}

/** Where the first command runs, or where the first file is that is edited. */
function folderIn([first]: readonly Doable[], root: string): string {
  if (first === undefined) return root;
  return first.kind === 'run' ? first.folder : dirname(first.path);
}

function preview(session: Session, result: ScanResult): void {
  const { given, root, say } = session;
  const { chosen, left } = choose(result, given, root);
  const view = viewOf(result);
  const numbers = new Map(chosen.map(({ fix }, i) => [fix, i + 1]));
  for (const { fix, steps } of chosen) {
    say(`${numbers.get(fix)}. ${fix.action}`);
    say(
      clearsText(clearanceOf(fix, view), (other) => numbers.get(other)),
      '   ',
    );
    stepsOf(session, steps);
  }
  if (chosen.length > 0) say('');
  say(`${count(chosen.length, 'change')} would be tried in this order; nothing was changed.`);
  leftLines(session, left);
}

function leftLines({ place, say }: Session, left: readonly Left[]): void {
  if (left.length === 0) return;
  say('');
  say(`For you: ${count(left.length, 'change')}`);
  for (const { fix, why } of left.slice(0, LEFT_SHOWN)) say(`${fix.action}: ${why}`, '  ');
  if (left.length > LEFT_SHOWN)
    say(
      `… and ${left.length - LEFT_SHOWN} more; \`${onTarget('theriac scan --all', place)}\` shows them.`,
      '  ',
    );
}

/** As they are run or written. */
function stepsOf({ context: { stdout, width }, place, root }: Session, steps: readonly Doable[]): void {
  for (const step of steps) {
    const shown: FixStep =
      step.kind === 'edit'
        ? { kind: 'edit', file: relative(root, step.path), text: step.text }
        : {
            kind: 'command',
            command: [step.program, ...step.args].map(shellWord).join(' '),
            folder: relative(root, step.folder),
          };
    for (const line of stepLines(shown, width, '   ', place.at)) stdout.write(`${line}\n`);
  }
}
