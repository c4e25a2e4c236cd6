/** Small sites for the examples of rules. */

const DEFAULT_MODULES = ['node', 'user'];

/**
 * An export as the files of an example, after lines `--- path`.
 * @param objects name of a configuration object → its YAML; other names are paths
 */
export function drupal(objects: Readonly<Record<string, string>>, modules: readonly string[] = []): string {
  const names = [...DEFAULT_MODULES, ...modules];
  const extension = `module:\n${names.map((name) => `  ${name}: 0\n`).join('')}theme: {}\nprofile: minimal\n`;
  return files({ 'config/sync/core.extension.yml': extension, ...pathsOf(objects) });
}

/** settings.php and an export beside it. */
export function drupalSettings(
  php: string,
  objects: Readonly<Record<string, string>> = {},
  modules: readonly string[] = [],
): string {
  return `--- web/sites/default/settings.php\n<?php\n$settings['config_sync_directory'] = '../config/sync';\n${php}\n${drupal(objects, modules)}`;
}

function pathsOf(objects: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(objects).map(([name, text]) => [
      name.includes('/') || name === 'composer.lock' ? name : `config/sync/${name}.yml`,
      text,
    ]),
  );
}

export function files(given: Readonly<Record<string, string>>): string {
  return Object.entries(given)
    .map(([path, text]) => `--- ${path}\n${text.endsWith('\n') ? text : `${text}\n`}`)
    .join('');
}

/** A form in which patients say who they are and what they suffer from. */
export function intake(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { 'webform.webform.intake': form(more) };
}

export const ELEMENTS = `elements: |-
  full_name:
    '#type': textfield
    '#title': 'Full name'
  birth_date:
    '#type': date
    '#title': 'Date of birth'
  symptoms:
    '#type': textarea
    '#title': 'Symptoms'
`;

const CLEAN: Readonly<Record<string, string>> = {
  settings: '{purge: completed, purge_days: 30, form_disable_remote_addr: true}',
  handlers: '{}',
  access: '{}',
  third_party_settings:
    '{webform_encrypt: {element: {full_name: {encrypt: true, encrypt_profile: p}, birth_date: {encrypt: true, encrypt_profile: p}, symptoms: {encrypt: true, encrypt_profile: p}}}}',
};

export function form(more: Readonly<Record<string, string>> = {}, elements = ELEMENTS): string {
  const rest = Object.entries({ ...CLEAN, ...more }).map(([key, value]) => `${key}: ${value}\n`);
  return `status: open\nid: intake\ntitle: Intake\n${elements}${rest.join('')}`;
}

export function role(id: string, permissions: readonly string[], more = ''): Record<string, string> {
  const list =
    permissions.length === 0 ? ' []\n' : `\n${permissions.map((one) => `  - '${one}'\n`).join('')}`;
  return { [`user.role.${id}`]: `id: ${id}\nlabel: ${id}\nis_admin: false\n${more}permissions:${list}` };
}
