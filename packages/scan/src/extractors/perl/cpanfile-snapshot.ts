/**
 * `cpanfile.snapshot` of Carton (https://metacpan.org/pod/Carton): distributions, the modules that each provides and the
 * modules that it requires. Indentation tells what belongs to what: two blanks, four, six.
 */
import { type Extract, TheriacError } from '@theriac/core';
import { RootBuilder } from '../shared/root-builder.ts';

const HEADER = /^# carton snapshot format: version (\S{1,20})/;
/** `A/AU/AUTHOR/Name-1.23.tar.gz`, with or without folders of the author's own. */
const PATHNAME =
  /^(?:[A-Z]\/[A-Z][A-Z0-9-]\/)?([A-Z][A-Z0-9-]{1,30})\/(?:[^/]{1,200}\/){0,9}([^/]{1,300})\.(?:tar\.gz|tgz|tar\.bz2|zip)$/;
/** The last part that begins with a digit, or with `v` and a digit, is the version. */
const NAME_AND_VERSION = /^(.{1,200}?)-(v?\d[\w.]{0,60}(?:-TRIAL\d{0,5})?)$/;

interface Distribution {
  readonly line: number;
  readonly title: string;
  pathname: string | undefined;
  readonly provides: string[];
  readonly requires: string[];
  /** Carton writes the list of requirements last, even when it is empty. */
  isWhole: boolean;
}

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'cpan');
  const lines = file.text().split('\n');
  const version = HEADER.exec(lines[0] ?? '')?.[1];
  if (version === undefined)
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a snapshot of Carton: no header', {
      path: file.path,
      line: 1,
    });
  if (!/^1\./.test(version)) root.unknown('unsupported-version', 'only version 1 is known', 1, true);
  if (!lines.some((line) => line.trimEnd() === 'DISTRIBUTIONS'))
    root.unknown(
      'no-package-data',
      'there is no section DISTRIBUTIONS: the file was cut off',
      undefined,
      true,
    );
  const distributions = [...distributionsOf(lines, root)];
  const last = distributions.at(-1);
  if (last?.pathname !== undefined && !last.isWhole)
    root.unknown('unparseable', 'its last distribution has no requirements: it was cut off', last.line, true);
  const byModule = new Map<string, string>();
  const added: (readonly [key: string, distribution: Distribution])[] = [];
  for (const distribution of distributions) {
    const key = addDistribution(root, distribution);
    if (key === undefined) continue;
    added.push([key, distribution]);
    for (const module of distribution.provides) if (!byModule.has(module)) byModule.set(module, key);
  }
  // Modules that come with Perl itself are in no distribution of the file.
  for (const [key, { requires }] of added)
    for (const module of requires) {
      const to = byModule.get(module);
      if (to !== undefined) root.link(key, to);
    }
  root.markTopLevel(() => 'production');
  return root.build();
};

function* distributionsOf(lines: readonly string[], root: RootBuilder): Iterable<Distribution> {
  let current: Distribution | undefined;
  let list: string[] | undefined;
  for (const [at, text] of lines.entries()) {
    const line = at + 1;
    if (text.trim() === '' || text.startsWith('#') || text.trimEnd() === 'DISTRIBUTIONS') continue;
    const depth = text.length - text.trimStart().length;
    const content = text.trim();
    if (depth === 2) {
      if (current !== undefined) yield current;
      current = { line, title: content, pathname: undefined, provides: [], requires: [], isWhole: false };
      list = undefined;
    } else if (current === undefined || (depth !== 4 && depth !== 6)) {
      root.unknown('unparseable', 'a line is not understood', line, true);
    } else if (depth === 6) list?.push(content.split(' ', 1)[0] ?? '');
    else if (content === 'provides:') list = current.provides;
    else if (content === 'requirements:') {
      list = current.requires;
      current.isWhole = true;
    } else {
      list = undefined;
      const pathname = /^pathname:[ \t]{1,9}(\S{1,500})$/.exec(content)?.[1];
      if (pathname === undefined) root.unknown('unparseable', 'a line is not understood', line, true);
      else current.pathname = pathname;
    }
  }
  if (current !== undefined) yield current;
}

function addDistribution(root: RootBuilder, { line, title, pathname }: Distribution): string | undefined {
  const [, author, file] = PATHNAME.exec(pathname ?? '') ?? [];
  const [, name, version] = NAME_AND_VERSION.exec(file ?? '') ?? [];
  if (author === undefined || name === undefined || version === undefined) {
    root.unknown(
      'no-package-data',
      `${title.slice(0, 100)} has no author, name or version that could be read`,
      line,
      true,
    );
    return undefined;
  }
  return root.add({
    // Package URLs of CPAN begin with the author.
    name: `${author}/${name}`,
    version,
    location: { path: root.path, line },
    origin: { kind: 'registry' },
  });
}
