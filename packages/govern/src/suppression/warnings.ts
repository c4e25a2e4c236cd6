/** What a run says of suppressions that do not work, that another one makes superfluous, or that match nothing. */
import { nearest } from '@theriac/core';
import type { Suppression, SuppressionVerdict } from './suppression.ts';

/** What the judgement of all findings of a run has used of its suppressions. */
export class SuppressionUse {
  /** Suppressions that decided about a finding, or of which it was reported why they did not. */
  readonly #reported = new Set<Suppression>();
  /** Suppressions that would have applied, with the finding and with what covered it before. */
  readonly #covered = new Map<Suppression, { readonly shown: string; readonly by: string }>();

  /**
   * Takes note of the verdicts about one finding.
   * @param verdicts the decisive one first
   * @param shown the id under which reports show the rule
   * @param vex the VEX document that clears the finding, whatever the suppressions say
   * @returns for the finding and for the run, why suppressions of it do not apply
   */
  record(
    verdicts: readonly SuppressionVerdict[],
    shown: string,
    vex?: string,
  ): { readonly notes: readonly string[]; readonly warnings: readonly string[] } {
    const [first] = verdicts;
    const decisive = vex === undefined && first?.state === 'applies' ? first : undefined;
    const cover = vex === undefined ? decisive && placed(decisive.by) : `the VEX statement in ${vex}`;
    const notes: string[] = [];
    const warnings: string[] = [];
    for (const verdict of verdicts) {
      const { by } = verdict;
      if (verdict === decisive) this.#reported.add(by);
      else if (verdict.state === 'applies') {
        if (cover !== undefined && !this.#covered.has(by)) this.#covered.set(by, { shown, by: cover });
      } else {
        this.#reported.add(by);
        const why = whyNot(verdict);
        notes.push(`${suppressionName(by)} ${why}`);
        const again = verdict.state === 'expired' ? ' again' : '';
        const effect =
          cover === undefined ? `${idsOf(by, shown)} counts${again}` : `${cover} covers ${idsOf(by, shown)}`;
        warnings.push(`${by.source}: ${suppressionName(by)} ${why}; ${effect}`);
      }
    }
    return { notes: cover === undefined ? notes : [], warnings };
  }

  /**
   * What is out of date, or has a typing error that hides what it was meant for.
   * @param rules ids of all rules of Theriac
   */
  unused(suppressions: readonly Suppression[], rules: readonly string[]): string[] {
    return suppressions.flatMap((by) => {
      if (this.#reported.has(by)) return [];
      const covered = this.#covered.get(by);
      const what =
        covered === undefined
          ? (unknownRule(by.rule, rules) ??
            `matches no finding${by.rule === undefined ? '' : ` of ${by.rule}`}`)
          : `has no effect: ${covered.by} covers ${idsOf(by, covered.shown)} first`;
      return [`${by.source}: ${suppressionName(by)} ${what}`];
    });
  }
}

/** `exception EX-1`, `` `ignore` entry for `demo` ``, `theriac-ignore comment`. */
function suppressionName({ kind, id, path = '' }: Suppression): string {
  return {
    exception: `exception ${id}`,
    'ignored path': `\`ignore\` entry for \`${path}\``,
    comment: 'theriac-ignore comment',
    option: id,
  }[kind];
}

function placed(by: Suppression): string {
  return `the ${suppressionName(by)} at ${by.source}`;
}

function whyNot(verdict: Exclude<SuppressionVerdict, { readonly state: 'applies' }>): string {
  if (verdict.state === 'refused') return `is not applied: ${verdict.reason}`;
  const also = verdict.reason === undefined ? '' : `, and could not be applied before: ${verdict.reason}`;
  return `expired on ${verdict.by.expires}${also}`;
}

/** The id of the reports, with the one that was written where it is another: an alias of the same advisory. */
function idsOf({ rule }: Suppression, shown: string): string {
  return rule === undefined || rule.toUpperCase() === shown.toUpperCase() ? shown : `${shown} (${rule})`;
}

const PREFIX = 'THERIAC-';
/** End-of-life rules have one id per product and release line; their list is the advisory index. */
const PER_PRODUCT = /^THERIAC-EOL-.[^-]*-./i;
/** What is wrong with the id of a rule; undefined for rules of the catalogue and for ids of advisories. */
export function unknownRule(rule: string | undefined, rules: readonly string[]): string | undefined {
  if (rule === undefined || PER_PRODUCT.test(rule)) return undefined;
  const id = rule.toUpperCase();
  if (rules.includes(id)) return undefined;
  const near = rules.includes(`${PREFIX}${id}`) ? `${PREFIX}${id}` : nearest(id, rules);
  // Ids of advisories are not in the catalogue and resemble none of it.
  if (!id.startsWith(PREFIX) && near === undefined) return undefined;
  const hint = near === undefined ? '`theriac docs rules` lists them' : `did you mean \`${near}\`?`;
  return `names the rule \`${rule}\`, which does not exist; ${hint}`;
}
