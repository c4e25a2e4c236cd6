/** Patient data outside of forms: fields of content types, and entities that custom code defines. */
import { TheriacError } from '@theriac/core';
import { type ConfigValue, entry, inside, map, textOf } from '@theriac/core/configuration';
import { LineIndex } from '@theriac/read/text';
import { baseName, inFolder } from '../../../target/paths.ts';
import type { Report, SiteFiles } from '../files.ts';
import { classify, type FieldClass, holding, type NamedField } from '../phi/classify.ts';
import { type PhpToken, phpTokens } from '../php/tokens.ts';
import type { DrupalView } from './view.ts';

interface EntityField extends NamedField {
  readonly at: ConfigValue['at'];
  readonly class: FieldClass;
  readonly encrypted: boolean;
  /** Own permissions by the module field_permissions: `private`, `custom`. */
  readonly permission: string | undefined;
}

/** Something that keeps records of one kind: a custom entity, a bundle of content. */
export interface PhiEntity {
  /** `patient`, `node.visit`. */
  readonly id: string;
  readonly title: string;
  /** Defined in code, not in the export. */
  readonly isCode: boolean;
  readonly adminPermission: string | undefined;
  readonly at: ConfigValue['at'];
  readonly fields: readonly EntityField[];
}

const MAX_FILES = 20_000;
const MAX_DEPTH = 12;

/** Entities of custom modules that hold patient data. */
export function codeEntities(
  files: SiteFiles,
  docroot: string,
  declared: boolean,
  report: Report,
): PhiEntity[] {
  const paths: string[] = [];
  for (const folder of [
    'modules/custom',
    'profiles/custom',
    'sites/all/modules/custom',
    'profiles',
    'modules',
  ])
    gather(files, inFolder(docroot, folder), folder === 'modules' || folder === 'profiles', paths, 0);
  return [...new Set(paths)].sort().flatMap((path) => {
    try {
      const file = files.file(path);
      return file === null ? [] : entityOf(file.text(), path, declared);
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      report({ reason: 'unparseable', message: error.message, location: { path }, losesComponents: false });
      return [];
    }
  });
}

/** @param isTop folders of contributed code beside `custom` are not opened */
function gather(files: SiteFiles, folder: string, isTop: boolean, paths: string[], depth: number): void {
  if (depth > MAX_DEPTH || paths.length >= MAX_FILES) return;
  for (const { name, kind } of files.list(folder)) {
    if (kind === 'folder') {
      if (isTop && depth === 0 && (name === 'contrib' || name === 'custom')) continue;
      if (name === 'vendor' || name === 'node_modules' || name === 'tests' || name === 'contrib') continue;
      gather(files, inFolder(folder, name), isTop, paths, depth + 1);
    } else if (name.endsWith('.php') && folder.endsWith('src/Entity')) paths.push(inFolder(folder, name));
  }
}

function entityOf(text: string, path: string, declared: boolean): PhiEntity[] {
  if (!text.includes('BaseFieldDefinition')) return [];
  const tokens = phpTokens(text);
  const lines = new LineIndex(text);
  const at = (token: PhpToken | undefined): ConfigValue['at'] => ({
    path,
    line: lines.line(token?.at ?? 0),
    column: 1,
  });
  const id =
    /(?:^|[\s(,*])id\s*(?:=|:)\s*["']([a-z_\d]{1,64})["']/m.exec(text)?.[1] ??
    baseName(path).slice(0, -4).toLowerCase();
  const label = /label\s*(?:=|:)[^"'\n]{0,60}["']([^"'\n]{1,100})["']/.exec(text)?.[1] ?? id;
  const adminPermission = /admin_permission\s*(?:=|:)\s*["']([^"'\n]{1,100})["']/.exec(text)?.[1];
  const fields = fieldsOf(tokens, at);
  const held = holding([id, label], fields, { declared, content: true });
  if (!held.isPhi) return [];
  return [
    {
      id,
      title: label,
      isCode: true,
      adminPermission,
      at: at(tokens.find(({ kind, text: word }) => kind === 'name' && word === 'class')),
      fields: held.fields.map((field) => ({ ...field, encrypted: false, permission: undefined })),
    },
  ];
}

/** `$fields['x'] = BaseFieldDefinition::create('type')->setLabel(t('Label'))`. */
function fieldsOf(
  tokens: readonly PhpToken[],
  at: (token: PhpToken) => ConfigValue['at'],
): (NamedField & { readonly at: ConfigValue['at'] })[] {
  const found: (NamedField & { readonly at: ConfigValue['at'] })[] = [];
  for (let i = 0; i + 8 < tokens.length; i += 1) {
    const [variable, open, key, close, sign, base, colons, create, bracket] = tokens.slice(i, i + 9);
    if (variable?.kind !== 'variable' || open?.text !== '[' || key?.kind !== 'text' || close?.text !== ']')
      continue;
    if (sign?.text !== '=' || base?.text.endsWith('BaseFieldDefinition') !== true || colons?.text !== '::')
      continue;
    if (create?.text !== 'create' || bracket?.text !== '(') continue;
    const type = tokens[i + 9];
    let title = '';
    for (let j = i + 9; j < tokens.length && tokens[j]?.text !== ';'; j += 1) {
      if (tokens[j]?.text !== 'setLabel') continue;
      title = tokens.slice(j, j + 8).find(({ kind }) => kind === 'text')?.text ?? '';
      break;
    }
    found.push({ key: key.text, title, type: type?.kind === 'text' ? type.text : '', at: at(variable) });
  }
  return found;
}

/** Bundles of content whose fields hold patient data, by the names of their fields first: an export has thousands. */
export async function contentEntities(view: DrupalView, declared: boolean): Promise<PhiEntity[]> {
  const bundles = Map.groupBy(
    view.under('field.field').map((name) => ({ name, parts: name.split('.').slice(2) })),
    ({ parts }) => `${parts[0]}.${parts[1]}`,
  );
  const entities: PhiEntity[] = [];
  for (const [id, fields] of bundles) {
    if (id.startsWith('paragraph.') && fields.length > 100) continue;
    const named = fields.map(({ name, parts }) => ({
      key: (parts[2] ?? '').replace(/^field_/, ''),
      title: '',
      type: '',
      name,
    }));
    const first = holding(id.split('.'), named, { declared, content: true });
    if (!first.isPhi) continue;
    const [entityType = '', bundle = ''] = id.split('.');
    const found: EntityField[] = [];
    let isOfForms = false;
    for (const { name } of first.fields) {
      const config = await view.get(name);
      const field = name.split('.').at(-1) ?? '';
      const storage = await view.get(`field.storage.${entityType}.${field}`);
      const at = config?.at ?? { path: view.pathOf(name), line: 1, column: 1 };
      const key = field.replace(/^field_/, '');
      const title = textOf(entry(config, 'label')) ?? '';
      const type = textOf(entry(config, 'field_type')) ?? '';
      if (type === 'webform') isOfForms = true;
      const settings = entry(storage, 'third_party_settings');
      found.push({
        key,
        title,
        type,
        at,
        class: classify({ key, title, type }),
        encrypted: textOf(inside(settings, 'field_encrypt', 'encrypt')) === 'true',
        permission: textOf(inside(settings, 'field_permissions', 'permission_type')),
      });
    }
    const held = holding([entityType, bundle], found, { declared, content: true });
    if (!held.isPhi || isOfForms) continue;
    const [place] = held.fields;
    if (place === undefined) continue;
    entities.push({
      id,
      title: bundle,
      isCode: false,
      adminPermission: undefined,
      at: place.at,
      fields: found.filter((field) => held.fields.some(({ key }) => key === field.key)),
    });
  }
  return entities;
}

/** What rules can ask of an entity. */
export function entityValues(entity: PhiEntity): ConfigValue & { readonly kind: 'map' } {
  const { at } = entity;
  const text = (value: string, place = at): ConfigValue => ({ kind: 'scalar', text: value, at: place });
  return map(
    [
      ['id', text(entity.id)],
      ['code', text(entity.isCode ? 'yes' : 'no')],
      [
        'patientFields',
        map(
          entity.fields.map((field) => [
            field.key,
            map(
              [
                ['encrypted', text(field.encrypted ? 'yes' : 'no', field.at)],
                [
                  'identifier',
                  field.class.identifier === undefined ? undefined : text(field.class.identifier, field.at),
                ],
                ['health', text(field.class.health, field.at)],
                ['permission', field.permission === undefined ? undefined : text(field.permission, field.at)],
              ],
              field.at,
            ),
          ]),
          at,
        ),
      ],
    ],
    at,
  );
}
