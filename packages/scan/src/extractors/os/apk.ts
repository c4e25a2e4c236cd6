/** apk's database (https://wiki.alpinelinux.org/wiki/Apk_spec): blocks of one-letter fields. */
import { type Extract, withoutAddress } from '@theriac/core';
import { textAt } from '../shared/readable-text.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { Needs } from './needs.ts';
import { distroOf, osReleaseOf } from './os-release.ts';

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'apk');
  const distro = distroOf(osReleaseOf(context, file.path, 'lib/apk/'));
  if (distro.distro === undefined)
    root.unknown('no-package-data', 'there is no os-release, so the release is not known', undefined, false);
  const needs = new Needs(root);
  const text = file.text();
  if (text.trim() === '') root.emptyFile();
  let fields = new Map<string, string>();
  let start = 1;
  for (const [i, row] of `${text}\n`.split('\n').entries()) {
    if (row === '') {
      if (fields.size > 0) addPackage(root, needs, start, fields, distro);
      fields = new Map();
      continue;
    }
    if (fields.size === 0) start = i + 1;
    // A package has one name and one checksum: with two of them, the blank line between two packages is missing.
    if (/^[CPV]:/.test(row) && fields.has(row[0] ?? ''))
      root.unknown('duplicate-key', `the field ${row[0]} stands twice in one entry`, i + 1, true);
    // Files follow the fields of the package and repeat their letters.
    if (row[1] === ':' && !fields.has(row[0] ?? '')) fields.set(row[0] ?? '', row.slice(2));
  }
  needs.link();
  for (const name of world(textAt(worldBeside(file.path), context) ?? '')) {
    if (needs.isProvided(name)) continue;
    const message = `${name} is in etc/apk/world and not in the database: the database was cut off`;
    root.unknown('dangling-edge', message, undefined, true, { package: name });
  }
  root.markTopLevel(() => 'production');
  return root.build();
};

/** What was asked for by name, and is installed therefore; beside the database in the same root file system. */
function worldBeside(path: string): string {
  return path.replace(/(?:usr\/)?lib\/apk\/db\/installed$/, 'etc/apk/world');
}

/** Names of a list as apk writes it; what begins with `!` is to be absent. `name@tag` comes from a tagged repository. */
function world(text: string): string[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '' && !word.startsWith('!'))
    .map((word) => word.replace(/[<>=~@].*$/s, ''));
}

function addPackage(
  root: RootBuilder,
  needs: Needs,
  line: number,
  fields: ReadonlyMap<string, string>,
  distro: Readonly<Record<string, string>>,
): void {
  const name = fields.get('P') ?? '';
  if (name === '') {
    root.unknown('no-package-data', 'an entry has no package name', line, true);
    return;
  }
  const version = fields.get('V') || null;
  if (version === null) root.unresolved(name, '', line);
  const [arch, origin, licence, maintainer] = ['A', 'o', 'L', 'm'].map((letter) => fields.get(letter));
  const key = root.add({
    name,
    version,
    location: { path: root.path, line },
    ...(licence === undefined || licence === '' ? {} : { licence }),
    ...(maintainer === undefined || maintainer === '' ? {} : { supplier: withoutAddress(maintainer) }),
    qualifiers: {
      ...(arch === undefined ? {} : { arch }),
      ...distro,
      ...(origin === undefined || origin === '' || origin === name ? {} : { upstream: origin }),
    },
  });
  needs.provide(name, key);
  for (const provided of namesOf(fields.get('p'))) needs.provide(provided, key);
  needs.ask(key, namesOf(fields.get('D')));
}

/** `so:libc.musl-x86_64.so.1 busybox>=1.36 !conflict` */
function namesOf(field: string | undefined): string[] {
  return (field ?? '')
    .split(' ')
    .filter((item) => item !== '' && !item.startsWith('!'))
    .map((item) => item.replace(/[<>=~].*$/s, ''));
}
