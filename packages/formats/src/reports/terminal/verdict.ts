/** The gate, and what to do next. */
import { displayId } from '../../result-view.ts';
import type { Page } from './page.ts';
import { snippetLines } from './snippets.ts';

export function verdictLines({ result, style, wrapped }: Page): string[] {
  const { gate, warnings } = result;
  const lines = warnings.flatMap((w) => wrapped(`warning: ${w}`).map(style.warn));
  const title = {
    passed: style.good('Gate passed'),
    failed: style.bad('Gate failed'),
    incomplete: style.warn('Gate incomplete'),
  }[gate.state];
  const policy = `(fail on ${gate.policy.failOn}${gate.policy.onlyNew ? ', only new' : ''})`;
  return [
    ...(lines.length > 0 ? ['', ...lines] : []),
    '',
    `${title} ${policy}`,
    ...gate.reasons.flatMap((reason) => wrapped(reason, '  ')),
  ];
}

/** The first fix, or what is missing for a verdict that can be relied on. */
export function nextLines({ result, style, view, width }: Page): string[] {
  const { fixes, coverage, gate, inventory } = result;
  const steps: string[] = [];
  const [first] = fixes;
  const top = view.findings.get(first?.clears[0] ?? '');
  if (first?.snippet !== undefined) steps.push(first.snippet);
  if (top !== undefined) {
    steps.push(`theriac explain ${displayId(top.rule, view.rules.get(top.rule))}`);
    if (first?.purl !== undefined) steps.push(`theriac why ${first.package.replace(/ .*/, '')}`);
  }
  if (inventory.roots.length === 0)
    steps.push('name a folder with a lockfile or manifest, an archive, or an SBOM');
  if (coverage.some((c) => c.reasons.some((r) => r.includes('theriac db update'))))
    steps.push('theriac db update');
  if (gate.state === 'incomplete' && inventory.roots.length > 0)
    steps.push('close the gaps listed above, or accept them in theriac.yaml: theriac docs gate');
  if (steps.length === 0) return ['', style.dim('Next: run this in CI (theriac docs ci).')];
  return ['', 'Next:', ...steps.flatMap((step) => snippetLines(step, width, '  '))];
}
