/**
 * Projects of one document that are given under different licences: each package is judged by the licence of the
 * projects that lead to it, as it is in a scan of their files.
 */
import { type SbomParts, TARGET } from './sbom-parts.ts';

/** The parts as they are, with the licence of their projects; or one part for each licence. What no project needs is in the first. */
export function byProjectLicence(parts: SbomParts): SbomParts[] {
  const projects = parts.nodes.filter(({ project }) => project !== undefined);
  const groups = [...Map.groupBy(projects, ({ project = '' }) => project)].sort(([a], [b]) =>
    a < b ? -1 : a > b ? 1 : 0,
  );
  const [first] = groups;
  if (first === undefined) return [parts];
  if (groups.length === 1) return [withLicence(parts, first[0])];
  const children = Map.groupBy(parts.edges, ({ from }) => from);
  const reached = groups.map(([, members]) => {
    const seen = new Set(members.map(({ key }) => key));
    for (const key of seen) for (const { to } of children.get(key) ?? []) seen.add(to);
    return seen;
  });
  const loose = (key: string): boolean => !reached.some((seen) => seen.has(key));
  return groups.map(([licence], at) => {
    const holds = (key: string): boolean => reached[at]?.has(key) === true || (at === 0 && loose(key));
    return withLicence(
      {
        ...parts,
        nodes: parts.nodes.filter(({ key }) => holds(key)),
        edges: parts.edges.filter(({ from, to }) => (from === TARGET || holds(from)) && holds(to)),
      },
      licence,
    );
  });
}

function withLicence({ licence: _, ...parts }: SbomParts, licence: string): SbomParts {
  return licence === '' ? parts : { ...parts, licence };
}
