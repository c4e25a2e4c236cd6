/**
 * `.gitmodules` (https://git-scm.com/docs/gitmodules): repositories inside the repository. Which commit is checked out
 * is in git's index; what a submodule contains is scanned with the rest where it is checked out.
 */
import type { Extract, ExtractContext } from '@theriac/core';
import { submoduleCommits } from '../../target/git-index.ts';
import { beside } from '../../target/paths.ts';
import { repositoryIdentity } from '../shared/repository-component.ts';
import { RootBuilder } from '../shared/root-builder.ts';

interface Submodule {
  readonly line: number;
  readonly settings: Map<string, string>;
}

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'github');
  const commits = commitsOf(file.path, context);
  for (const { line, settings } of sectionsOf(file.text(), root)) {
    const [path, url] = [settings.get('path'), settings.get('url')];
    if (path === undefined || url === undefined) {
      root.unknown('no-package-data', 'a submodule has no path or no url', line, true);
      continue;
    }
    const commit = commits.get(path);
    const { ecosystem, name, origin } = repositoryIdentity(url, commit);
    if (commit === undefined) root.unresolved(name, settings.get('branch') ?? '', line);
    root.want(
      root.add({
        // One repository may be there twice, at two paths.
        key: path,
        ecosystem,
        name,
        version: commit ?? null,
        location: { path: file.path, line },
        origin,
      }),
      'production',
    );
    if (!context.exists(beside(file.path, `${path}/.git`)))
      root.unknown(
        'unresolved-include',
        `the submodule ${path.slice(0, 200)} is not checked out, what it contains is unknown; run \`git submodule update --init\``,
        line,
        true,
      );
  }
  return root.build();
};

function commitsOf(path: string, context: ExtractContext): ReadonlyMap<string, string> {
  const index = context.file(beside(path, '.git/index'));
  return index === null ? new Map() : submoduleCommits(index.bytes());
}

function sectionsOf(text: string, root: RootBuilder): Submodule[] {
  const sections: Submodule[] = [];
  for (const [at, raw] of text.split('\n').entries()) {
    const line = at + 1;
    const trimmed = raw.trim();
    if (trimmed === '' || /^[#;]/.test(trimmed)) continue;
    if (/^\[submodule "[^\n]{1,500}"\]$/i.test(trimmed)) {
      sections.push({ line, settings: new Map() });
      continue;
    }
    const equals = trimmed.indexOf('=');
    const section = sections.at(-1);
    if (section === undefined || equals <= 0 || trimmed.startsWith('['))
      root.unknown('unparseable', 'a line is not understood', line, true);
    else
      section.settings.set(
        trimmed.slice(0, equals).trim().toLowerCase(),
        trimmed
          .slice(equals + 1)
          .trim()
          .replace(/^"(.*)"$/, '$1'),
      );
  }
  return sections;
}
