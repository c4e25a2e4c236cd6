/** The report for people at a terminal: grouped by fix, worst first, ending with what to do next. */
import {
  type Component,
  type Coverage,
  type Finding,
  type Fix,
  OUTCOMES,
  type Outcome,
  type Rule,
  type ScanResult,
} from '@theriac/core';
import { runsOf } from './runs.ts';
import { clip, count, printable, type Style, styleOf, wrap } from './text.ts';

export interface TerminalOptions {
  readonly color: boolean;
  /** Columns; at least 40. */
  readonly width: number;
  /** Every finding of every fix, and silenced ones. */
  readonly all: boolean;
}

/** Snippets that are run rather than written into a file. */
const CONTINUED = ' \\';
const COMMAND = /^(npm|yarn|pnpm|bun|deno|poetry|uv|pdm|pipenv|go|cargo|bundle|composer|dotnet) /;
const FINDINGS_PER_FIX = 3;
const FIXES_SHOWN = 12;
const UNKNOWN_FILES_SHOWN = 5;

export function renderTerminal(result: ScanResult, options: TerminalOptions): string {
  const view = new View(result, { ...options, width: Math.max(40, options.width) });
  return `${view.lines().join('\n')}\n`;
}

class View {
  readonly #result: ScanResult;
  readonly #options: TerminalOptions;
  readonly #style: Style;
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #findings: ReadonlyMap<string, Finding>;
  readonly #components: ReadonlyMap<string, Component>;

  constructor(result: ScanResult, options: TerminalOptions) {
    this.#result = result;
    this.#options = options;
    this.#style = styleOf(options.color);
    this.#rules = new Map(result.rules.map((r) => [r.id, r]));
    this.#findings = new Map(result.findings.map((f) => [f.fingerprint, f]));
    const wanted = new Set(result.findings.flatMap((f) => f.subject.component ?? []));
    this.#components = new Map(
      result.inventory.components.filter((c) => wanted.has(c.id)).map((c) => [c.id, c]),
    );
  }

  lines(): string[] {
    return [
      ...this.#head(),
      ...this.#fixes(),
      ...this.#silenced(),
      ...this.#unknowns(),
      ...this.#coverage(),
      ...this.#verdict(),
    ];
  }

  #head(): string[] {
    const { target, inventory, findings, fixes, asOf, systems } = this.#result;
    const open = findings.filter(isOpen).length;
    const shipped = inventory.components.filter((c) => c.firstParty !== true).length;
    const lines = [
      `${this.#style.bold(`theriac · ${printable(target.name)}`)} · ${asOf}`,
      '',
      ...wrap(
        `${count(shipped, 'component')} from ${count(inventory.roots.length, 'root')}; ${
          open === 0
            ? 'no open findings'
            : `${count(open, 'open finding')}, cleared by ${count(fixes.filter((f) => f.to !== null || f.kind === 'remove' || f.kind === 'change').length, 'change')}`
        }.`,
        this.#options.width,
      ),
    ];
    const assumed = systems.filter((s) => Object.values(s.facts).some((f) => f.origin === 'default'));
    if (open > 0 && assumed.length > 0) {
      lines.push(
        ...wrap(
          'Ranking assumes the worse where theriac.yaml says nothing; `theriac init` writes one.',
          this.#options.width,
        ).map(this.#style.dim),
      );
    }
    return lines;
  }

  #fixes(): string[] {
    const groups = this.#sameFixes();
    const shown = this.#options.all ? groups : groups.slice(0, FIXES_SHOWN);
    const lines: string[] = [];
    let section: Outcome | undefined;
    for (const [i, [fix, others]] of shown.entries()) {
      const outcome = this.#outcomeOf(fix);
      if (outcome !== section) {
        section = outcome;
        lines.push('', this.#style.outcome(outcome, HEADINGS[outcome]));
      }
      lines.push(...this.#fix(fix, i + 1, others));
    }
    if (shown.length < groups.length) {
      const rest = `… and ${count(groups.length - shown.length, 'more change')}; show all with --all.`;
      lines.push('', ...wrap(rest, this.#options.width));
    }
    return lines;
  }

  /** One change that many roots of a monorepo need is shown once, with the roots behind the first. */
  #sameFixes(): [first: Fix, others: Fix[]][] {
    const groups = new Map<string, [Fix, Fix[]]>();
    for (const fix of this.#result.fixes) {
      const key = [
        this.#outcomeOf(fix),
        fix.kind,
        fix.purl,
        fix.to,
        fix.kind === 'change' ? fix.action : '',
      ].join('\n');
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [fix, []]);
      else group[1].push(fix);
    }
    return [...groups.values()];
  }

  #fix(fix: Fix, number: number, others: readonly Fix[]): string[] {
    const { width, all } = this.#options;
    const findings = fix.clears.flatMap((id) => this.#findings.get(id) ?? []);
    const due = findings.map((f) => f.decision.dueDate).find((d) => d !== null) ?? 'next upgrade';
    const [head = '', ...rest] = wrap(fix.action, width - 4);
    const lines = [
      `${String(number).padStart(2)}. ${this.#style.bold(head)}`,
      ...rest.map((l) => `    ${l}`),
    ];
    const component = this.#components.get(findings[0]?.subject.component ?? '');
    const at = component?.location ?? findings[0]?.locations[0];
    const place = at === undefined ? '' : `${at.path}${at.line === undefined ? '' : `:${at.line}`}`;
    const facts = [
      `due ${due}`,
      place,
      component?.scope ?? '',
      fix.distance === 'unknown' || fix.kind === 'change' ? '' : `${fix.distance} change`,
    ].filter((t) => t !== '');
    lines.push(...wrap(facts.join(' · '), width, '    ').map(this.#style.dim));
    lines.push(...this.#alsoIn(others));
    if (fix.snippet !== undefined)
      lines.push(
        ...snippetLines(COMMAND.test(fix.snippet) ? `$ ${fix.snippet}` : fix.snippet, width, '    '),
      );
    if (fix.smaller !== undefined) {
      const { to, distance, clears } = fix.smaller;
      lines.push(
        ...wrap(`or first ${to} (${distance} change): clears ${clears} of ${findings.length}`, width, '    '),
      );
    }
    const shown = all ? findings : findings.slice(0, FINDINGS_PER_FIX);
    for (const alike of runsOf(shown, (f) => f.decision.why)) lines.push(...this.#alike(alike));
    if (shown.length < findings.length) lines.push(`      … and ${findings.length - shown.length} more`);
    for (const caveat of fix.caveats)
      lines.push(...wrap(`note: ${caveat}`, width, '    ').map(this.#style.dim));
    return lines;
  }

  #alsoIn(others: readonly Fix[]): string[] {
    if (others.length === 0) return [];
    const paths = [
      ...new Set(
        others.flatMap((o) => this.#result.inventory.roots.find((r) => r.id === o.root)?.path ?? []),
      ),
    ];
    const shown = this.#options.all ? paths : paths.slice(0, 2);
    const more = paths.length > shown.length ? ` and ${paths.length - shown.length} more` : '';
    return wrap(`also in ${shown.join(', ')}${more}`, this.#options.width, '    ').map(this.#style.dim);
  }

  /** Findings that are ranked for the same reasons, with the reasons once below them. */
  #alike(findings: readonly Finding[]): string[] {
    const why = `${findings.length > 1 ? 'each: ' : ''}${findings[0]?.decision.why ?? ''}`;
    return [
      ...findings.flatMap((f) => this.#finding(f)),
      ...wrap(why, this.#options.width, '      ').map(this.#style.dim),
    ];
  }

  #finding(finding: Finding): string[] {
    const { width } = this.#options;
    const rule = this.#rules.get(finding.rule);
    const name = displayId(finding.rule, rule);
    const known = finding.status.state === 'known' ? ' (in baseline)' : '';
    const lead = `    • ${name} ${finding.severity}${known}`;
    const lines = [clip(`${lead}: ${rule?.title ?? ''}`, width)];
    for (const note of finding.notes) lines.push(...wrap(note, width, '      ').map(this.#style.warn));
    return lines;
  }

  #silenced(): string[] {
    const silenced = this.#result.findings.filter(
      (f) => f.status.state === 'excepted' || f.status.state === 'vex',
    );
    if (silenced.length === 0) return [];
    const lines = ['', this.#style.bold(`Not counted: ${silenced.length}`)];
    for (const finding of silenced) {
      const { status } = finding;
      const by =
        status.state === 'excepted'
          ? `exception ${status.exception} until ${status.expires}`
          : status.state === 'vex'
            ? `VEX ${status.status} (${status.source})`
            : '';
      lines.push(
        ...wrap(
          `${displayId(finding.rule, this.#rules.get(finding.rule))} in ${finding.subject.purl ?? finding.subject.label}: ${by}`,
          this.#options.width,
          '  ',
        ),
      );
    }
    return lines;
  }

  #unknowns(): string[] {
    const { unknowns } = this.#result.inventory;
    if (unknowns.length === 0) return [];
    const lines = ['', this.#style.bold(`Known unknowns: ${unknowns.length}`)];
    const ordered = [...unknowns].sort((a, b) => Number(b.losesComponents) - Number(a.losesComponents));
    const files = [...new Set(ordered.map((u) => u.location.path))];
    for (const path of this.#options.all ? files : files.slice(0, UNKNOWN_FILES_SHOWN)) {
      const here = ordered.filter((u) => u.location.path === path);
      const shown = this.#options.all ? here : here.slice(0, 1);
      for (const unknown of shown) {
        const line = unknown.location.line === undefined ? '' : `:${unknown.location.line}`;
        const more =
          shown.length < here.length ? ` (and ${here.length - shown.length} more in this file)` : '';
        lines.push(...wrap(`${path}${line}: ${unknown.message}${more}`, this.#options.width, '  '));
      }
    }
    if (!this.#options.all && files.length > UNKNOWN_FILES_SHOWN) {
      lines.push(`  … and ${count(files.length - UNKNOWN_FILES_SHOWN, 'more file')} (--all)`);
    }
    return lines;
  }

  #coverage(): string[] {
    const lines = ['', this.#style.bold('Coverage')];
    for (const area of this.#result.coverage) {
      const mark =
        area.state === 'complete'
          ? this.#style.good(area.state)
          : area.state === 'skipped'
            ? this.#style.dim(area.state)
            : this.#style.warn(area.state);
      lines.push(`  ${area.area.padEnd(16)}${mark}`);
      lines.push(...this.#reasons(area));
    }
    return lines;
  }

  #reasons(area: Coverage): string[] {
    if (area.state === 'complete' || area.state === 'skipped') return [];
    const shown = this.#options.all ? area.reasons : area.reasons.slice(0, 2);
    const more = area.reasons.length - shown.length;
    return [...shown, ...(more > 0 ? [`… and ${more} more`] : [])].flatMap((reason) =>
      wrap(reason, this.#options.width, '    ').map(this.#style.dim),
    );
  }

  #verdict(): string[] {
    const { gate, warnings } = this.#result;
    const { width } = this.#options;
    const lines = warnings.flatMap((w) => wrap(`warning: ${w}`, width).map(this.#style.warn));
    if (lines.length > 0) lines.unshift('');
    const title = {
      passed: this.#style.good('Gate passed'),
      failed: this.#style.bad('Gate FAILED'),
      incomplete: this.#style.warn('Gate not green: incomplete'),
    }[gate.state];
    lines.push('', `${title} (fail on ${gate.policy.failOn}${gate.policy.onlyNew ? ', only new' : ''})`);
    for (const reason of gate.reasons) lines.push(...wrap(reason, width, '  '));
    lines.push('', ...this.#next());
    return lines;
  }

  /** What to do now: the first fix, or what is missing for a verdict that means something. */
  #next(): string[] {
    const { fixes, coverage, gate } = this.#result;
    const steps: string[] = [];
    const first = fixes[0];
    const top = first === undefined ? undefined : this.#findings.get(first.clears[0] ?? '');
    if (first?.snippet !== undefined) steps.push(first.snippet);
    if (top !== undefined) {
      steps.push(`theriac explain ${displayId(top.rule, this.#rules.get(top.rule))}`);
      if (first?.purl !== undefined) steps.push(`theriac why ${first.package.replace(/ .*/, '')}`);
    }
    if (coverage.some((c) => c.reasons.some((r) => r.includes('theriac db update'))))
      steps.push('theriac db update');
    if (this.#result.inventory.roots.length === 0)
      steps.push('name a folder with a lockfile or manifest, an archive, or an SBOM');
    else if (gate.state === 'incomplete')
      steps.push('close the gaps above, or accept them knowingly: docs/gate.md');
    if (steps.length === 0) return [this.#style.dim('Next: keep it so; run this in CI (docs/ci.md).')];
    return ['Next:', ...steps.flatMap((s) => snippetLines(s, this.#options.width, '  '))];
  }

  #outcomeOf(fix: Fix): Outcome {
    const outcomes = fix.clears.flatMap((id) => this.#findings.get(id)?.decision.outcome ?? []);
    return OUTCOMES.find((o) => outcomes.includes(o)) ?? 'defer';
  }
}

const HEADINGS: Readonly<Record<Outcome, string>> = {
  immediate: 'IMMEDIATE: stop and fix',
  'out-of-cycle': 'OUT OF CYCLE: before the next release',
  scheduled: 'SCHEDULED: with regular maintenance',
  defer: 'DEFER: with the next upgrade',
};

/** Commands that take several lines stay one command when they are copied. */
function snippetLines(text: string, width: number, indent: string): string[] {
  const whole = wrap(text, width, indent);
  if (whole.length === 1 || !COMMAND.test(text.replace(/^\$ /, ''))) return whole;
  const lines = wrap(text, width - CONTINUED.length, indent);
  return lines.map((line, i) => (i < lines.length - 1 ? `${line}${CONTINUED}` : line));
}

function isOpen(finding: Finding): boolean {
  return finding.status.state === 'open' || finding.status.state === 'known';
}

/** People know CVE ids; the rule's own id otherwise. */
function displayId(id: string, rule: Rule | undefined): string {
  return id.startsWith('CVE-') ? id : (rule?.aliases.find((a) => a.startsWith('CVE-')) ?? id);
}
