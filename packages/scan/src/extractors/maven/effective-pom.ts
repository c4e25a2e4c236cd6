// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Maven writes its properties so.
/**
 * A pom with what it inherits: its parents, properties and dependency management, as far as those files are in the
 * target. Nothing is fetched: what needs a repository stays unresolved.
 * https://maven.apache.org/guides/introduction/introduction-to-dependency-mechanism.html
 */
import type { ExtractContext, KnownUnknown } from '@theriac/core';
import { beside, normalizePath } from '../../target/paths.ts';
import { type Coordinates, type Pom, type PomDependency, readPom } from './pom-model.ts';

const MAX_PARENTS = 32;
const MAX_IMPORTS = 64;

export interface ManagedDependency {
  readonly version: string | undefined;
  readonly scope: string | undefined;
  readonly optional: string | undefined;
}

interface VersionPlace {
  readonly path: string;
  /** Absent where the version is written out. */
  readonly property?: string;
}

export class EffectivePom {
  /** The pom itself, its parent, its grandparent … */
  readonly chain: readonly Pom[];
  /** The parent that is not in the target, if one is missing. */
  readonly missingParent: { readonly of: Pom; readonly wanted: Coordinates; readonly line: number } | null;
  readonly #context: ExtractContext;
  #managed: Map<string, ManagedDependency> | undefined;
  /** Imported BOMs that are not in the target, as `group:artifact:version`. */
  readonly missingImports: string[] = [];

  constructor(pom: Pom, context: ExtractContext) {
    this.#context = context;
    const chain = [pom];
    const seen = new Set([pom.path]);
    let missing: EffectivePom['missingParent'] = null;
    for (let child = pom; child.parent !== undefined; ) {
      const parent = chain.length >= MAX_PARENTS ? null : findParent(child, context);
      if (parent === null || seen.has(parent.path)) {
        missing = { of: child, wanted: child.parent, line: child.parent.line };
        break;
      }
      seen.add(parent.path);
      chain.push(parent);
      child = parent;
    }
    this.chain = chain;
    this.missingParent = missing;
  }

  get coordinates(): Partial<Coordinates> {
    const [pom] = this.chain;
    const groupId = this.interpolate(pom?.own.groupId ?? pom?.parent?.groupId ?? '');
    const artifactId = this.interpolate(pom?.own.artifactId ?? '');
    const version = this.interpolate(pom?.own.version ?? pom?.parent?.version ?? '');
    return {
      ...(groupId ? { groupId } : {}),
      ...(artifactId ? { artifactId } : {}),
      ...(version ? { version } : {}),
    };
  }

  /** Own and inherited dependencies, the nearest first. */
  dependencies(): PomDependency[] {
    return this.chain.flatMap((p) => p.dependencies);
  }

  /** `text` with every `${property}` replaced, or null when one is unknown, cyclic or grows beyond measure. */
  interpolate(text: string): string | null {
    if (!text.includes('${')) return text;
    return this.#expand(text, [], { left: 200 });
  }

  #expand(text: string, open: readonly string[], budget: { left: number }): string | null {
    let result = '';
    let at = 0;
    for (const found of text.matchAll(/\$\{([^${}]{1,200})\}/g)) {
      budget.left -= 1;
      const name = (found[1] ?? '').trim();
      if (budget.left < 0 || open.length > 20 || open.includes(name)) return null;
      const raw = this.#property(name);
      const value = raw === undefined ? null : this.#expand(raw, [...open, name], budget);
      if (value === null) return null;
      result += text.slice(at, found.index) + value;
      if (result.length > 4096) return null;
      at = found.index + found[0].length;
    }
    result += text.slice(at);
    return result.includes('${') ? null : result;
  }

  #property(name: string): string | undefined {
    for (const pom of this.chain) {
      const value = pom.properties.get(name);
      if (value !== undefined) return value;
    }
    const [pom] = this.chain;
    switch (name.replace(/^(?:project|pom)\./, '')) {
      case 'groupId':
        return pom?.own.groupId ?? pom?.parent?.groupId;
      case 'artifactId':
        return pom?.own.artifactId;
      case 'version':
        return pom?.own.version ?? pom?.parent?.version;
      case 'parent.groupId':
        return pom?.parent?.groupId;
      case 'parent.artifactId':
        return pom?.parent?.artifactId;
      case 'parent.version':
        return pom?.parent?.version;
      default:
        return undefined;
    }
  }

  /**
   * Where the version of a dependency is written, for the steps of a fix: as a property, in the dependency or in
   * dependency management. Undefined where a bill of materials outside the target decides.
   * @param key `group:artifact:type:classifier`
   */
  versionPlace(dependency: PomDependency, key: string): VersionPlace | undefined {
    const from =
      dependency.version === undefined
        ? this.chain
            .flatMap((p) => p.management)
            .find((m) => m.version !== undefined && m.scope !== 'import' && this.#keyOf(m) === key)
        : dependency;
    if (from?.version === undefined) return undefined;
    const property = /^\$\{([^${}]{1,200})\}$/.exec(from.version)?.[1]?.trim();
    if (property === undefined) return { path: from.path };
    const holder = this.chain.find((p) => p.properties.has(property));
    return holder === undefined ? undefined : { path: holder.path, property };
  }

  #keyOf(one: PomDependency): string {
    const part = (text: string): string => this.interpolate(text) ?? text;
    return `${part(one.groupId)}:${part(one.artifactId)}:${one.type}:${part(one.classifier)}`;
  }

  /** What dependency management says of `group:artifact:type:classifier`. */
  managed(key: string): ManagedDependency | undefined {
    this.#managed ??= this.#collectManaged(new Set(), { left: MAX_IMPORTS });
    return this.#managed.get(key);
  }

  /** What is in the chain itself wins over what is imported; the first import wins over later ones. */
  #collectManaged(importing: ReadonlySet<string>, budget: { left: number }): Map<string, ManagedDependency> {
    const managed = new Map<string, ManagedDependency>();
    const imports: Coordinates[] = [];
    for (const one of this.chain.flatMap((p) => p.management)) {
      const groupId = this.interpolate(one.groupId);
      const artifactId = this.interpolate(one.artifactId);
      const version = one.version === undefined ? undefined : (this.interpolate(one.version) ?? one.version);
      if (groupId === null || artifactId === null) continue;
      if (one.scope === 'import' && one.type === 'pom') {
        imports.push({ groupId, artifactId, version: version ?? '' });
        continue;
      }
      if (one.inProfile) continue;
      const key = `${groupId}:${artifactId}:${one.type}:${this.interpolate(one.classifier) ?? ''}`;
      if (!managed.has(key)) managed.set(key, { version, scope: one.scope, optional: one.optional });
    }
    for (const wanted of imports) {
      const name = gav(wanted);
      budget.left -= 1;
      const bom = importing.has(name) || budget.left < 0 ? null : findByCoordinates(wanted, this.#context);
      if (bom === null) {
        this.missingImports.push(name);
        continue;
      }
      const effective = new EffectivePom(bom, this.#context);
      const inner = effective.#collectManaged(new Set([...importing, name]), budget);
      for (const [key, value] of inner) if (!managed.has(key)) managed.set(key, value);
      for (const one of effective.missingImports) this.missingImports.push(one);
      if (effective.missingParent !== null) this.missingImports.push(gav(effective.missingParent.wanted));
    }
    return managed;
  }
}

const gav = (c: Coordinates): string => `${c.groupId}:${c.artifactId}:${c.version}`;

/** By `relativePath` when the file there is the parent, else by coordinates among all poms of the target. */
function findParent(child: Pom, context: ExtractContext): Pom | null {
  const wanted = child.parent;
  if (wanted === undefined) return null;
  const relative = wanted.relativePath ?? '../pom.xml';
  if (relative !== '') {
    for (const path of relative.endsWith('.xml') ? [relative] : [`${relative}/pom.xml`, relative]) {
      const found = openPom(beside(child.path, path), context);
      if (found !== null && isParent(found, wanted)) return found;
    }
  }
  return findByCoordinates(wanted, context);
}

function isParent(pom: Pom, wanted: Coordinates): boolean {
  const groupId = pom.own.groupId ?? pom.parent?.groupId;
  const version = pom.own.version ?? pom.parent?.version;
  // `${revision}` in either is resolved by Maven before it compares.
  const sameVersion = version === wanted.version || `${version}${wanted.version}`.includes('${');
  return pom.own.artifactId === wanted.artifactId && groupId === wanted.groupId && sameVersion;
}

function openPom(path: string, context: ExtractContext): Pom | null {
  const clean = normalizePath(path);
  const file = clean === null ? null : context.file(clean);
  if (file === null) return null;
  try {
    return readPom(file);
  } catch {
    // Its own extraction reports it; here it is as good as absent, which is reported too.
    return null;
  }
}

const indexes = new WeakMap<ExtractContext, Map<string, Pom>>();

/** A pom of the target by its coordinates; `${…}` in its version is resolved first. */
export function findByCoordinates(wanted: Coordinates, context: ExtractContext): Pom | null {
  return pomIndex(context).get(gav(wanted)) ?? null;
}

function pomIndex(context: ExtractContext): Map<string, Pom> {
  const known = indexes.get(context);
  if (known !== undefined) return known;
  const index = new Map<string, Pom>();
  // Set first: resolving versions below asks the index again.
  indexes.set(context, index);
  const poms = context.named('pom.xml').flatMap((path) => openPom(path, context) ?? []);
  const later: Pom[] = [];
  for (const pom of poms) {
    const groupId = pom.own.groupId ?? pom.parent?.groupId ?? '';
    const version = pom.own.version ?? pom.parent?.version ?? '';
    if (`${groupId}${version}${pom.own.artifactId}`.includes('${')) later.push(pom);
    else if (pom.own.artifactId !== undefined) {
      const name = gav({ groupId, artifactId: pom.own.artifactId, version });
      if (!index.has(name)) index.set(name, pom);
    }
  }
  for (const pom of later) {
    const { groupId, artifactId, version } = new EffectivePom(pom, context).coordinates;
    if (groupId === undefined || artifactId === undefined || version === undefined) continue;
    const name = gav({ groupId, artifactId, version });
    if (!index.has(name)) index.set(name, pom);
  }
  return index;
}

/** The known unknown for a parent that is not in the target. */
export function missingParentUnknown(pom: EffectivePom): KnownUnknown | null {
  const missing = pom.missingParent;
  if (missing === null) return null;
  return {
    reason: 'unresolved-parent',
    message: `the parent ${gav(missing.wanted)} is not in the target; dependencies and versions it sets are not known`,
    location: { path: missing.of.path, line: missing.line },
    package: `${missing.wanted.groupId}:${missing.wanted.artifactId}`,
    losesComponents: true,
  };
}
