/** dpkg's database: `status` (https://manpages.debian.org/dpkg), or a file a package in `status.d` (distroless images). */
import { type Extract, type ExtractContext, type TargetFile, withoutAddress } from '@theriac/core';
import { type Paragraph, paragraphsOf } from '@theriac/read/control';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { Needs } from './needs.ts';
import { distroOf, osReleaseOf } from './os-release.ts';

/** `install ok installed`: desired, state of the flag, state. What is only configured or removed is not there. */
const INSTALLED = /^\S+ \S+ (?:installed|half-configured|triggers-awaited|triggers-pending|unpacked)$/;

const ABSENT = /^\S+ \S+ (?:not-installed|config-files|half-installed)$/;

export const extract: Extract = (file, context) => {
  if (!file.path.includes('status.d/')) return read(file.path, [file], context);
  const folder = /^(.*\/lib\/dpkg\/status\.d)\/[^/]+$/.exec(`/${file.path}`)?.[1]?.slice(1);
  if (folder === undefined) return NOTHING;
  // All files of the folder are one database: its first one speaks for it.
  const paths = context.matched.filter((p) => p.startsWith(`${folder}/`) && !p.endsWith('.md5sums'));
  if (paths[0] !== file.path) return NOTHING;
  return read(
    folder,
    paths.flatMap((p) => context.file(p) ?? []),
    context,
  );
};

function read(path: string, files: readonly TargetFile[], context: ExtractContext) {
  const root = new RootBuilder(path, 'deb');
  const distro = distroOf(osReleaseOf(context, path, 'var/lib/dpkg/'));
  if (distro.distro === undefined)
    root.unknown(
      'no-package-data',
      'there is no os-release, so the distribution is not known',
      undefined,
      false,
    );
  const needs = new Needs(root);
  for (const file of files) {
    for (const paragraph of paragraphsOf(file.text())) addPackage(root, needs, file.path, paragraph, distro);
  }
  needs.link();
  if (!files.some((f) => f.size > 0)) root.emptyFile();
  root.markTopLevel(() => 'production');
  return root.build();
}

export function addPackage(
  root: RootBuilder,
  needs: Needs,
  path: string,
  { fields, line, twice }: Paragraph,
  distro: Readonly<Record<string, string>>,
): void {
  const name = fields.get('package');
  if (twice.length > 0)
    root.unknown('duplicate-key', `the field ${twice[0]} stands twice in one entry`, line, true, { path });
  const status = fields.get('status');
  if (status !== undefined && !INSTALLED.test(status)) {
    if (!ABSENT.test(status))
      root.unknown(
        'unparseable',
        `the status of ${name?.slice(0, 100) ?? 'a package'} is not understood`,
        line,
        true,
        { path },
      );
    return;
  }
  if (name === undefined || name === '') {
    root.unknown('no-package-data', 'an entry has no package name', line, true, { path });
    return;
  }
  const version = fields.get('version');
  const arch = fields.get('architecture');
  const upstream = upstreamOf(fields.get('source'), name);
  const supplier = fields.get('maintainer');
  if (version === undefined || version === '') root.unresolved(name, '', line, path);
  const key = root.add({
    name,
    version: version || null,
    location: { path, line },
    ...(supplier === undefined || supplier === '' ? {} : { supplier: withoutAddress(supplier) }),
    qualifiers: {
      ...(arch === undefined ? {} : { arch }),
      ...distro,
      ...(upstream === undefined ? {} : { upstream }),
    },
  });
  needs.provide(name, key);
  for (const provided of namesOf(fields.get('provides'))) needs.provide(provided, key);
  needs.ask(key, [...namesOf(fields.get('depends')), ...namesOf(fields.get('pre-depends'))]);
}

/** `Source: openssl (3.0.1-1)`: advisories speak of source packages and their versions. */
function upstreamOf(source: string | undefined, name: string): string | undefined {
  const [, from, version] = /^(\S+)(?: \((.+)\))?$/.exec(source ?? '') ?? [];
  if (from === undefined || (from === name && version === undefined)) return undefined;
  return version === undefined ? from : `${from}@${version}`;
}

/** Names of a relationship field; of alternatives all, since only what is installed is linked. */
function namesOf(field: string | undefined): string[] {
  return (field ?? '')
    .split(/[,|]/)
    .flatMap((item) => /^[\s\n]*([a-z0-9][a-z0-9+.-]*)/.exec(item)?.[1] ?? []);
}
