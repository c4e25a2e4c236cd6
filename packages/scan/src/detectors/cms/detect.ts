/** Reads the sites of a target and asks the rules of everything that they are. */
import type { KnownUnknown, RawFinding, StartDetector } from '@theriac/core';
import type { Resource } from '@theriac/core/configuration';
import type { Config } from '@theriac/govern';
import { ResourceJudge } from '../shared/judge-resources.ts';
import { ATTESTED } from './attested.ts';
import { CMS_RULES } from './catalogue.ts';
import { declaresPhi } from './declared.ts';
import { readDrupalSites } from './drupal/read-sites.ts';
import { inEveryEnvironment } from './environments.ts';
import { PREFIX } from './prefix.ts';
import { readWordPressSites } from './wordpress/read-sites.ts';

export const start: StartDetector<Config> = ({ config, systems, asOf }) => ({
  conclude: async (context) => {
    const unknowns: KnownUnknown[] = [];
    const report = (unknown: KnownUnknown): void => {
      const isKnown = unknowns.some(
        ({ message, location }) =>
          message === unknown.message &&
          location.path === unknown.location.path &&
          location.line === unknown.location.line,
      );
      if (!isKnown) unknowns.push(unknown);
    };
    const given = {
      config: config.cms,
      declaredPhi: declaresPhi(systems),
      asOf,
      endOfLife: context.endOfLife,
    };
    const findings: RawFinding[] = [];
    const reasons: string[] = [];
    const sites = await readDrupalSites(context, given, report);
    for (const { settings, environments, reasons: own } of sites) {
      for (const one of own) reasons.push(one);
      const judged = environments.map(({ resources, view, reasons: more, headers }) => {
        const result = judge(settings === undefined ? resources : [settings, ...resources]);
        return {
          environment: view.environment,
          findings: result.findings,
          reasons: [...more, ...headers, ...result.reasons],
        };
      });
      const result =
        judged.length > 0 ? inEveryEnvironment(judged) : judge(settings === undefined ? [] : [settings]);
      for (const one of result.findings) findings.push(one);
      for (const one of result.reasons) reasons.push(one);
    }
    const others = readWordPressSites(context, given, report);
    for (const { resources, reasons: own } of others) {
      for (const one of own) reasons.push(one);
      const result = judge(resources);
      for (const one of result.findings) findings.push(one);
      for (const one of result.reasons) reasons.push(one);
    }
    if (sites.length + others.length > 0) for (const one of ATTESTED) reasons.push(one);
    return { findings: distinct(findings), unknowns, reasons: [...new Set(reasons)] };
  },
});

function judge(resources: readonly Resource[]): {
  readonly findings: readonly RawFinding[];
  readonly reasons: readonly string[];
} {
  const one = new ResourceJudge('detector/cms');
  one.add(CMS_RULES, PREFIX, 'cms');
  for (const resource of resources) one.look(resource);
  return { findings: one.findings, reasons: one.reasons() };
}

/** Sites may share an export. */
function distinct(findings: readonly RawFinding[]): RawFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, subject, locations: [place] }) => {
    const name = 'name' in subject ? subject.name : '';
    const key = `${rule.id}\n${name.startsWith('site ') ? '' : name}\n${place?.path}:${place?.line}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
