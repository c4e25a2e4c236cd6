/** Webforms: what they ask for, whether it is patient data, where it is kept, encrypted, mailed and posted. */
import { TheriacError } from '@theriac/core';
import { type ConfigValue, entry, inside, map, matchesGlob, textOf } from '@theriac/core/configuration';
import { MemoryFile } from '@theriac/read/text';
import { readYaml, YamlMap, type YamlNode } from '@theriac/read/yaml';
import { fromYaml } from '../../configuration/shared/from-yaml.ts';
import { FORM_SINKS } from '../facts/drupal-modules.ts';
import type { Report } from '../files.ts';
import { type FieldClass, holding, type NamedField } from '../phi/classify.ts';
import type { ConfigMap } from './config-store.ts';
import type { DrupalView } from './view.ts';

interface FormField extends NamedField {
  readonly at: ConfigValue['at'];
  readonly class: FieldClass;
  readonly encrypted: 'yes' | 'no' | 'unknown';
  /** `public`, `private`; absent: no file. */
  readonly scheme?: string;
}

interface FormMail {
  readonly to: string;
  readonly values: 'yes' | 'no';
  readonly attachments: boolean;
  readonly at: ConfigValue['at'];
}

interface FormSink {
  readonly title: string;
  readonly to: string;
  readonly at: ConfigValue['at'];
}

export interface DrupalForm {
  readonly id: string;
  readonly title: string;
  readonly config: ConfigMap;
  readonly isPhi: boolean;
  readonly isOpen: boolean;
  /** Others are made from it; nobody fills it in. */
  readonly isTemplate: boolean;
  /** Patient data among its elements. */
  readonly fields: readonly FormField[];
  readonly sensitive: readonly string[];
  readonly mails: readonly FormMail[];
  readonly sinks: readonly FormSink[];
  /** Whether submissions stay in the database. */
  readonly isStored: boolean;
  /** What its setting is in effect: its own, or the default of the site. */
  readonly setting: (name: string) => ConfigValue | undefined;
}

interface EncryptedByDefault {
  readonly state: 'yes' | 'no' | 'unknown';
}

const MAX_ELEMENTS = 5_000;

/** Every form of a site that is in its export. */
export async function formsOf(view: DrupalView, declared: boolean, report: Report): Promise<DrupalForm[]> {
  const defaults = entry(await view.get('webform.settings'), 'settings');
  const mail = entry(await view.get('webform.settings'), 'mail');
  const everywhere = await encryptedByDefault(view);
  const forms: DrupalForm[] = [];
  for (const name of view.under('webform.webform')) {
    const config = await view.get(name);
    if (config === undefined) continue;
    const path = view.pathOf(name);
    const elements = await elementsOf(config, path, view.text(name), report);
    const id = textOf(entry(config, 'id')) ?? name.slice('webform.webform.'.length);
    const title = textOf(entry(config, 'title')) ?? id;
    const held = holding([id, title], elements, { declared });
    const settings = entry(config, 'settings');
    forms.push({
      id,
      title,
      config,
      isPhi: held.isPhi,
      isTemplate: textOf(entry(config, 'template')) === 'true',
      isOpen:
        textOf(entry(config, 'status')) !== 'closed' &&
        textOf(entry(config, 'archive')) !== 'true' &&
        textOf(entry(config, 'template')) !== 'true',
      fields: held.fields.map((field) => ({
        ...field,
        encrypted: encryptionOf(config, field.key, everywhere),
      })),
      sensitive: held.sensitive,
      mails: mailsOf(config, mail),
      sinks: sinksOf(config),
      isStored: !isTrue(entry(settings, 'results_disabled')),
      setting: (key) => {
        const own = entry(settings, key);
        const isSet = own?.kind === 'unknown' || (own !== undefined && !isFalsy(own));
        return isSet ? own : (entry(defaults, `default_${key}`) ?? own);
      },
    });
  }
  return forms;
}

function isTrue(value: ConfigValue | undefined): boolean {
  const text = textOf(value);
  return text === 'true' || text === '1';
}

function isFalsy(value: ConfigValue): boolean {
  return value.kind === 'empty' || (value.kind === 'scalar' && /^(?:false|0|)$/.test(value.text));
}

/** `os2forms_encrypt` encrypts every element of every form. */
async function encryptedByDefault(view: DrupalView): Promise<EncryptedByDefault> {
  const name = 'os2forms_encrypt.settings';
  if (view.isIgnored(name)) return { state: 'unknown' };
  return { state: isTrue(entry(await view.get(name), 'enabled')) ? 'yes' : 'no' };
}

function encryptionOf(
  config: ConfigMap,
  key: string,
  everywhere: EncryptedByDefault,
): 'yes' | 'no' | 'unknown' {
  const own = inside(config, 'third_party_settings', 'webform_encrypt', 'element', key);
  const encrypt = entry(own, 'encrypt');
  if (encrypt?.kind === 'unknown') return 'unknown';
  if (isTrue(encrypt)) return 'yes';
  return everywhere.state;
}

interface Element extends NamedField {
  readonly at: ConfigValue['at'];
  readonly scheme?: string;
}

/** `elements` is YAML inside YAML: its lines are those of the file where it is written as a block. */
async function elementsOf(
  config: ConfigMap,
  path: string,
  text: string | undefined,
  report: Report,
): Promise<Element[]> {
  const written = entry(config, 'elements');
  if (written?.kind !== 'scalar' || written.text.trim() === '') return [];
  const { line } = written.at;
  const isBlock = /:\s*[|>][+-]?\d?[+-]?\s*$/.test(text?.split('\n', line)[line - 1] ?? '');
  try {
    const [document] = await readYaml(new MemoryFile(path, written.text), (unknown) =>
      report({ ...unknown, location: { path, line }, losesComponents: false }),
    );
    const found: Element[] = [];
    if (document !== undefined) collect(document, path, (inner) => (isBlock ? line + inner : line), found, 0);
    return found;
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    report({
      reason: 'unparseable',
      message: `the elements of the form cannot be read: ${error.message}`,
      location: { path, line },
      losesComponents: false,
    });
    return [];
  }
}

const MAX_DEPTH = 30;

function collect(
  node: YamlNode,
  path: string,
  lineOf: (line: number) => number,
  found: Element[],
  depth: number,
): void {
  if (!(node.value instanceof YamlMap) || depth > MAX_DEPTH) return;
  for (const [key, child] of node.value.entries) {
    if (key.startsWith('#') || !(child.value instanceof YamlMap) || found.length >= MAX_ELEMENTS) continue;
    const values = fromYaml(child, path);
    const type = textOf(entry(values, '#type')) ?? '';
    const scheme = textOf(entry(values, '#uri_scheme')) ?? (FILE_TYPES.test(type) ? 'private' : undefined);
    found.push({
      key,
      title: textOf(entry(values, '#title')) ?? '',
      type,
      at: { path, line: lineOf(child.line), column: 1 },
      ...(scheme === undefined ? {} : { scheme }),
    });
    collect(child, path, lineOf, found, depth + 1);
  }
}

const FILE_TYPES = /(?:file|image)$/;

/** Values of a submission as a whole, or of an element. */
const VALUES = /\[webform_submission:values|\[webform:submission:values/;
const DEFAULT_BODY = '[webform_submission:values]';

function mailsOf(config: ConfigMap, mail: ConfigValue | undefined): FormMail[] {
  const handlers = entry(config, 'handlers');
  if (handlers?.kind !== 'map') return [];
  return [...handlers.entries.values()].flatMap((handler): FormMail[] => {
    const id = textOf(entry(handler, 'id')) ?? '';
    if (!(id === 'email' || id.endsWith('_email') || id.startsWith('email_')) || isOff(handler)) return [];
    const settings = entry(handler, 'settings');
    const body = textOf(entry(settings, 'body')) ?? '_default';
    const isHtml = textOf(entry(settings, 'html')) !== 'false';
    const standard = textOf(entry(mail, isHtml ? 'default_body_html' : 'default_body_text')) ?? DEFAULT_BODY;
    const text = body === '_default' || body === '' ? standard : body;
    return [
      {
        to: textOf(entry(settings, 'to_mail')) ?? '_default',
        values: VALUES.test(text) ? 'yes' : 'no',
        attachments: isTrue(entry(settings, 'attachments')),
        at: entry(settings, 'body')?.at ?? handler.at,
      },
    ];
  });
}

function isOff(handler: ConfigValue): boolean {
  return textOf(entry(handler, 'status')) === 'false' || textOf(entry(handler, 'status')) === '0';
}

function sinksOf(config: ConfigMap): FormSink[] {
  const handlers = entry(config, 'handlers');
  if (handlers?.kind !== 'map') return [];
  return [...handlers.entries.values()].flatMap((handler): FormSink[] => {
    const id = textOf(entry(handler, 'id')) ?? '';
    const sink = FORM_SINKS.find((row) => matchesGlob(id, row.handler));
    if (sink === undefined || isOff(handler)) return [];
    const settings = entry(handler, 'settings');
    const urls =
      settings?.kind === 'map' ? [...settings.entries].filter(([key]) => key.endsWith('_url')) : [];
    const to = urls.map(([, value]) => textOf(value)).find((url) => url !== undefined && url !== '');
    return [{ title: sink.title, to: hostOf(to) ?? '', at: handler.at }];
  });
}

/** An address may carry a key. */
function hostOf(url: string | undefined): string | undefined {
  return url === undefined
    ? undefined
    : /^[a-z][a-z+.-]{0,20}:\/\/(?:[^/@]{0,200}@)?([^/:?#]{1,253})/i.exec(url)?.[1];
}

/** What rules can ask of a form. */
export function formValues(
  form: DrupalForm,
  mailDomain: string | undefined,
  retentionDays: number | undefined,
): ConfigMap {
  const { config } = form;
  const at = config.at;
  const text = (value: string, place = at): ConfigValue => ({ kind: 'scalar', text: value, at: place });
  const fields = form.fields.map((field): readonly [string, ConfigValue] => [
    field.key,
    map(
      [
        ['title', text(field.title, field.at)],
        ['type', text(field.type, field.at)],
        [
          'identifier',
          field.class.identifier === undefined ? undefined : text(field.class.identifier, field.at),
        ],
        ['health', text(field.class.health, field.at)],
        [
          'sensitive',
          field.class.sensitive === undefined ? undefined : text(field.class.sensitive, field.at),
        ],
        ['scheme', field.scheme === undefined ? undefined : text(field.scheme, field.at)],
        [
          'encrypted',
          field.encrypted === 'unknown'
            ? {
                kind: 'unknown',
                reason: 'config_ignore leaves the settings of encryption out of the export',
                at: field.at,
              }
            : text(field.encrypted, field.at),
        ],
      ],
      field.at,
    ),
  ]);
  const effective = EFFECTIVE.map((name) => [name, form.setting(name)] as const);
  return map(
    [
      ...config.entries,
      ['phi', text(form.isPhi ? 'yes' : 'no')],
      ['keptLong', keptLong(form, retentionDays)],
      ['open', text(form.isOpen ? 'yes' : 'no')],
      ['stored', text(form.isStored ? 'yes' : 'no')],
      ['patientFields', map(fields, entry(config, 'elements')?.at ?? at)],
      ['effective', map(effective, entry(config, 'settings')?.at ?? at)],
      [
        'mails',
        {
          kind: 'list',
          at: entry(config, 'handlers')?.at ?? at,
          items: form.mails.map((mail) =>
            map(
              [
                ['to', text(mail.to, mail.at)],
                ['values', text(mail.values, mail.at)],
                ['attachments', text(String(mail.attachments), mail.at)],
                ['outside', text(isOutside(mail.to, mailDomain) ? 'yes' : 'no', mail.at)],
              ],
              mail.at,
            ),
          ),
        },
      ],
      [
        'sinks',
        {
          kind: 'list',
          at: entry(config, 'handlers')?.at ?? at,
          items: form.sinks.map((sink) =>
            text(sink.to === '' ? sink.title : `${sink.title} (${sink.to})`, sink.at),
          ),
        },
      ],
    ],
    at,
  );
}

function keptLong({ config }: DrupalForm, retentionDays: number | undefined): ConfigValue | undefined {
  const days = inside(config, 'settings', 'purge_days');
  const count = textOf(days);
  const purge = textOf(inside(config, 'settings', 'purge'));
  if (retentionDays === undefined || days === undefined || count === undefined) return undefined;
  if (purge !== 'completed' && purge !== 'all') return undefined;
  return { kind: 'scalar', text: Number(count) > retentionDays ? 'yes' : 'no', at: days.at };
}

/** Settings that fall back to the default of the site. */
const EFFECTIVE = [
  'form_disable_remote_addr',
  'form_confidential',
  'form_convert_anonymous',
  'token_view',
  'token_update',
  'form_prepopulate',
  'autofill',
  'draft',
  'draft_auto_save',
  'submission_log',
];

function isOutside(to: string, own: string | undefined): boolean {
  if (own === undefined) return false;
  return to.split(/[,\s]+/).some((one) => {
    const domain = /^[^@[\]\s]{1,64}@([a-z\d.-]{1,253})$/i.exec(one)?.[1]?.toLowerCase();
    return (
      domain !== undefined && domain !== own && !domain.endsWith(`.${own}`) && !own.endsWith(`.${domain}`)
    );
  });
}
