/** Findings of a site that hold in every environment, and what depends on which of them runs where patients are. */
import type { RawFinding } from '@theriac/core';

export interface Judged {
  readonly environment: string;
  readonly findings: readonly RawFinding[];
  readonly reasons: readonly string[];
}

export function inEveryEnvironment(judged: readonly Judged[]): Omit<Judged, 'environment'> {
  const [only] = judged;
  if (only !== undefined && judged.length === 1) return only;
  const found = new Map<string, { readonly finding: RawFinding; readonly environments: string[] }>();
  for (const { environment, findings } of judged)
    for (const finding of findings) {
      const key = `${finding.rule.id}\n${'name' in finding.subject ? finding.subject.name : ''}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { finding, environments: [environment] });
      else if (!known.environments.includes(environment)) known.environments.push(environment);
    }
  const all = [...found.values()];
  return {
    findings: all.filter((one) => one.environments.length === judged.length).map((one) => one.finding),
    reasons: [
      ...judged.flatMap(({ reasons }) => reasons),
      ...all
        .filter((one) => one.environments.length < judged.length)
        .map(({ finding: { rule, locations, subject }, environments }) => {
          const [place] = locations;
          const others = judged.map((one) => one.environment).filter((one) => !environments.includes(one));
          const name = 'name' in subject ? subject.name : subject.kind;
          return `${place?.path}:${place?.line}: ${rule.id} (${name}) depends on the environment: it fails in ${environments.join(', ')} and not in ${others.join(', ')}; set \`cms.environment\` in theriac.yaml`;
        }),
    ],
  };
}
