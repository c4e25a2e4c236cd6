/** An advisory as the rule that findings are judged by. */
import type { Advisory, AdvisoryProse, FindingKind, KevEntry, Rule } from '@theriac/core';
import type { Facts } from './advisory-lookup.ts';

const CVE = /^CVE-\d{4}-\d{4,}$/;

/**
 * @param facts KEV and EPSS, when there is an index of them
 * @param prose text, when it is wanted
 * @param embeddedKev what the embedded set knows of exploitation, when there is no index
 */
export function ruleOf(
  advisory: Advisory,
  kind: FindingKind,
  facts: Facts | undefined,
  prose: AdvisoryProse | undefined,
  embeddedKev: KevEntry | undefined,
): Rule {
  // An update is as urgent as the worst of the flaws that it fixes.
  const cves = [advisory.id, ...advisory.aliases, ...(advisory.fixes ?? [])].filter((id) => CVE.test(id));
  const known = facts === undefined ? [] : cves.map((cve) => facts.cve(cve));
  const kev = known.find((k) => k.kev !== undefined)?.kev ?? embeddedKev;
  const epss = known.flatMap((k) => k.epss ?? []).sort((a, b) => b.score - a.score)[0];
  return {
    id: advisory.id,
    kind,
    title: advisory.title,
    severity: advisory.severity,
    cwe: advisory.cwe,
    aliases: advisory.aliases,
    cvss: advisory.cvss,
    ...(kev === undefined ? {} : { kev }),
    ...(epss === undefined ? {} : { epss }),
    ...(advisory.published === undefined ? {} : { published: advisory.published }),
    ...(advisory.modified === undefined ? {} : { modified: advisory.modified }),
    url: urlOf(advisory),
    ...(prose === undefined || prose.details === '' ? {} : { rationale: prose.details }),
    ...(prose === undefined || prose.references.length === 0 ? {} : { references: prose.references }),
  };
}

/** The page that people read first. */
function urlOf(advisory: Advisory): string {
  const ids = [advisory.id, ...advisory.aliases];
  const ghsa = ids.find((id) => id.startsWith('GHSA-'));
  if (ghsa !== undefined) return `https://github.com/advisories/${ghsa}`;
  const cve = ids.find((id) => CVE.test(id));
  if (cve !== undefined) return `https://nvd.nist.gov/vuln/detail/${cve}`;
  return `https://osv.dev/vulnerability/${encodeURIComponent(advisory.id)}`;
}
