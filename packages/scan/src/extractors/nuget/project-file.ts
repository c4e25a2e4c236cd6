/**
 * `*.csproj` and other project files of MSBuild: the packages that a project asks for, with versions from central package
 * management and properties of the `Directory.*.props` files above.
 * https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files
 */
import type { Extract, ExtractContext, ExtractResult, Scope } from '@theriac/core';
import { readXml, type XmlElement } from '@theriac/read/xml';
import { baseName, beside, folderOf, siblingOf } from '../../target/paths.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { descendants, type MsbuildFile, Properties, sharedFiles } from './msbuild.ts';
import { restoredVersion } from './nuget-version.ts';

export const extract: Extract = (file, context) => {
  const name = baseName(file.path).replace(/\.[^.]+$/, '');
  // NuGet prefers the name of the project, so that several projects can share a folder.
  const locks = [`packages.${name.replaceAll(' ', '_')}.lock.json`, 'packages.lock.json'];
  const lock = siblingOf(file.path, locks, context);
  const root = new RootBuilder(file.path, 'nuget');
  const project: MsbuildFile = { path: file.path, root: readXml(file) };
  if (lock !== undefined) return lockedIn(lock, project);
  if (context.exists(beside(file.path, 'obj/project.assets.json'))) return NOTHING;
  if (!isDotnet(file.path) && descendants(project.root, 'PackageReference').length === 0) return NOTHING;
  const shared = sharedFiles(file.path, context, root.report);
  const reader = new ProjectReader(root, [...shared, project]);
  reader.read();
  if (reader.count > 0) root.transitivesUnknown('commit packages.lock.json (RestorePackagesWithLockFile)');
  const version = reader.properties.expand(reader.properties.get('Version') ?? '');
  return root.build({ name, ...(version ? { version } : {}) });
};

/** Projects of .NET itself, which are projects without packages, too; of C++, databases and installers few have any. */
function isDotnet(path: string): boolean {
  return PROJECT_NAMES.some((extension) => path.toLowerCase().endsWith(extension));
}

/** References without any condition, with a literal name: a lockfile that is up to date holds them. */
function lockedIn(lockfile: string, { path, root }: MsbuildFile): ExtractResult {
  const groups = root.children.filter((c) => c.name === 'ItemGroup' && !hasCondition(c));
  const references = groups.flatMap((group) =>
    group.children.filter((c) => c.name === 'PackageReference' && !hasCondition(c)),
  );
  const asks = references.flatMap((reference) =>
    names(reference.attributeOfAnyCase('Include') ?? '')
      .filter((name) => !name.includes('$('))
      .map((name) => ({ name, location: { path, line: reference.line } })),
  );
  return { roots: [], unknowns: [], locked: { ecosystem: 'nuget', lockfile, asks } };
}

function hasCondition(element: XmlElement): boolean {
  return element.attributeOfAnyCase('Condition') !== undefined;
}

/** Versions of one package in one project, for several target frameworks. */
const MAX_ALTERNATIVES = 64;

interface Reference {
  readonly name: string;
  readonly path: string;
  readonly line: number;
  range: string | undefined;
  override: string | undefined;
  scope: Scope;
}

class ProjectReader {
  readonly properties: Properties;
  count = 0;
  readonly #root: RootBuilder;
  readonly #files: readonly MsbuildFile[];
  readonly #references = new Map<string, Reference[]>();
  readonly #central = new Map<string, string>();

  constructor(root: RootBuilder, files: readonly MsbuildFile[]) {
    this.#root = root;
    this.#files = files;
    this.properties = new Properties(files);
  }

  read(): void {
    for (const { root } of this.#files) {
      for (const element of descendants(root, 'PackageVersion')) {
        const name = element.attributeOfAnyCase('Include') ?? element.attributeOfAnyCase('Update');
        const version = metadata(element, 'Version');
        if (name !== undefined && version !== undefined)
          this.#central.set(name.trim().toLowerCase(), version);
      }
    }
    const project = this.#files.at(-1);
    const shipped = project !== undefined && isTestProject(project.root) ? 'test' : 'production';
    for (const { path, root } of this.#files) {
      for (const element of descendants(root, 'PackageReference')) this.#reference(element, path, shipped);
      for (const element of descendants(root, 'GlobalPackageReference'))
        this.#reference(element, path, 'development');
      for (const element of descendants(root, 'DotNetCliToolReference'))
        this.#reference(element, path, 'build');
    }
    for (const references of this.#references.values()) for (const one of references) this.#add(one);
  }

  #reference(element: XmlElement, path: string, scope: Scope): void {
    const range = metadata(element, 'Version');
    const override = metadata(element, 'VersionOverride');
    const isPrivate = isAll(metadata(element, 'PrivateAssets'));
    const update = element.attributeOfAnyCase('Update');
    if (update !== undefined) {
      for (const name of names(this.properties.expand(update) ?? update)) {
        for (const known of this.#references.get(name.toLowerCase()) ?? []) {
          known.range = range ?? known.range;
          known.override = override ?? known.override;
          if (isPrivate) known.scope = 'development';
        }
      }
      return;
    }
    const remove = element.attributeOfAnyCase('Remove');
    if (remove !== undefined) {
      for (const name of names(remove)) this.#references.delete(name.toLowerCase());
      return;
    }
    const include = element.attributeOfAnyCase('Include')?.trim() ?? '';
    const expanded = this.properties.expand(include);
    if (include === '' || expanded === null) {
      const message =
        include === ''
          ? 'a package reference names no package'
          : 'a package name is made of unknown properties';
      this.#root.unknown(include === '' ? 'no-package-data' : 'dynamic', message, element.line, true, {
        path,
      });
      return;
    }
    for (const name of names(expanded)) {
      const reference = {
        name,
        path,
        line: element.line,
        range,
        override,
        scope: isPrivate && scope !== 'build' ? ('development' as const) : scope,
      };
      const there = this.#references.get(name.toLowerCase());
      // The same package for two target frameworks may have two versions.
      if (there === undefined) this.#references.set(name.toLowerCase(), [reference]);
      else if (
        there.length < MAX_ALTERNATIVES &&
        !there.some((r) => r.range === range && r.override === override)
      ) {
        there.push(reference);
      }
    }
  }

  #add(reference: Reference): void {
    const { name, path, line, scope } = reference;
    const central = this.#central.get(name.toLowerCase());
    const written = reference.override ?? reference.range ?? central ?? '';
    const range = this.properties.expand(written) ?? written;
    const version = restoredVersion(range);
    if (version === null) this.#root.unresolved(name, range, line, path);
    this.#root.add({
      name,
      version,
      scope,
      direct: true,
      requested: range,
      location: { path, line },
      origin: { kind: 'registry' },
    });
    this.count += 1;
  }
}

/** An item's metadata: attribute or child element. */
function metadata(element: XmlElement, name: string): string | undefined {
  const child = element.children.find((c) => c.name.toLowerCase() === name.toLowerCase());
  const value = (element.attributeOfAnyCase(name) ?? child?.text)?.trim();
  return value === '' ? undefined : value;
}

/** Lower case. With it `dotnet test` runs a project; nothing that is shipped asks for it. */
export const TEST_SDK = 'microsoft.net.test.sdk';

/**
 * Whether a project only tests, by what is in its own file: conditions are not evaluated, so a shared file that
 * gives the test SDK to some projects would make tests of all.
 */
function isTestProject(project: XmlElement): boolean {
  const said = descendants(project, 'IsTestProject').at(-1)?.text.trim().toLowerCase();
  if (said === 'true' || said === 'false') return said === 'true';
  return descendants(project, 'PackageReference').some(
    (e) => e.attributeOfAnyCase('Include')?.trim().toLowerCase() === TEST_SDK,
  );
}

/** Several items may be in one attribute, apart by semicolons. */
function names(list: string): string[] {
  return list
    .split(';')
    .map((n) => n.trim())
    .filter((n) => n !== '');
}

function isAll(value: string | undefined): boolean {
  return value?.split(';').some((v) => v.trim().toLowerCase() === 'all') ?? false;
}

/** Lower-case names of packages that the projects beside a lockfile keep to themselves (`PrivateAssets="all"`). */
export function developmentPackages(lock: string, context: ExtractContext): Set<string> {
  const found = new Set<string>();
  const folder = folderOf(lock);
  const projects = PROJECT_NAMES.flatMap((extension) => {
    const guess = `${baseName(folder)}${extension}`;
    return [...context.named(guess), beside(lock, guess)].filter((p) => folderOf(p) === folder);
  });
  for (const path of new Set(projects)) {
    const file = context.file(path);
    if (file === null) continue;
    try {
      for (const element of descendants(readXml(file), 'PackageReference')) {
        const name = element.attributeOfAnyCase('Include');
        if (name !== undefined && isAll(metadata(element, 'PrivateAssets')))
          found.add(name.trim().toLowerCase());
      }
    } catch {
      // The project file's own extraction reports it.
    }
  }
  return found;
}

/** The context finds files by name only; a project mostly bears the name of its folder. */
const PROJECT_NAMES = ['.csproj', '.fsproj', '.vbproj'];
