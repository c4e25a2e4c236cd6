/** The end: warnings, the gate again, and what to do next. */
import { command, type Fix, type FixStep, words } from '@theriac/core';
import { copyOf } from '../../result-copies.ts';
import { clearsNew, displayId, isNew, outcomeOf, type ResultView } from '../../result-view.ts';
import { printable, shellWord } from '../../text/terminal-text.ts';
import { verdictLine } from './head.ts';
import type { Page } from './page.ts';
import { stepLines } from './snippets.ts';

/** What the configuration says and the run could not honour, then the gate again for who scrolls. */
export function endLines(page: Page): string[] {
  const { result, style, wrapped } = page;
  const lines = result.warnings.flatMap((w) => wrapped(`warning: ${w}`).map(style.warn));
  return [...(lines.length > 0 ? ['', ...lines] : []), '', ...verdictLine(page)];
}

/** Versions that moved further break more. */
const DISTANCES: readonly Fix['distance'][] = ['none', 'patch', 'minor', 'unknown', 'major'];

/** Of the most urgent fixes that can be carried out, the one that changes least; the first where none can. */
function smallestStep(fixes: readonly Fix[], view: ResultView): Fix | undefined {
  const [first] = fixes;
  if (first === undefined) return undefined;
  const urgent = fixes.filter((fix) => outcomeOf(fix, view) === outcomeOf(first, view));
  const ready = urgent.filter((fix) => fix.steps.some((step) => step.kind !== 'text'));
  const rank = (fix: Fix): number => DISTANCES.indexOf(fix.distance);
  return ready.reduce<Fix>((least, fix) => (rank(fix) < rank(least) ? fix : least), ready[0] ?? first);
}

/** A name that begins with a dash is no option. */
function theriac(name: 'explain' | 'why', word: string, target: string | undefined): FixStep {
  const words = [word, ...(target === undefined ? [] : [target])];
  const end = words.some((one) => one.startsWith('-')) ? '-- ' : '';
  return command(`theriac ${name} ${end}${words.map(shellWord).join(' ')}`);
}

/** The first fix, or what is missing for a verdict that can be relied on. */
export function nextLines({ result, style, view, width, wrapped, at = '', target }: Page): string[] {
  const { fixes, coverage, gate, inventory } = result;
  const steps: FixStep[] = [];
  // What the baseline has is nobody's next step.
  const { onlyNew } = gate.policy;
  const first = smallestStep(onlyNew ? fixes.filter((fix) => clearsNew(fix, view)) : fixes, view);
  const cleared = (first?.clears ?? []).flatMap((id) => view.findings.get(id) ?? []);
  const top = onlyNew ? cleared.find(isNew) : cleared[0];
  if (top !== undefined) {
    steps.push(theriac('explain', displayId(top.rule, view.rules.get(top.rule)), target));
    const component = first === undefined ? undefined : copyOf(first, view);
    if (component !== undefined) steps.push(theriac('why', component.name, target));
  }
  const unread = inventory.unknowns.find((u) => u.losesComponents);
  if (inventory.roots.length === 0 && unread !== undefined)
    steps.push(words(`repair ${printable(unread.location.path)}, which could not be read`));
  else if (inventory.roots.length === 0)
    steps.push(words('name a folder with a lockfile or manifest, an archive, or an SBOM'));
  else if (inventory.components.length === 0)
    steps.push(words('check the target: its package files list no packages'));
  if (coverage.some((c) => c.remedy === 'update-index')) steps.push(command('theriac db update'));
  if (gate.state === 'incomplete' && coverage.some((c) => c.remedy === 'accept-unmatched'))
    steps.push(
      words('packages that no feed speaks of: accept them with policy.acceptUnmatched in theriac.yaml'),
    );
  if (gate.state === 'incomplete' && inventory.roots.length > 0)
    steps.push(words('close what is not fully known, or accept it in theriac.yaml: `theriac docs gate`'));
  const changes = first?.steps ?? [];
  if (changes.length + steps.length === 0)
    return ['', ...wrapped('Next: run this in CI (`theriac docs ci`).').map(style.dim)];
  return [
    '',
    'Next:',
    ...changes.flatMap((step) => stepLines(step, width, '  ', at)),
    ...steps.flatMap((step) => stepLines(step, width, '  ')),
  ];
}
