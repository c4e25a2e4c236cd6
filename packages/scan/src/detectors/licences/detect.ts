/** Judges the licence of every third-party component. */
import {
  aboutComponent,
  aboutFile,
  type Component,
  type ComponentLicences,
  command,
  count,
  type DetectContext,
  type DetectResult,
  type Observation,
  type ProjectLicence,
  type RawFinding,
  type Rule,
  type RunContext,
  type Scope,
  type StartDetector,
} from '@theriac/core';
import {
  formatLicence,
  type LicenceNode,
  type LicenceTerm,
  licenceTerms,
  parseLicence,
} from '@theriac/core/licence';
import { type Config, type LicenceCuration, systemFor } from '@theriac/govern';
import { judgeLicence, LINKING, type LicenceVerdict, obligationsOf, type Use } from '@theriac/govern/licence';
import { isChange, type LicenceEvidence } from '../../package-contents/licences/evidence.ts';
import { projectTerms } from '../../package-contents/licences/project-terms.ts';
import { isThirdParty, readLicences } from '../../package-contents/licences/read-licences.ts';
import { type Keyed, limited } from '../shared/subjects.ts';
import { curationFor } from './curations.ts';
import { LICENCE_RULES } from './licence-rules.ts';

/** Packages named in one finding. */
const MOST_LABELS = 10;

type Context = DetectContext & RunContext<Config>;

export const start: StartDetector<Config> = (run) => ({
  conclude: (context) => conclude({ ...context, ...run }),
});

async function conclude(context: Context): Promise<DetectResult> {
  const { inventory } = context;
  const wanted = inventory.components.filter(isThirdParty);
  const { evidence, read, unread } = await readLicences(inventory, context, wanted);
  const projects = new Map(
    inventory.roots.map(({ id, licence }) => [id, { licence, terms: projectTerms(licence) }]),
  );
  const findings: RawFinding[] = [];
  const licences = new Map<string, ComponentLicences>();
  const judged = new Map<string, Judged>();
  let silent = 0;
  const textless = new Map<string, Component[]>();
  for (const component of wanted) {
    const found = evidence.get(component.id);
    if (found === undefined) continue;
    const curation = curationFor(component, context.config.licences.curations);
    const known = curation === null ? found.licences : { ...found.licences, concluded: curation.concluded };
    if (Object.keys(known).length > 0) licences.set(component.id, known);
    // The same version several times under one root is judged once.
    const { seen, harmless } = judgedIn(component.root, judged);
    const scopes = seen.get(component.purl) ?? [];
    if (scopes.includes(component.scope)) continue;
    seen.set(component.purl, [...scopes, component.scope]);
    const isSilent =
      known.declared === undefined &&
      !read.has(component.id) &&
      component.stated?.licence !== 'absent' &&
      curation === null;
    if (isSilent) silent += 1;
    else
      for (const each of judge({
        component,
        found,
        known,
        curation,
        context,
        project: projects.get(component.root),
        harmless,
      }))
        findings.push(each);
    const bare = read.has(component.id) && !found.files.some(({ file }) => file.kind === 'licence');
    if (bare && wantsText(known, component))
      textless.set(component.root, [...(textless.get(component.root) ?? []), component]);
  }
  for (const one of missingTexts(textless)) findings.push(one);
  return {
    findings,
    licences,
    reasons: [
      ...(silent === 0
        ? []
        : [
            `no licence information for ${count(silent, 'component')}: neither the lockfile nor an installed copy has any`,
          ]),
      ...unread.map(({ path, why }) => `${path}: ${why}`),
    ],
  };
}

interface Case {
  readonly component: Component;
  readonly found: LicenceEvidence;
  readonly known: ComponentLicences;
  readonly curation: LicenceCuration | null;
  readonly context: Context;
  readonly project: Project | undefined;
  readonly harmless: Set<string>;
}

interface Project {
  readonly licence: ProjectLicence | undefined;
  readonly terms: readonly LicenceTerm[];
}

/** What was judged under one root. */
interface Judged {
  /** Scopes by package URL. */
  readonly seen: Map<string, readonly Scope[]>;
  /** Ecosystem, scope and licence for which there is nothing to find. */
  readonly harmless: Set<string>;
}

function judgedIn(root: string, judged: Map<string, Judged>): Judged {
  const known = judged.get(root) ?? { seen: new Map(), harmless: new Set() };
  judged.set(root, known);
  return known;
}

function judge(given: Case): RawFinding[] {
  const { component, found, known, curation } = given;
  const findings: RawFinding[] = [];
  if (curation === null && found.conflict !== null) findings.push(conflict(component, found.conflict));
  if (curation === null && found.conflict === null && known.declared !== undefined)
    for (const one of modified(component, found)) findings.push(one);
  // A thousand packages under one root mostly share a few licences, and most of them ask nothing of anybody.
  const asked = `${component.ecosystem} ${component.scope} ${known.concluded}`;
  if (given.harmless.has(asked)) return findings;
  const parsed = known.concluded === undefined ? null : parseLicence(known.concluded);
  if (parsed?.ok !== true) {
    // A changed text is why nothing is concluded, and is told already.
    if (found.conflict === null && findings.length === 0) findings.push(unknown(component, found));
    return findings;
  }
  const before = findings.length;
  const use = useOf(component, given.context);
  const verdict = judgeLicence(
    parsed.node,
    {
      ...use,
      scope: component.scope,
      project: given.project?.terms ?? [],
      contracts: given.context.config.contracts,
    },
    given.context.config.licences,
  );
  const policy = policyFinding(component, parsed.node, verdict, use);
  if (policy !== null) findings.push(policy);
  for (const one of contractFindings(component, verdict)) findings.push(one);
  for (const one of compatibilityFindings(given, verdict)) findings.push(one);
  if (findings.length === before) given.harmless.add(asked);
  return findings;
}

function useOf(component: Component, context: Context): Use {
  const root = context.inventory.roots.find((r) => r.id === component.root);
  const system =
    context.systems.length === 0 ? null : systemFor(context.systems, root?.path ?? component.location.path);
  return {
    distribution: system?.distribution ?? [],
    linking: LINKING[component.ecosystem].linking,
    modified: false,
  };
}

function isProduct(component: Component): boolean {
  return component.scope === 'production' || component.scope === 'optional';
}

function raw(
  rule: Rule,
  component: Component,
  key: string,
  evidence: readonly Observation[],
  action: string,
  notes: readonly string[] = [],
): RawFinding {
  return {
    rule,
    subject: aboutComponent(component.id),
    key,
    locations: [component.location],
    evidence,
    action,
    notes,
  };
}

const seen = (observed: string, expected?: string): Observation => ({
  source: 'detector/licences',
  observed,
  ...(expected === undefined ? {} : { expected }),
});

function labelOf({ name, version }: Component): string {
  return version === null ? name : `${name} ${version}`;
}

function policyFinding(
  component: Component,
  node: LicenceNode,
  verdict: LicenceVerdict,
  use: Use,
): RawFinding | null {
  const [worst] = verdict.terms;
  if (worst === undefined || verdict.decision === 'allow') return null;
  const text = formatLicence(worst.term);
  const whole = formatLicence(node);
  const evidence = [
    seen(
      whole === text ? text : `${text}, of ${whole}`,
      `a licence that the policy allows (${worst.because})`,
    ),
  ];
  const notes = [
    ...(verdict.chosen === null ? [] : [`Of the choice ${whole}, ${verdict.chosen} fares best.`]),
    ...duties(worst.term, use),
    assumption(component),
  ];
  return verdict.decision === 'deny'
    ? raw(
        LICENCE_RULES.DENIED,
        component,
        text,
        evidence,
        `Replace ${labelOf(component)} (${text}), or have an exception approved.`,
        notes,
      )
    : raw(
        LICENCE_RULES.REVIEW,
        component,
        text,
        evidence,
        `Have ${text} of ${labelOf(component)} reviewed.`,
        notes,
      );
}

/** What nearly every licence asks for is not worth a line. */
const COMMON_DUTIES: ReadonlySet<string> = new Set([
  'attribution',
  'include-text',
  'no-warranty',
  'patent-grant',
]);

function duties(term: LicenceTerm, use: Use): string[] {
  const asked = obligationsOf(term, use).filter((o) => o.applies && !COMMON_DUTIES.has(o.id));
  return asked.length === 0
    ? []
    : [`${formatLicence(term)} asks here: ${asked.map((o) => o.duty).join(' ')}`];
}

function assumption(component: Component): string {
  const { linking, because } = LINKING[component.ecosystem];
  return `Assumed: unmodified, ${linking === 'separate' ? 'a separate program' : `linked ${linking === 'static' ? 'statically' : 'dynamically'}`} (${because}).`;
}

function unknown(component: Component, { recognised, licences, files, doubts }: LicenceEvidence): RawFinding {
  const declared = licences.declared?.slice(0, 120);
  const looked = files.length === 0 ? '' : `; read: ${count(files.length, 'file')}`;
  const observed =
    declared === undefined
      ? `no licence is declared and none was found${looked}`
      : recognised?.kind === 'ambiguous'
        ? `declared “${declared}”, which can mean ${recognised.candidates.slice(0, 8).join(', ')}${looked}`
        : recognised?.kind === 'proprietary'
          ? `declared “${declared}”: no public licence${looked}`
          : `declared “${declared}”, which is not a licence of the SPDX list${looked}`;
  return raw(
    LICENCE_RULES.UNKNOWN,
    component,
    '',
    [seen(observed, 'one licence that is known'), ...doubts.slice(0, 3).map((d) => seen(d))],
    `Find out the licence of ${labelOf(component)} and write it into licences.curations, or replace it.`,
  );
}

function conflict(
  component: Component,
  { declared, detected, path }: NonNullable<LicenceEvidence['conflict']>,
): RawFinding {
  const finding = raw(
    LICENCE_RULES.CONFLICT,
    component,
    `${declared} / ${detected}`,
    [seen(`text: ${detected} (${path})`, `declared: ${declared}`)],
    `Find out whether ${declared} or ${detected} holds for ${labelOf(component)}, and write it into licences.curations.`,
  );
  return { ...finding, locations: [component.location, { path }] };
}

function modified(component: Component, { doubts }: LicenceEvidence): RawFinding[] {
  const changed = doubts.filter(isChange);
  if (changed.length === 0) return [];
  return [
    raw(
      LICENCE_RULES.MODIFIED,
      component,
      '',
      changed.slice(0, 3).map((doubt) => seen(doubt, 'the text as the SPDX list has it')),
      `Have the licence text of ${labelOf(component)} read, and write what holds into licences.curations.`,
    ),
  ];
}

function contractFindings(component: Component, verdict: LicenceVerdict): RawFinding[] {
  return verdict.terms.flatMap(({ term, clashes }) =>
    clashes.map(({ contract, duty, obligation, because }) =>
      raw(
        LICENCE_RULES.CONTRACT,
        component,
        `${contract.name} ${duty} ${term.id}`,
        [
          seen(
            `${formatLicence(term)}: ${obligation.duty}`,
            `${contract.kind} “${contract.name}” (${contract.source}), ${duty}: ${because}`,
          ),
        ],
        `Legal review: ${formatLicence(term)} of ${labelOf(component)} against ${contract.name}; or replace it.`,
        [assumption(component)],
      ),
    ),
  );
}

function compatibilityFindings({ component, project }: Case, verdict: LicenceVerdict): RawFinding[] {
  return verdict.terms.flatMap(({ term, incompatible }) => {
    if (incompatible === null || project?.licence === undefined) return [];
    const own = project.terms.map(formatLicence).join(' or ');
    return [
      raw(
        LICENCE_RULES.INCOMPATIBLE,
        component,
        `${own} / ${formatLicence(term)}`,
        [seen(`${formatLicence(term)}: ${incompatible}`, `compatible with ${own} (${project.licence.path})`)],
        `Replace ${labelOf(component)} (${formatLicence(term)}), or keep it a separate program.`,
        [assumption(component)],
      ),
    ];
  });
}

/** Whether a copy has to come with the text: only asked of what is given to others. */
function wantsText({ concluded }: ComponentLicences, component: Component): boolean {
  if (concluded === undefined || !isProduct(component)) return false;
  const parsed = parseLicence(concluded);
  const use: Use = { distribution: [], linking: 'static', modified: false };
  return (
    parsed.ok &&
    licenceTerms(parsed.node).some((t) => obligationsOf(t, use).some((o) => o.id === 'include-text'))
  );
}

/** One finding for each package of a root, so that a baseline does not hide the next one. */
function missingTexts(textless: ReadonlyMap<string, readonly Component[]>): RawFinding[] {
  return [...textless.values()].flatMap((components) => {
    const keyed = [...Map.groupBy(components, ({ name }) => name)].map(([key, items]) => ({ key, items }));
    const { kept, rest } = limited(keyed);
    const findings = kept.flatMap((one) => missingText(one));
    if (rest === undefined) return findings;
    const notes = [`and ${count(rest.items.length, 'more package')} of this file, in one finding`];
    return [...findings, ...missingText(rest).map((finding) => ({ ...finding, notes }))];
  });
}

function missingText({ key, items }: Keyed<Component>): RawFinding[] {
  const [first] = items;
  if (first === undefined) return [];
  const labels = [...new Set(items.map(labelOf))].sort();
  const more = labels.length > MOST_LABELS ? ` and ${labels.length - MOST_LABELS} more` : '';
  return [
    {
      rule: LICENCE_RULES['MISSING-TEXT'],
      subject: aboutFile(first.location.path),
      key,
      locations: [first.location],
      evidence: [seen(`${labels.slice(0, MOST_LABELS).join(', ')}${more}`, 'a licence file in the package')],
      scope: 'production' as const,
      action: 'Ship the standard texts: theriac notice writes them.',
      steps: [command('theriac notice')],
    },
  ];
}
