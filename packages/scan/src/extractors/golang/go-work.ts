/** `go.work`: the modules that are built together. Each has a go.mod of its own; here they are first-party. */
import type { Extract } from '@theriac/core';
import { beside, normalizePath } from '../../target/paths.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { goRelease, readModLines } from './mod-lines.ts';

const KNOWN: ReadonlySet<string> = new Set(['go', 'toolchain', 'use', 'replace', 'godebug']);

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'golang');
  for (const { verb, words, line } of readModLines(file.text())) {
    const [first] = words;
    if (!KNOWN.has(verb) || first === undefined) {
      root.unknown('unparseable', 'no valid go.work directive', line, true);
    } else if (verb === 'use') {
      const folder = normalizePath(beside(file.path, first));
      const path = folder === null ? null : folder === '' ? 'go.mod' : `${folder}/go.mod`;
      const module = path === null ? null : context.file(path);
      if (module === null) {
        root.unknown('unresolved-include', 'a module of the workspace is not in the target', line, true);
        continue;
      }
      let name: string | undefined;
      try {
        name = readModLines(module.text()).find((l) => l.verb === 'module')?.words[0];
      } catch {
        name = undefined;
      }
      if (name === undefined) continue;
      root.add({
        name,
        version: null,
        scope: 'production',
        direct: true,
        firstParty: true,
        location: { path: file.path, line },
        origin: { kind: 'workspace', path: folder || '.' },
      });
    } else if (verb === 'toolchain') {
      const release = goRelease(first);
      if (release === null) continue;
      root.add({
        name: 'stdlib',
        version: release,
        scope: 'production',
        direct: true,
        location: { path: file.path, line },
      });
    }
  }
  return root.build();
};
