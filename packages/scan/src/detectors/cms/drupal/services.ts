/** services.yml beside settings.php: parameters of the container. */
import { TheriacError } from '@theriac/core';
import { readYaml } from '@theriac/read/yaml';
import { beside } from '../../../target/paths.ts';
import { fromYaml } from '../../configuration/shared/from-yaml.ts';
import type { Report, SiteFiles } from '../files.ts';
import type { ConfigMap } from './config-store.ts';

export async function servicesOf(
  files: SiteFiles,
  settingsPath: string,
  report: Report,
): Promise<ConfigMap | undefined> {
  const path = beside(settingsPath, 'services.yml');
  const file = files.exists(path) ? files.file(path) : null;
  if (file === null) return undefined;
  try {
    const [document] = await readYaml(file, (unknown) => report({ ...unknown, losesComponents: false }));
    const value = document === undefined ? undefined : fromYaml(document, path);
    return value?.kind === 'map' ? value : undefined;
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    report({ reason: 'unparseable', message: error.message, location: { path }, losesComponents: false });
    return undefined;
  }
}
