/** composer.json: read beside a lockfile for what is direct, and alone where there is none. */
import {
  type ComponentDraft,
  type Extract,
  type ExtractContext,
  type KnownUnknown,
  type Scope,
  type TargetFile,
  TheriacError,
} from '@theriac/core';
import { asObject, asString, get, type JsonDocument, readJson } from '@theriac/read/json';
import { isComposerName, isPlatformPackage } from './package-entry.ts';

export interface ComposerManifest {
  readonly path: string;
  readonly name?: string;
  readonly version?: string;
  readonly asks: readonly {
    readonly name: string;
    readonly range: string;
    readonly scope: Scope;
    readonly section: string;
  }[];
  /** Lower-case names that the project itself replaces or provides: nothing is installed for them. */
  readonly standsFor: ReadonlySet<string>;
  readonly document: JsonDocument;
}

const SECTIONS: readonly { readonly section: string; readonly scope: Scope }[] = [
  { section: 'require', scope: 'production' },
  { section: 'require-dev', scope: 'development' },
];
const EXACT = /^=?\s*(v?\d+\.\d+(?:\.\d+){0,2}(?:-(?:alpha|beta|rc|p|patch|pl)\.?\d*)?)$/i;

export const extract: Extract = (file, context) => {
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  if (context.exists(`${folder}composer.lock`) || /(?:^|\/)vendor\/[^/]+\/[^/]+\//.test(file.path)) {
    return { roots: [], unknowns: [] };
  }
  const unknowns: KnownUnknown[] = [];
  const report = (unknown: KnownUnknown): void => void unknowns.push(unknown);
  const manifest = readComposerManifest(file, report);
  const components = new Map<string, ComponentDraft>();
  for (const { name, range, scope, section } of manifest.asks) {
    const line = manifest.document.line(section, name);
    const location = line === undefined ? { path: file.path } : { path: file.path, line };
    if (!isComposerName(name)) {
      report({
        reason: 'unparseable',
        message: `${JSON.stringify(name.slice(0, 120))} cannot be the name of a package`,
        location,
        losesComponents: true,
      });
      continue;
    }
    if (components.has(name.toLowerCase())) continue;
    const version = EXACT.exec(range.trim().slice(0, 128))?.[1] ?? null;
    components.set(name.toLowerCase(), {
      key: name.toLowerCase(),
      ecosystem: 'composer',
      name,
      version,
      scope,
      direct: true,
      location,
      origin: { kind: 'registry' },
      requested: range,
    });
    report({
      reason: version === null ? 'unresolved-version' : 'unresolved-parent',
      message:
        version === null
          ? `version and transitive dependencies of ${name} are not known: there is no lockfile`
          : `transitive dependencies of ${name} are not listed: there is no lockfile`,
      location,
      package: name,
      range,
      losesComponents: true,
    });
  }
  const { name, version } = manifest;
  return {
    roots: [
      {
        path: file.path,
        ecosystem: 'composer',
        ...(name === undefined ? {} : { name }),
        ...(version === undefined ? {} : { version }),
        components: [...components.values()],
        uses: (key) => ({
          askers: manifest.asks
            .filter((ask) => ask.name.toLowerCase() === key)
            .map(({ range, section }) => ({ range, group: section, manifest: file.path })),
        }),
      },
    ],
    unknowns,
  };
};

/** @throws TheriacError when it is not a JSON object */
function readComposerManifest(file: TargetFile, report: (unknown: KnownUnknown) => void): ComposerManifest {
  const document = readJson(file, report);
  const top = asObject(document.value);
  if (top !== document.value) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a composer.json: no object at the top', {
      path: file.path,
      line: 1,
    });
  }
  const name = asString(get(top, 'name'));
  const version = asString(get(top, 'version'));
  return {
    path: file.path,
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    asks: SECTIONS.flatMap(({ section, scope }) => {
      const value = get(top, section);
      const map = asObject(value);
      // PHP writes an empty map as an empty list.
      if (value !== undefined && map !== value && !(Array.isArray(value) && value.length === 0)) {
        const line = document.line(section);
        report({
          reason: 'unparseable',
          message: `"${section}" is not an object`,
          location: line === undefined ? { path: file.path } : { path: file.path, line },
          losesComponents: true,
        });
      }
      return Object.entries(map).flatMap(([asked, range]) =>
        typeof range === 'string' && !isPlatformPackage(asked)
          ? [{ name: asked, range, scope, section }]
          : [],
      );
    }),
    standsFor: new Set(
      ['replace', 'provide'].flatMap((section) =>
        Object.keys(asObject(get(top, section))).map((replaced) => replaced.toLowerCase()),
      ),
    ),
    document,
  };
}

/** The manifest at `path`, or null when there is none that can be read (its own extractor reports that). */
export function composerManifestAt(context: ExtractContext, path: string): ComposerManifest | null {
  const file = context.file(path);
  if (file === null) return null;
  try {
    return readComposerManifest(file, () => {});
  } catch (error) {
    if (error instanceof TheriacError) return null;
    throw error;
  }
}
