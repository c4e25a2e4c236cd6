/** `packages.config`: every package of an older .NET project, without edges. */
import type { Extract } from '@theriac/core';
import { readXml } from '@theriac/read/xml';
import { RootBuilder } from '../shared/root-builder.ts';

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'nuget');
  const document = readXml(file);
  if (document.name !== 'packages') {
    root.unknown('no-package-data', 'the root element is not <packages>', document.line, true);
  }
  for (const element of document.all('package')) {
    const name = element.attribute('id')?.trim();
    const version = element.attribute('version')?.trim();
    if (!name) {
      root.unknown('no-package-data', 'a package has no id', element.line, true);
      continue;
    }
    if (!version) root.unresolved(name, element.attribute('allowedVersions') ?? '', element.line);
    root.add({
      name,
      version: version || null,
      scope: element.attribute('developmentDependency') === 'true' ? 'development' : 'production',
      // The file does not tell what was asked for from what came with it.
      direct: true,
      location: { path: file.path, line: element.line },
      origin: { kind: 'registry' },
    });
  }
  return root.build();
};
