/**
 * Collects what one extractor finds under one root: packages, edges between them, what the root itself asks for and
 * what could not be resolved. Keeps keys unique and edges whole, and carries scopes from the root along the edges.
 */
import {
  type Asker,
  type ComponentDraft,
  type EcosystemId,
  type ExtractResult,
  type Hold,
  type KnownUnknown,
  type Location,
  type LockedAsk,
  type PackageUses,
  SCOPES,
  type Scope,
  type UnknownReason,
} from '@theriac/core';

/** A package as a file names it; scope and directness may follow later from {@link RootBuilder.want}. */
export type PackageDraft = Omit<ComponentDraft, 'key' | 'ecosystem' | 'scope' | 'direct' | 'dependsOn'> & {
  readonly key?: string;
  readonly ecosystem?: EcosystemId;
  readonly scope?: Scope;
  readonly direct?: boolean;
};

export interface RootNaming {
  readonly name?: string;
  readonly version?: string;
}

/** How a manifest asks for a package, beyond its range. */
export type Ask = Omit<Asker, 'by' | 'range'>;

interface Node {
  readonly draft: PackageDraft;
  readonly asked: Asker[];
  readonly edges: Set<string>;
  readonly ownScopeEdges: Set<string>;
  scope: Scope | undefined;
  direct: boolean;
  requested: string | undefined;
}

/** A hostile file could hold one on every line. */
const MAX_UNKNOWNS = 500;

export class RootBuilder {
  readonly path: string;
  readonly ecosystem: EcosystemId;
  readonly unknowns: KnownUnknown[] = [];
  readonly #nodes = new Map<string, Node>();
  /** How often a key was wished for, so that a hostile number of repetitions stays linear. */
  readonly #repeated = new Map<string, number>();
  /** `from\nto` → the range that the package asks for. */
  readonly #ranges = new Map<string, string>();
  readonly #wanted: (readonly [key: string, scope: Scope])[] = [];
  readonly #held = new Map<string, Hold>();

  constructor(path: string, ecosystem: EcosystemId) {
    this.path = path;
    this.ecosystem = ecosystem;
  }

  /** For readers that take a callback. */
  readonly report = (unknown: KnownUnknown): void => {
    if (this.unknowns.length < MAX_UNKNOWNS) this.unknowns.push(unknown);
    else if (this.unknowns.length === MAX_UNKNOWNS) {
      this.unknowns.push({
        reason: 'unparseable',
        message: `more than ${MAX_UNKNOWNS} things could not be resolved; the rest is not listed`,
        location: { path: this.path },
        losesComponents: true,
      });
    }
  };

  /** Adds a package and returns its key: the one given, or `name@version`, made unique with `#2`, `#3`, … */
  add(draft: PackageDraft): string {
    const wish = draft.key ?? `${draft.name}@${draft.version ?? draft.requested ?? ''}`;
    let key = wish;
    while (this.#nodes.has(key)) {
      const count = (this.#repeated.get(wish) ?? 1) + 1;
      this.#repeated.set(wish, count);
      key = `${wish}#${count}`;
    }
    this.#nodes.set(key, {
      draft,
      asked: [],
      edges: new Set(),
      ownScopeEdges: new Set(),
      scope: draft.scope,
      direct: draft.direct ?? false,
      requested: draft.requested,
    });
    return key;
  }

  has(key: string): boolean {
    return this.#nodes.has(key);
  }

  /**
   * The edge `from` → `to`; a package does not depend on itself.
   * @param carriesScope false for what a first-party package needs in a scope of its own (see {@link want})
   * @param range in the notation of the ecosystem, where the file keeps it
   */
  link(from: string, to: string, carriesScope = true, range?: string): void {
    const node = this.#nodes.get(from);
    if (from === to || node === undefined || !this.#nodes.has(to)) return;
    if (range !== undefined) this.#ranges.set(`${from}\n${to}`, range);
    if (carriesScope) node.edges.add(to);
    else node.ownScopeEdges.add(to);
  }

  /** The root itself asks for `key` in `scope`; the scope spreads along the edges, the strongest wins. */
  want(key: string, scope: Scope, requested?: string, ask: Ask = {}): void {
    const node = this.#nodes.get(key);
    if (node === undefined) return;
    node.asked.push({ ...ask, ...(requested === undefined || requested === '' ? {} : { range: requested }) });
    node.direct = true;
    if (requested !== undefined && requested !== '') node.requested ??= requested;
    this.#wanted.push([key, scope]);
  }

  /** An entry of the project decides the version, whatever others ask for. */
  hold(key: string, by: Hold): void {
    this.#held.set(key, by);
  }

  /** Whether anything was asked for by name. */
  get hasWanted(): boolean {
    return this.#wanted.length > 0;
  }

  /** Where no manifest says what was asked for: what nothing else needs can only have been asked for. */
  markTopLevel(scopeOf: (key: string) => Scope): void {
    const needed = new Set<string>();
    for (const node of this.#nodes.values()) for (const to of edgesOf(node)) needed.add(to);
    for (const key of this.#nodes.keys()) if (!needed.has(key)) this.want(key, scopeOf(key));
  }

  unknown(
    reason: UnknownReason,
    message: string,
    line: number | undefined,
    losesComponents: boolean,
    about: { readonly package?: string; readonly range?: string; readonly path?: string } = {},
  ): void {
    const { path = this.path, ...rest } = about;
    const location: Location = line === undefined ? { path } : { path, line };
    this.report({ reason, message, location, losesComponents, ...rest });
  }

  /** A package with a range where a version was wanted. */
  unresolved(name: string, range: string, line: number | undefined, path?: string): void {
    const message =
      range === '' ? `no version is given for ${name}` : `no exact version is given for ${name}`;
    this.unknown('unresolved-version', message, line, false, {
      package: name,
      ...(range === '' ? {} : { range }),
      ...(path === undefined ? {} : { path }),
    });
  }

  /** The file lists direct dependencies only. */
  transitivesUnknown(advice: string, losesComponents = true): void {
    this.unknown(
      'unresolved-version',
      `transitive dependencies are not listed; ${advice}`,
      undefined,
      losesComponents,
    );
  }

  /** A lockfile without anything in it was cut off or never written; one without packages is not empty. */
  emptyFile(): void {
    this.unknown('no-package-data', 'the file is empty', 1, true);
  }

  /**
   * @param fallback scope of packages that neither say theirs nor are reached from the root. Production by default:
   * what nobody explains is taken for shipped.
   */
  build(naming: RootNaming = {}, fallback: Scope = 'production'): ExtractResult {
    const reached = this.#spread();
    const components: ComponentDraft[] = [];
    for (const [key, node] of this.#nodes) {
      const { requested: _, ...draft } = node.draft;
      components.push({
        ecosystem: this.ecosystem,
        ...draft,
        key,
        scope: node.scope ?? reached.get(key) ?? fallback,
        direct: node.direct,
        ...(node.requested === undefined || node.requested === '' ? {} : { requested: node.requested }),
        ...dependsOn(node),
      });
    }
    return {
      roots: [{ path: this.path, ecosystem: this.ecosystem, ...naming, components, uses: this.#uses }],
      unknowns: this.unknowns,
    };
  }

  /**
   * The manifest is covered by a lockfile, which tells more: nothing is listed but what that lockfile must hold.
   * @param mayBeAbsent names, as written, that a lockfile may leave out
   */
  lockedIn(lockfile: string, mayBeAbsent: ReadonlySet<string> = new Set()): ExtractResult {
    const asks = [...this.#nodes.values()].flatMap(({ draft, direct, scope = 'production' }) => {
      const { kind } = draft.origin ?? { kind: 'registry' };
      const isLocked = direct && scope !== 'optional' && scope !== 'build' && draft.firstParty !== true;
      return isLocked && (kind === 'registry' || kind === 'git') && !mayBeAbsent.has(draft.name)
        ? [askOf(draft, this.ecosystem)]
        : [];
    });
    return { roots: [], unknowns: [], locked: { ecosystem: this.ecosystem, lockfile, asks } };
  }

  readonly #uses: PackageUses = (key) => {
    const node = this.#nodes.get(key);
    if (node === undefined) return undefined;
    const askers = [...node.asked];
    if (node.direct && askers.length === 0)
      askers.push(node.requested === undefined ? {} : { range: node.requested });
    for (const [from, other] of this.#nodes) {
      if (!other.edges.has(key) && !other.ownScopeEdges.has(key)) continue;
      const range = this.#ranges.get(`${from}\n${key}`);
      askers.push({ by: from, ...(range === undefined ? {} : { range }) });
    }
    // A file without edges does not know who asks for what the project does not ask for.
    if (askers.length === 0 && ![...this.#nodes.values()].some((n) => edgesOf(n).size > 0)) return undefined;
    const heldBy = this.#held.get(key);
    return { askers, ...(heldBy === undefined ? {} : { heldBy }) };
  };

  /** Strongest scope first, so each package is visited once. */
  #spread(): Map<string, Scope> {
    const reached = new Map<string, Scope>();
    for (const scope of SCOPES) {
      const queue = this.#wanted.filter(([, wanted]) => wanted === scope).map(([key]) => key);
      for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
        if (reached.has(key)) continue;
        reached.set(key, scope);
        for (const to of this.#nodes.get(key)?.edges ?? []) if (!reached.has(to)) queue.push(to);
      }
    }
    return reached;
  }
}

const edgesOf = (node: Node): Set<string> =>
  node.ownScopeEdges.size === 0 ? node.edges : node.edges.union(node.ownScopeEdges);

function dependsOn(node: Node): { dependsOn?: readonly string[] } {
  const edges = edgesOf(node);
  return edges.size === 0 ? {} : { dependsOn: [...edges].sort() };
}

function askOf({ name, location, ecosystem }: PackageDraft, of: EcosystemId): LockedAsk {
  return { name, location, ...(ecosystem === undefined || ecosystem === of ? {} : { ecosystem }) };
}

/** Nothing to say: another file of the target speaks for this one. */
export const NOTHING: ExtractResult = { roots: [], unknowns: [] };
