/**
 * From what a bill of materials lists to one root: which components the root asks for itself, how near to
 * production each is, and what the graph leaves open.
 */
import {
  type ComponentDraft,
  componentOfPurl,
  type EcosystemId,
  type RootDraft,
  SCOPES,
  type Scope,
  tryParsePurl,
} from '@theriac/core';
import { plain } from '../../text/plain-text.ts';
import type { UnknownList } from '../model/unknown-list.ts';
import { byProjectLicence } from './project-groups.ts';
import { type SbomEdge, type SbomNode, type SbomParts, TARGET } from './sbom-parts.ts';

/** One root; as many as there are licences where the projects in a document of Theriac have several. */
export function rootsOf(parts: SbomParts, unknowns: UnknownList): RootDraft[] {
  return byProjectLicence(parts).map((part) => rootOf(part, unknowns));
}

function rootOf(parts: SbomParts, unknowns: UnknownList): RootDraft {
  const children = childrenOf(parts, unknowns);
  const asked = new Set((children.get(TARGET) ?? []).map((e) => e.to));
  const own = ownProjects(parts.nodes, asked, children);
  const direct = new Set([
    ...asked,
    ...[...own].flatMap((key) => (children.get(key) ?? []).map((e) => e.to)),
  ]);
  if (!children.has(TARGET) && parts.nodes.length > 0) {
    unknowns.add('dangling-edge', 'the document does not say what the product itself depends on', {
      path: parts.path,
    });
    const needed = new Set(parts.edges.map((e) => e.to));
    for (const { key } of parts.nodes) if (!needed.has(key)) direct.add(key);
  }
  const scopes = scopesOf(parts.nodes, children, direct);
  const system = systemOf(parts.nodes);
  const components = parts.nodes.map((node) =>
    draftOf(node, {
      scope: node.scope ?? scopes.get(node.key) ?? 'production',
      direct: direct.has(node.key),
      dependsOn: [...new Set((children.get(node.key) ?? []).map((e) => e.to))],
      own: own.has(node.key) || node.firstParty,
      system,
      unknowns,
    }),
  );
  return {
    path: parts.path,
    ecosystem: 'generic',
    ...(parts.name === undefined ? {} : { name: parts.name }),
    ...(parts.version === undefined ? {} : { version: parts.version }),
    ...(parts.document === undefined ? {} : { document: parts.document }),
    ...(parts.licence === undefined ? {} : { licence: { declared: parts.licence, path: parts.path } }),
    components,
  };
}

/** Edges by where they start, without those to nowhere and to oneself. */
function childrenOf(parts: SbomParts, unknowns: UnknownList): Map<string, SbomEdge[]> {
  const nodes = new Map(parts.nodes.map((n) => [n.key, n]));
  const children = new Map<string, SbomEdge[]>();
  let loop: string | undefined;
  for (const edge of parts.edges) {
    const from = nodes.get(edge.from);
    if (edge.from !== TARGET && from === undefined) continue;
    if (edge.from === edge.to) {
      loop ??= edge.from;
      continue;
    }
    if (!nodes.has(edge.to)) continue;
    const list = children.get(edge.from);
    if (list === undefined) children.set(edge.from, [edge]);
    else list.push(edge);
  }
  loop ??= cycleIn(parts.nodes, children);
  if (loop !== undefined) {
    const node = nodes.get(loop);
    unknowns.add(
      'dangling-edge',
      `the dependencies form a cycle, for instance through ${plain(node?.name ?? loop, 120)}; they were read as written`,
      node?.location ?? { path: parts.path },
    );
  }
  return children;
}

/** A key on some cycle: what is left when everything without a parent is taken away, again and again. */
function cycleIn(
  nodes: readonly SbomNode[],
  children: ReadonlyMap<string, readonly SbomEdge[]>,
): string | undefined {
  const parents = new Map<string, number>(nodes.map((n) => [n.key, 0]));
  for (const node of nodes)
    for (const e of children.get(node.key) ?? []) parents.set(e.to, (parents.get(e.to) ?? 0) + 1);
  const free = nodes.filter((n) => parents.get(n.key) === 0).map((n) => n.key);
  for (let key = free.pop(); key !== undefined; key = free.pop()) {
    parents.delete(key);
    for (const e of children.get(key) ?? []) {
      const left = (parents.get(e.to) ?? 0) - 1;
      parents.set(e.to, left);
      if (left === 0) free.push(e.to);
    }
  }
  // What is left has a parent that is left: walk up until a key comes again.
  const up = new Map<string, string>();
  for (const key of parents.keys())
    for (const e of children.get(key) ?? []) if (parents.has(e.to)) up.set(e.to, key);
  const seen = new Set<string>();
  let [at] = parents.keys();
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    at = up.get(at);
  }
  return at;
}

/**
 * Applications without a purl that the product asks for and that ask for others are parts of the product itself
 * (a lockfile in the words of several generators), as are projects that a scan of Theriac lists; what they ask for, the
 * product asks for.
 */
function ownProjects(
  nodes: readonly SbomNode[],
  asked: ReadonlySet<string>,
  children: ReadonlyMap<string, readonly SbomEdge[]>,
): Set<string> {
  return new Set(
    nodes
      .filter(
        (n) =>
          n.application &&
          (n.purl === undefined || n.project !== undefined) &&
          asked.has(n.key) &&
          children.has(n.key),
      )
      .map((n) => n.key),
  );
}

/** The nearest to production wins: along a path the least scope, over all paths the best. */
function scopesOf(
  nodes: readonly SbomNode[],
  children: ReadonlyMap<string, readonly SbomEdge[]>,
  direct: ReadonlySet<string>,
): Map<string, Scope> {
  const scopes = new Map<string, Scope>();
  const waiting = new Map<Scope, string[]>(SCOPES.map((s) => [s, []]));
  const declared = new Map(nodes.map((n) => [n.key, n.scope]));
  const worse = (a: Scope, b: Scope): Scope => (SCOPES.indexOf(a) > SCOPES.indexOf(b) ? a : b);
  for (const e of children.get(TARGET) ?? []) waiting.get(declared.get(e.to) ?? e.scope)?.push(e.to);
  if (!children.has(TARGET))
    for (const key of direct) waiting.get(declared.get(key) ?? 'production')?.push(key);
  for (const scope of SCOPES) {
    const queue = waiting.get(scope) ?? [];
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      if (scopes.has(key)) continue;
      scopes.set(key, scope);
      for (const e of children.get(key) ?? [])
        waiting.get(worse(scope, declared.get(e.to) ?? e.scope))?.push(e.to);
    }
  }
  return scopes;
}

interface Place {
  readonly scope: Scope;
  readonly direct: boolean;
  readonly dependsOn: readonly string[];
  readonly own: boolean;
  /** The operating system of the document, for packages that do not say theirs. */
  readonly system: string | undefined;
  readonly unknowns: UnknownList;
}

function draftOf(node: SbomNode, { scope, direct, dependsOn, own, system, unknowns }: Place): ComponentDraft {
  const identity = completed(identityOf(node, own, unknowns), node, system);
  if (identity.version === null && !own) {
    unknowns.add(
      'unresolved-version',
      `${plain(identity.name, 200)} has no version`,
      node.location,
      identity.name,
    );
  }
  return {
    key: node.key,
    ...identity,
    scope,
    direct,
    location: node.location,
    ...(dependsOn.length === 0 ? {} : { dependsOn }),
    ...(node.hashes.length === 0 ? {} : { hashes: node.hashes }),
    ...(node.licence === undefined ? {} : { licence: node.licence }),
    ...(node.supplier === undefined ? {} : { supplier: node.supplier }),
    ...(node.cpes.length === 0 ? {} : { cpes: node.cpes }),
    ...(node.origin === undefined ? {} : { origin: node.origin }),
    ...(node.guessed === undefined ? {} : { guessed: node.guessed }),
    ...(node.minimum === undefined ? {} : { minimum: node.minimum }),
    ...(node.installScript ? { installScript: true } : {}),
    ...(node.stated === undefined ? {} : { stated: node.stated }),
    ...(own ? { firstParty: true } : {}),
  };
}

interface Identity {
  readonly ecosystem: EcosystemId;
  readonly name: string;
  readonly version: string | null;
  readonly qualifiers?: Readonly<Record<string, string>>;
  readonly purl?: string;
}

function identityOf(node: SbomNode, own: boolean, unknowns: UnknownList): Identity {
  const plainIdentity = { ecosystem: 'generic' as const, name: node.name, version: node.version };
  const title = plain(node.name, 200);
  if (node.purl === undefined) {
    // The release of an operating system is what its packages are looked up by.
    if (!own && !node.operatingSystem) {
      const text = `${title} has no package URL, so it was looked up nowhere`;
      unknowns.add('no-package-data', text, node.location, node.name);
    }
    return plainIdentity;
  }
  const purl = tryParsePurl(node.purl);
  if (purl === null) {
    const text = `the package URL of ${title} is not valid, so it was looked up nowhere`;
    unknowns.add('no-package-data', text, node.location, node.name);
    return plainIdentity;
  }
  const native = componentOfPurl(purl);
  if (native === null) {
    const text = `${title} is of package type ${plain(purl.type, 40)}, which has no advisories here`;
    unknowns.add('no-package-data', text, node.location, node.name);
    return { ...plainIdentity, purl: node.purl };
  }
  // Package URLs are kept as the document writes them, so that it and the result speak of the same thing.
  const kept = purl.version === undefined && node.version !== null ? {} : { purl: node.purl };
  return { ...native, version: native.version ?? node.version, ...kept };
}

const DISTRIBUTION_PACKAGES: ReadonlySet<EcosystemId> = new Set(['deb', 'apk', 'rpm']);

/** With the release and the source package that the document states elsewhere than in the package URL. */
function completed(identity: Identity, node: SbomNode, system: string | undefined): Identity {
  if (!DISTRIBUTION_PACKAGES.has(identity.ecosystem)) return identity;
  const { qualifiers = {} } = identity;
  const distro = qualifiers.distro ?? system;
  const upstream = qualifiers.upstream ?? qualifiers.source ?? node.sourcePackage;
  return {
    ...identity,
    qualifiers: {
      ...qualifiers,
      ...(distro === undefined ? {} : { distro }),
      ...(upstream === undefined ? {} : { upstream }),
    },
  };
}

/** `debian-12`, where the document lists one operating system. */
function systemOf(nodes: readonly SbomNode[]): string | undefined {
  const [system, ...others] = nodes.filter((n) => n.operatingSystem && n.version !== null);
  return system === undefined || others.length > 0
    ? undefined
    : `${system.name.toLowerCase()}-${system.version}`;
}
