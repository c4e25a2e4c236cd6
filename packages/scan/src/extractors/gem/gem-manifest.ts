/**
 * Gemfile and *.gemspec without a lockfile: what is asked for. A specification in a `specifications` folder is that
 * of an installed gem: there it is a component itself.
 */
import {
  type ComponentDraft,
  type Extract,
  type ExtractContext,
  type ExtractResult,
  type KnownUnknown,
  type RootDraft,
  TheriacError,
} from '@theriac/core';
import {
  exactGemVersion,
  type GemAsk,
  type Gemspec,
  isGemName,
  readGemfile,
  readGemspec,
} from './gemfile.ts';

const LOCKFILES = ['Gemfile.lock', 'gems.locked'];

export const extractGemfile: Extract = (file, context) => {
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  const lockfile = file.path.endsWith('gems.rb') ? 'gems.locked' : 'Gemfile.lock';
  const unknowns: KnownUnknown[] = [];
  const asks = readGemfile(file, (unknown) => unknowns.push(unknown));
  if (context.exists(folder + lockfile)) return lockedIn(folder + lockfile, asks);
  return {
    roots: [{ path: file.path, ecosystem: 'gem', components: componentsOf(asks, unknowns) }],
    unknowns,
  };
};

/** Gems for some platforms only, and those in a branch of an `if`, may be missing. */
function lockedIn(lockfile: string, asks: readonly GemAsk[]): ExtractResult {
  const wanted = asks.filter(
    (ask) => ask.platforms.length === 0 && !ask.conditional && ask.origin.kind !== 'path',
  );
  return { roots: [], unknowns: [], locked: { ecosystem: 'gem', lockfile, asks: wanted } };
}

export const extractGemspec: Extract = (file, context) => {
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  const installed = /(?:^|\/)specifications\//.test(file.path);
  if (!installed && LOCKFILES.some((name) => context.exists(folder + name)))
    return { roots: [], unknowns: [] };
  if (!/Gem::Specification\.new/.test(file.text())) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a gem specification', { path: file.path, line: 1 });
  }
  const unknowns: KnownUnknown[] = [];
  const specification = readGemspec(file, (unknown) => unknowns.push(unknown));
  const version = specification.version ?? versionConstant(specification, folder, context);
  const { name } = specification;
  if (installed) {
    return { roots: [installedGem(file.path, specification, version ?? null, unknowns)], unknowns };
  }
  const root: RootDraft = {
    path: file.path,
    ecosystem: 'gem',
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    components: componentsOf(specification.asks, unknowns),
  };
  return { roots: [root], unknowns };
};

function installedGem(
  path: string,
  specification: Gemspec,
  version: string | null,
  unknowns: KnownUnknown[],
): RootDraft {
  const line = specification.versionLine;
  const location = line === undefined ? { path } : { path, line };
  const name = specification.name;
  if (name === undefined || !isGemName(name)) {
    unknowns.push({
      reason: 'no-package-data',
      message: 'the specification gives no name that could be read',
      location: { path },
      losesComponents: true,
    });
    return { path, ecosystem: 'gem', components: [] };
  }
  const exact = version === null ? null : exactGemVersion(version);
  if (exact === null) {
    unknowns.push({
      reason: 'unresolved-version',
      message: `the version of ${name} is not written out`,
      location,
      package: name,
      losesComponents: false,
    });
  }
  const component: ComponentDraft = {
    key: name,
    ecosystem: 'gem',
    name,
    version: exact,
    scope: 'production',
    direct: true,
    location,
    origin: { kind: 'registry' },
    ...(specification.licence === undefined ? {} : { licence: specification.licence }),
  };
  return { path, ecosystem: 'gem', components: [component] };
}

/** The literal of `VERSION = "1.0"` in a file that the specification requires; undefined when only Ruby knows. */
function versionConstant(
  specification: Gemspec,
  folder: string,
  context: ExtractContext,
): string | undefined {
  for (const name of specification.versionFiles.slice(0, 5)) {
    for (const candidate of [name, `${name}.rb`, `lib/${name}`, `lib/${name}.rb`]) {
      const file = context.file(folder + candidate);
      if (file === null) continue;
      try {
        const found = /\bVERSION\s*=\s*["']([^"'\n]{1,128})["']/.exec(file.text().slice(0, 65_536))?.[1];
        if (found !== undefined) return found;
      } catch (error) {
        if (!(error instanceof TheriacError)) throw error;
      }
    }
  }
  return undefined;
}

function componentsOf(asks: readonly GemAsk[], unknowns: KnownUnknown[]): ComponentDraft[] {
  const components = new Map<string, ComponentDraft>();
  for (const { name, range, scope, origin, location } of asks) {
    const known = components.get(name);
    if (known !== undefined) {
      if (scope === 'production') components.set(name, { ...known, scope });
      continue;
    }
    const version = origin.kind === 'registry' ? exactGemVersion(range) : null;
    components.set(name, {
      key: name,
      ecosystem: 'gem',
      name,
      version,
      scope,
      direct: true,
      location,
      origin,
      ...(range === '' ? {} : { requested: range }),
    });
    unknowns.push({
      reason: version === null ? 'unresolved-version' : 'unresolved-parent',
      message:
        version === null
          ? `version and transitive dependencies of ${name} are not known: there is no lockfile`
          : `transitive dependencies of ${name} are not listed: there is no lockfile`,
      location,
      package: name,
      ...(range === '' ? {} : { range }),
      losesComponents: true,
    });
  }
  return [...components.values()];
}
