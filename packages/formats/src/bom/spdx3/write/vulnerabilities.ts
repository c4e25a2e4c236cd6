/** Vulnerabilities: kept elements that still say the same, or new ones. */
import { pointer } from '../../model/losses.ts';
import { idOf, typeOf } from '../read/graph.ts';
import { Part } from './part.ts';
import { isSame } from './same.ts';
import type { Spdx3Context } from './source.ts';
import { writeVulnerability } from './vulnerability.ts';

export function vulnerabilitiesPart({ bom, ids, kept, graph, creation }: Spdx3Context): Part {
  const part = new Part();
  const namer = ids.namer();
  const there = new Map(
    kept
      .filter((element) => typeOf(element) === 'security_Vulnerability')
      .map((element) => [idOf(element) ?? '', element]),
  );
  for (const vulnerability of bom.vulnerabilities) {
    const path = pointer('/vulnerabilities', vulnerability.ref);
    part.foreign.of(vulnerability, path);
    const id = ids.of(vulnerability.ref);
    const known = there.get(id);
    const back = known === undefined ? undefined : graph.vulnerability(known);
    if (known !== undefined && back !== undefined && isSame(back, vulnerability)) {
      part.add(known);
      continue;
    }
    for (const assessment of graph.assessments(id)) part.outdated.add(assessment);
    const elements = writeVulnerability(vulnerability, {
      id,
      path,
      creation,
      foreign: part.foreign,
      end: (ref) => ids.end(ref),
      namer,
    });
    for (const element of elements) part.add(element);
  }
  return part;
}
