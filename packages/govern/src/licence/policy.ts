/**
 * Whether a licence may be used: rules of `theriac.yaml` first, then its lists, then the default table for healthcare
 * software. Unknown is never allowed.
 */
import type { Distribution, Scope } from '@theriac/core';
import {
  bestLicence,
  formatLicence,
  type LicenceNode,
  type LicenceTerm,
  normaliseLicence,
} from '@theriac/core/licence';
import { LICENCE_CATEGORIES, type LicenceCategory } from './categories.ts';
import { incompatibility } from './compatibility.ts';
import { type Clash, contractClashes } from './contracts.ts';
import {
  type Contract,
  LICENCE_DECISIONS,
  type LicenceDecision,
  type LicencePolicy,
} from './licence-config.ts';
import { isDistributed, type Linking, obligationsOf, termCategory } from './obligations.ts';

/**
 * The default: category × how the system reaches people. Copyleft that would open the source of clinical software, and
 * licences that forbid commercial use, are denied where they apply; what a lawyer has to read is for review.
 */
const DEFAULT_TABLE: Readonly<
  Record<
    LicenceCategory,
    { readonly distributed: LicenceDecision; readonly saas: LicenceDecision; readonly tools: LicenceDecision }
  >
> = {
  'public-domain': { distributed: 'allow', saas: 'allow', tools: 'allow' },
  permissive: { distributed: 'allow', saas: 'allow', tools: 'allow' },
  'weak-copyleft': { distributed: 'allow', saas: 'allow', tools: 'allow' },
  'strong-copyleft': { distributed: 'deny', saas: 'review', tools: 'allow' },
  'network-copyleft': { distributed: 'deny', saas: 'deny', tools: 'review' },
  content: { distributed: 'allow', saas: 'allow', tools: 'allow' },
  'source-available': { distributed: 'review', saas: 'review', tools: 'review' },
  'field-of-use': { distributed: 'review', saas: 'review', tools: 'review' },
  'non-commercial': { distributed: 'deny', saas: 'deny', tools: 'review' },
  proprietary: { distributed: 'review', saas: 'review', tools: 'review' },
  unknown: { distributed: 'review', saas: 'review', tools: 'review' },
};

const TOOL_SCOPES: ReadonlySet<Scope> = new Set(['development', 'test', 'build']);

export interface LicenceUse {
  readonly distribution: readonly Distribution[];
  readonly scope: Scope;
  readonly linking: Linking;
  /** The licences that the product itself can be taken under; left out when nobody says. */
  readonly project?: readonly LicenceTerm[];
  /** Contracts under which the system is run. */
  readonly contracts?: readonly Contract[];
}

export interface TermVerdict {
  readonly term: LicenceTerm;
  readonly category: LicenceCategory;
  readonly decision: LicenceDecision;
  /** One line: which rule, list or default decided. */
  readonly because: string;
  /** Why it cannot be kept in the product under any licence of the product; null: it can, or nobody says. */
  readonly incompatible: string | null;
  readonly clashes: readonly Clash[];
}

export interface LicenceVerdict {
  /** Of the branch that is best under the policy. */
  readonly decision: LicenceDecision;
  /** The licences of that branch, worst first. */
  readonly terms: readonly TermVerdict[];
  /** The branch as an expression, when the component offers a choice. */
  readonly chosen: string | null;
}

/**
 * Judges an expression: of a choice the branch that fares best is taken, and named. What the policy says of a licence,
 * contracts and the licence of the product count alike: whoever has a choice takes what fits all of them.
 */
export function judgeLicence(node: LicenceNode, use: LicenceUse, policy: LicencePolicy): LicenceVerdict {
  const verdicts = new Map<string, TermVerdict>();
  const judge = (term: LicenceTerm): TermVerdict => {
    const key = formatLicence(term);
    const verdict = verdicts.get(key) ?? judgeTerm(term, use, policy);
    verdicts.set(key, verdict);
    return verdict;
  };
  const best = bestLicence(node, (term) => rankOf(judge(term)));
  const terms = best.terms.map(judge).sort((a, b) => rankOf(b) - rankOf(a));
  const chosen = [...new Set(best.terms.map(formatLicence))].sort().join(' AND ');
  return {
    decision: terms[0]?.decision ?? 'review',
    terms,
    chosen: chosen === formatLicence(normaliseLicence(node)) ? null : chosen,
  };
}

/** What cannot be shipped is worse than what has to be read; then categories that reach further. */
function rankOf({ decision, category, incompatible, clashes }: TermVerdict): number {
  const hindrances =
    (decision === 'deny' ? 1 : 0) + (incompatible === null ? 0 : 1) + (clashes.length === 0 ? 0 : 1);
  return (
    hindrances * 10_000 + LICENCE_DECISIONS.indexOf(decision) * 100 + LICENCE_CATEGORIES.indexOf(category)
  );
}

const SHIPPED: ReadonlySet<Scope> = new Set(['production', 'optional']);

function judgeTerm(term: LicenceTerm, use: LicenceUse, policy: LicencePolicy): TermVerdict {
  const category = termCategory(term);
  const isShipped = SHIPPED.has(use.scope);
  const obligations = isShipped ? obligationsOf(term, { ...use, modified: false }) : [];
  const verdict = (decision: LicenceDecision, because: string): TermVerdict => ({
    term,
    category,
    decision,
    because,
    incompatible: isShipped ? clashWithProject(term, use) : null,
    clashes: contractClashes(use.contracts ?? [], obligations),
  });
  for (const rule of policy.rules) {
    if (!rule.licences.some((pattern) => fits(pattern, term, category))) continue;
    if (rule.scope !== undefined && !rule.scope.includes(use.scope)) continue;
    if (rule.distribution !== undefined && !rule.distribution.some((d) => use.distribution.includes(d)))
      continue;
    return verdict(rule.decision, `${rule.source}: ${rule.reason}`);
  }
  for (const decision of ['deny', 'review', 'allow'] as const) {
    const pattern = policy[decision].find((p) => fits(p, term, category));
    if (pattern !== undefined)
      return verdict(decision, `theriac.yaml: ${pattern} is in licences.${decision}`);
  }
  const row = DEFAULT_TABLE[category];
  const column = TOOL_SCOPES.has(use.scope)
    ? 'tools'
    : isDistributed(use.distribution)
      ? 'distributed'
      : 'saas';
  // A program of its own beside the product: the copyleft of a GNU licence ends at its edge.
  const decision =
    column === 'distributed' && category === 'strong-copyleft' && use.linking === 'separate'
      ? 'allow'
      : row[column];
  const own = decision === 'allow' ? undefined : sharedBy(term, category, use.project ?? []);
  if (own !== undefined) return verdict('allow', `the product itself is under ${formatLicence(own)}`);
  return verdict(decision, `default for ${category} licences${whereOf(column, use.distribution)}`);
}

/** Linked into what is given to others, and under no licence of the product. */
function clashWithProject(
  term: LicenceTerm,
  { project = [], distribution, linking }: LicenceUse,
): string | null {
  if (!isDistributed(distribution) || linking === 'separate') return null;
  const reasons = project.map((own) => incompatibility(own, term));
  return reasons.includes(null) ? null : (reasons[0] ?? null);
}

const GNU = /^A?GPL-/;
const COPYLEFT: ReadonlySet<LicenceCategory> = new Set(['strong-copyleft', 'network-copyleft']);

/**
 * The copyleft of a product that already gives what the component's copyleft asks for: the default protects closed
 * source, of which such a product has none. Every licence that it is offered under has to do so. Only of the same
 * licence, and within the GNU family, is it known that the one gives what the other asks.
 */
function sharedBy(
  term: LicenceTerm,
  category: LicenceCategory,
  project: readonly LicenceTerm[],
): LicenceTerm | undefined {
  if (!COPYLEFT.has(category)) return undefined;
  const shares = (own: LicenceTerm): boolean =>
    (own.id === term.id || (GNU.test(own.id) && GNU.test(term.id))) &&
    LICENCE_CATEGORIES.indexOf(termCategory(own)) >= LICENCE_CATEGORIES.indexOf(category) &&
    incompatibility(own, term) === null;
  return project.length > 0 && project.every(shares) ? project[0] : undefined;
}

function whereOf(column: 'distributed' | 'saas' | 'tools', distribution: readonly Distribution[]): string {
  if (column === 'tools') return ' in tools';
  if (column === 'saas') return ' in a service';
  return distribution.length === 0
    ? ' in a product that may be given to others (nothing is declared)'
    : ` in a product that is given to others (${distribution.join(', ')})`;
}

function fits(pattern: string, term: LicenceTerm, category: LicenceCategory): boolean {
  if (pattern === category) return true;
  const text = formatLicence(term);
  return pattern.endsWith('*')
    ? text.startsWith(pattern.slice(0, -1))
    : pattern === text || pattern === term.id;
}
