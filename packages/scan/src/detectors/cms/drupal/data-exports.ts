/** Views that hand out their rows as a file. */
import { type ConfigValue, entry, inside, textOf } from '@theriac/core/configuration';
import { rolesIn } from './roles.ts';
import type { DrupalView } from './view.ts';

export interface DataExport {
  readonly view: string;
  /** The table that it lists: `webform_submission`, `patient`. */
  readonly table: string;
  readonly roles: readonly string[] | 'everybody';
  readonly permission: string | undefined;
  readonly at: ConfigValue['at'];
}

/** Views that write all rows into a file (views_data_export, rest exports are pages of an API). */
export async function exportsOf(view: DrupalView): Promise<DataExport[]> {
  const exports: DataExport[] = [];
  for (const name of view.under('views.view')) {
    if (view.text(name)?.includes('display_plugin: data_export') !== true) continue;
    const config = await view.get(name);
    const table = textOf(entry(config, 'base_table')) ?? '';
    const displays = entry(config, 'display');
    if (displays?.kind !== 'map' || textOf(entry(config, 'status')) === 'false') continue;
    const standard = inside(displays, 'default', 'display_options', 'access');
    for (const display of displays.entries.values()) {
      if (textOf(entry(display, 'display_plugin')) !== 'data_export') continue;
      const access = inside(display, 'display_options', 'access') ?? standard;
      const type = textOf(entry(access, 'type'));
      const permission = type === 'perm' ? textOf(inside(access, 'options', 'perm')) : undefined;
      const roles = type === 'role' ? rolesIn(inside(access, 'options', 'role')) : ('everybody' as const);
      exports.push({ view: name.slice('views.view.'.length), table, roles, permission, at: display.at });
    }
  }
  return exports;
}
