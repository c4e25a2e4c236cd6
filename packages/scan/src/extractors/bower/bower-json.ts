/** `bower.json` (https://github.com/bower/spec/blob/master/json.md). Bower has no lockfile. */
import type { Extract, Scope } from '@theriac/core';
import { asObject, asString, get, readJson } from '@theriac/read/json';
import { addAsked } from '../shared/asked-package.ts';
import { gitOrigin, withoutCredentials } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';

const SECTIONS: readonly (readonly [section: string, scope: Scope])[] = [
  ['dependencies', 'production'],
  ['devDependencies', 'development'],
];
const EXACT = /^=?v?(\d+\.\d+\.\d[\w.+-]*)$/;

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'bower');
  const document = readJson(file, root.report);
  const top = asObject(document.value);
  if (typeof document.value !== 'object' || document.value === null || Array.isArray(document.value))
    root.unknown('unparseable', 'the file is not an object', 1, true);
  let found = 0;
  for (const [section, scope] of SECTIONS) {
    const value = get(top, section);
    if (value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value)))
      root.unknown('unparseable', `"${section}" is not an object`, document.line(section), true);
    for (const [asked, range] of Object.entries(asObject(value))) {
      const line = document.line(section, asked);
      if (typeof range !== 'string' || asked === '') {
        root.unknown('unparseable', `the version of ${asked.slice(0, 100)} is not a text`, line, true);
        continue;
      }
      addAsked(root, { scope, line, ...targetOf(asked, range) });
      found += 1;
    }
  }
  if (found > 0)
    root.transitivesUnknown(
      'move the packages to npm and commit package-lock.json; Bower is no longer maintained',
    );
  const [name, version] = [asString(get(top, 'name')), asString(get(top, 'version'))];
  return root.build({
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
  });
};

/** `1.2.3`, `name#1.2.3`, `owner/repository#1.2.3`, `https://….git#tag`, `https://….zip`. */
function targetOf(
  asked: string,
  text: string,
): Pick<Parameters<typeof addAsked>[1], 'name' | 'range' | 'version' | 'origin'> {
  const range = withoutCredentials(text);
  const hash = text.indexOf('#');
  const [source, wanted] = hash < 0 ? [text, ''] : [text.slice(0, hash), text.slice(hash + 1)];
  const exact = EXACT.exec(wanted)?.[1] ?? null;
  if (/^(?:git|ssh|svn)(?:\+\w+)?:|\.git$|^git@/.test(source))
    return { name: asked, range, version: exact, origin: gitOrigin(source, wanted) };
  if (/^https?:/.test(source))
    return { name: asked, range, version: null, origin: { kind: 'url', url: withoutCredentials(source) } };
  if (/^\.{0,2}\//.test(source))
    return { name: asked, range, version: null, origin: { kind: 'path', path: source } };
  if (/^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(source))
    return {
      name: asked,
      range,
      version: exact,
      origin: gitOrigin(`https://github.com/${source}.git`, wanted),
    };
  // `jquery2: "jquery#2.0.0"`: another name for a package.
  if (hash > 0 && /^[\w.-]{1,100}$/.test(source)) return { name: source, range, version: exact };
  return { name: asked, range, version: EXACT.exec(text)?.[1] ?? null };
}
