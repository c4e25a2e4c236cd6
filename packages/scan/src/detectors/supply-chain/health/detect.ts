/** Asks the registry about every package in use: bounded in number and in how many are asked at once. */
import {
  aboutComponent,
  type Component,
  count,
  type DetectContext,
  type DetectResult,
  ecosystem,
  type RawFinding,
  type RegistryAccess,
  type ReleaseHistory,
  type RunContext,
  type StartDetector,
  TheriacError,
} from '@theriac/core';
import { type Config, matchesName } from '@theriac/govern';
import { HEALTH_RULES } from './health-rules.ts';
import { judgeRelease, type ReleaseConcern } from './judge-release.ts';

const MAX_PACKAGES = 5000;
const AT_ONCE = 8;
const NOT_ASKED = 'release dates, publishers and provenance were not looked up (--online asks the registry)';

export const start: StartDetector<Config> = (run) => ({ conclude: (context) => conclude(run, context) });

async function conclude(
  { config, asOf }: RunContext<Config>,
  { inventory, registry }: DetectContext,
): Promise<DetectResult> {
  if (registry === undefined) return { findings: [], reasons: [NOT_ASKED] };
  const { privateNames, cooldownDays } = config.supplyChain;
  const byPackage = new Map<string, Component[]>();
  for (const component of inventory.components) {
    if (!isAsked(component) || matchesName(privateNames, component.name)) continue;
    const key = `${component.ecosystem} ${ecosystem(component.ecosystem).normalizeName(component.name)}`;
    const list = byPackage.get(key);
    if (list === undefined) byPackage.set(key, [component]);
    else list.push(component);
  }
  const asked = [...byPackage].sort(([a], [b]) => (a < b ? -1 : 1));
  const reasons: string[] = [];
  if (asked.length > MAX_PACKAGES)
    reasons.push(
      `not looked up: ${count(asked.length - MAX_PACKAGES, 'package')} of more than ${MAX_PACKAGES}`,
    );
  const { answers, failed } = await ask(registry, asked.slice(0, MAX_PACKAGES));
  if (failed.length > 0) {
    const [first = ''] = failed.sort();
    reasons.push(`${count(failed.length, 'package')} could not be looked up, for instance ${first}`);
  }
  const findings: RawFinding[] = [];
  for (const [key, components] of asked) {
    const history = answers.get(key);
    if (history === undefined) continue;
    for (const component of onePerRoot(components)) {
      for (const each of concernsOf(component, history, asOf, cooldownDays).map((concern) =>
        findingOf(component, concern),
      ))
        findings.push(each);
    }
  }
  return { findings, reasons };
}

function isAsked(component: Component): boolean {
  if (component.firstParty === true || component.version === null) return false;
  if (component.ecosystem !== 'npm' && component.ecosystem !== 'pypi') return false;
  return component.origin === undefined || component.origin.kind === 'registry';
}

interface Answers {
  /** null: the registry does not know the package. */
  readonly answers: ReadonlyMap<string, ReleaseHistory | null>;
  readonly failed: string[];
}

async function ask(
  registry: RegistryAccess,
  asked: readonly (readonly [string, readonly Component[]])[],
): Promise<Answers> {
  const answers = new Map<string, ReleaseHistory | null>();
  const failed: string[] = [];
  const waiting = [...asked];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [key, [component]] = next;
      if (component?.ecosystem !== 'npm' && component?.ecosystem !== 'pypi') continue;
      const name = ecosystem(component.ecosystem).normalizeName(component.name);
      try {
        answers.set(key, await registry.history(component.ecosystem, name));
      } catch (error) {
        if (!(error instanceof TheriacError)) throw error;
        failed.push(`${component.name}: ${error.message}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { answers, failed };
}

/** Instances of one version under one root say the same. */
function onePerRoot(components: readonly Component[]): Iterable<Component> {
  return new Map([...components].reverse().map((c) => [`${c.root}\n${c.version ?? ''}`, c])).values();
}

function concernsOf(
  component: Component,
  history: ReleaseHistory | null,
  asOf: string,
  cooldownDays: number,
): ReleaseConcern[] {
  if (history === null)
    return [{ rule: HEALTH_RULES['NAME-UNKNOWN'], observed: `${component.name} is not there` }];
  return judgeRelease(history, component.version ?? '', asOf, cooldownDays);
}

function findingOf(component: Component, { rule, observed, expected }: ReleaseConcern): RawFinding {
  return {
    rule,
    subject: aboutComponent(component.id),
    key: component.version ?? '',
    locations: [component.location],
    evidence: [
      {
        source: 'detector/health',
        observed: `${component.name} ${component.version ?? ''}: ${observed}`,
        ...(expected === undefined ? {} : { expected }),
      },
    ],
    action: `${component.name}: ${rule.remediation ?? ''}`,
  };
}
