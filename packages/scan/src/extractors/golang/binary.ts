/** Programs made by Go: the standard library and every module that was linked into them. */
import type { Extract, Hash } from '@theriac/core';
import { readExecutables } from '@theriac/read/executable';
import { base64Hash } from '../shared/origin.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { type GoModuleInfo, hasGoMark, readGoBuildInfo } from './build-info.ts';
import { goRelease } from './mod-lines.ts';

export const extract: Extract = (file) => {
  const programs = readExecutables(file.bytes());
  const found = programs.flatMap((program) => readGoBuildInfo(program) ?? []);
  const [first] = found;
  const root = new RootBuilder(file.path, 'golang');
  // The tables that say where everything is are at the end: a program that was cut off has none.
  const isCut = programs.every(({ sections }) => sections.length === 0);
  if (first === undefined || (isCut && !found.some((f) => f !== 'incomplete'))) {
    const isGo = first !== undefined || hasGoMark(file.bytes());
    if (!isCut || (!isGo && (programs.length === 0 || !isElf(file.bytes())))) return NOTHING;
    const message = isGo
      ? 'made by Go, but the program was cut off'
      : 'a program whose tables cannot be read';
    root.unknown('unparseable', message, undefined, true);
    return root.build();
  }
  const info = found.find((f) => f !== 'incomplete');
  if (info === undefined) {
    root.unknown(
      'no-package-data',
      'made by Go, but its build information was removed or cannot be read',
      undefined,
      true,
    );
    return root.build();
  }
  const location = { path: file.path };
  const release = goRelease(info.release);
  if (release === null) {
    root.unknown('unresolved-version', 'unknown Go release', undefined, false, {
      package: 'stdlib',
    });
  }
  root.add({ name: 'stdlib', version: release, scope: 'production', direct: true, location });
  const modules =
    info.main === null || !/^v\d/.test(info.main.version) ? info.modules : [info.main, ...info.modules];
  for (const module of modules) {
    const exact = /^v\d/.test(module.version);
    if (!exact) {
      root.unknown('unresolved-version', `${module.path} was built from a folder`, undefined, false, {
        package: module.path,
      });
    }
    root.add({
      name: module.path,
      version: exact ? module.version : null,
      scope: 'production',
      direct: true,
      location,
      origin: exact ? { kind: 'registry' } : { kind: 'path', path: module.path },
      ...hashesOf(module),
    });
  }
  if (info.main === null && info.modules.length === 0) {
    root.unknown(
      'no-package-data',
      'made by Go without modules: what it holds is not known',
      undefined,
      true,
    );
  }
  return root.build(
    info.main === null
      ? {}
      : { name: info.main.path, ...(info.main.version === '' ? {} : { version: info.main.version }) },
  );
};

function isElf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45;
}

function hashesOf(module: GoModuleInfo): { hashes?: readonly Hash[] } {
  const hash = module.sum.startsWith('h1:') ? base64Hash('sha256', module.sum.slice(3)) : undefined;
  return hash === undefined ? {} : { hashes: [hash] };
}
