/** `ivy.xml` (https://ant.apache.org/ivy/history/latest-milestone/ivyfile.html): what a module asks for. */
import type { Extract, Scope } from '@theriac/core';
import { readXml, type XmlElement } from '@theriac/read/xml';
import { addAsked } from '../shared/asked-package.ts';
import { RootBuilder } from '../shared/root-builder.ts';

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'maven');
  const module = readXml(file);
  if (module.name !== 'ivy-module')
    root.unknown('unparseable', 'the file is no Ivy module', module.line, true);
  const info = module.child('info');
  const organisation = info?.attribute('organisation');
  let found = 0;
  for (const dependency of module.at('dependencies', 'dependency')) {
    const name = dependency.attribute('name');
    // Within one organisation it may be left out.
    const group = dependency.attribute('org') ?? organisation;
    if (name === undefined || group === undefined || /\$\{/.test(name + group)) {
      root.unknown('dynamic', 'a dependency has no literal organisation and name', dependency.line, true);
      continue;
    }
    const range = dependency.attribute('rev') ?? '';
    const version =
      /^[\w.-]+$/.test(range) && !range.startsWith('latest.') && !range.endsWith('+') ? range : null;
    addAsked(root, {
      name: `${group}:${name}`,
      range,
      version,
      scope: scopeOf(dependency),
      line: dependency.line,
    });
    found += 1;
  }
  if (found > 0) root.transitivesUnknown('scan the folder into which Ivy retrieves the archives');
  const [own, revision] = [info?.attribute('module'), info?.attribute('revision')];
  return root.build({
    ...(own === undefined ? {} : { name: organisation === undefined ? own : `${organisation}:${own}` }),
    ...(revision === undefined ? {} : { version: revision }),
  });
};

/** `conf="test->default"`: only a configuration of the module that is for tests says so. */
function scopeOf(dependency: XmlElement): Scope {
  const own = (dependency.attribute('conf') ?? '')
    .split(';')
    .flatMap((part) => (part.split('->')[0] ?? '').split(','))
    .map((name) => name.trim());
  return own.every((name) => /^test/.test(name)) ? 'test' : 'production';
}
