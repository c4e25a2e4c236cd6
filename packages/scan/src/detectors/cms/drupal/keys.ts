/** Keys of the module `key`, and the encryption profiles that use them. */
import {
  type ConfigValue,
  entry,
  inside,
  map,
  matchesGlob,
  type Resource,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import { WEAK_ENCRYPTION } from '../facts/drupal-modules.ts';
import { isPlaceholder } from '../facts/secret-keys.ts';
import type { ConfigMap } from './config-store.ts';
import { insideTarget } from './find-sites.ts';
import type { DrupalView } from './view.ts';

export async function keyResources(view: DrupalView): Promise<Resource[]> {
  const resources: Resource[] = [];
  for (const name of view.under('key.key')) {
    const config = await view.get(name);
    if (config === undefined) continue;
    const id = name.slice('key.key.'.length);
    resources.push({ type: 'drupal.key', name: `key ${id}`, at: config.at, values: keyValues(config, view) });
  }
  for (const name of view.under('encrypt.profile')) {
    const config = await view.get(name);
    if (config === undefined) continue;
    const id = name.slice('encrypt.profile.'.length);
    resources.push({
      type: 'drupal.encryption',
      name: `encryption profile ${id}`,
      at: config.at,
      values: await profileValues(config, view),
    });
  }
  return resources;
}

function keyValues(config: ConfigMap, view: DrupalView): ConfigMap {
  const { at } = config;
  const provider = textOf(entry(config, 'key_provider')) ?? '';
  const material = inside(config, 'key_provider_settings', 'key_value');
  const text = textOf(material);
  const location = inside(config, 'key_provider_settings', 'file_location');
  const path = textOf(location);
  const docroot = view.site.docroot;
  const folder = path === undefined || docroot === undefined ? undefined : insideTarget(path, docroot);
  const isServed =
    path !== undefined &&
    (path.startsWith('public://') || (!path.includes('://') && isBelow(folder, docroot)));
  return map(
    [
      ...config.entries,
      [
        'material',
        provider !== 'config'
          ? scalar('elsewhere', at)
          : text === undefined || isPlaceholder(text)
            ? material?.kind === 'unknown'
              ? material
              : scalar('none', at)
            : scalar('in the export', material?.at ?? at),
      ],
      ['served', scalar(isServed ? 'yes' : 'no', location?.at ?? at)],
    ],
    at,
  );
}

/** Paths such as `../keys/x.key` lead out of the docroot. */
function isBelow(folder: string | undefined, docroot: string | undefined): boolean {
  if (folder === undefined || docroot === undefined || docroot === '') return false;
  return folder === docroot || folder.startsWith(`${docroot}/`);
}

async function profileValues(config: ConfigMap, view: DrupalView): Promise<ConfigMap> {
  const { at } = config;
  const method = textOf(entry(config, 'encryption_method')) ?? '';
  const keyName = textOf(entry(config, 'encryption_key')) ?? '';
  const key = await view.get(`key.key.${keyName}`);
  const isIgnored = view.isIgnored(`key.key.${keyName}`);
  const size = inside(key, 'key_type_settings', 'key_size');
  const unknown = (what: string): ConfigValue => ({
    kind: 'unknown',
    reason: `config_ignore leaves ${what} out of the export`,
    at,
  });
  return map(
    [
      ...config.entries,
      [
        'weak',
        scalar(
          WEAK_ENCRYPTION.some((pattern) => matchesGlob(method, pattern)) ? 'yes' : 'no',
          entry(config, 'encryption_method')?.at ?? at,
        ),
      ],
      [
        'keyThere',
        key === undefined && isIgnored
          ? unknown('the key')
          : scalar(key === undefined ? 'no' : 'yes', entry(config, 'encryption_key')?.at ?? at),
      ],
      ['keySize', size ?? undefined],
    ],
    at,
  );
}
