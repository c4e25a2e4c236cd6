/** Forms of WordPress: Gravity Forms and WPForms as they export them, Contact Form 7 as posts. */
import { type ConfigValue, list, map, type Resource, scalar } from '@theriac/core/configuration';
import { asArray, asObject, asString, get, type JsonObject, type JsonValue } from '@theriac/read/json';
import { type FieldClass, holding, type NamedField } from '../phi/classify.ts';
import { has, type WpExport } from './exports.ts';

export interface WpForm {
  readonly kind: 'gravity-forms' | 'wpforms' | 'contact-form-7';
  readonly id: string;
  readonly title: string;
  readonly isPhi: boolean;
  readonly fields: readonly (NamedField & { readonly class: FieldClass; readonly at: ConfigValue['at'] })[];
  readonly isStored: boolean;
  /** `forever`, `deleted after N days`, `unknown`. */
  readonly retention: {
    readonly state: 'forever' | 'limited' | 'unknown';
    readonly days: number | undefined;
    readonly at: ConfigValue['at'];
  };
  /** Whether the IP address is kept; undefined: the plugin has no such setting in the export. */
  readonly keepsIp: { readonly value: boolean; readonly at: ConfigValue['at'] } | undefined;
  /** Receivers of mails that hold everything that was entered. */
  readonly mails: readonly { readonly to: string; readonly at: ConfigValue['at'] }[];
  readonly feeds: readonly { readonly to: string; readonly at: ConfigValue['at'] }[];
  readonly at: ConfigValue['at'];
}

/** @param keepsMailed a plugin stores what Contact Form 7 mails */
export function formsIn(given: WpExport, declared: boolean, keepsMailed: boolean): WpForm[] {
  const top = asObject(given.value);
  const numbered = Object.entries(top).filter(([key]) => /^\d+$/.test(key));
  const entries: (readonly [string | number, JsonObject])[] =
    numbered.length > 0
      ? numbered.map(([key, value]) => [key, asObject(value)])
      : asArray(given.value).map((value, i) => [i, asObject(value)]);
  const whole = entries.length === 0 && has(top, 'fields') ? [['', top] as const] : entries;
  return whole.flatMap(([key, form]): WpForm[] => {
    const at = (...path: (string | number)[]): ConfigValue['at'] =>
      given.at(...(key === '' ? path : [key, ...path]));
    if (Array.isArray(get(form, 'fields'))) return [gravity(form, at, declared)];
    if (has(form, 'fields', 'settings')) return [wpforms(form, at, declared)];
    const content = asString(get(form, 'post_content'));
    return content !== undefined && /\[(?:text|email|textarea|tel)\*? /.test(content)
      ? [contact(form, content, at, declared, keepsMailed)]
      : [];
  });
}

type At = (...path: (string | number)[]) => ConfigValue['at'];

function gravity(form: JsonObject, at: At, declared: boolean): WpForm {
  const title = asString(get(form, 'title')) ?? '';
  const fields = asArray(get(form, 'fields')).map((item, i) => {
    const field = asObject(item);
    return {
      key: asString(get(field, 'adminLabel')) ?? '',
      title: asString(get(field, 'label')) ?? '',
      type: TYPES[asString(get(field, 'type')) ?? ''] ?? asString(get(field, 'type')) ?? '',
      at: at('fields', i),
    };
  });
  const held = holding([title], fields, { declared });
  const personal = asObject(get(form, 'personalData'));
  const retention = asObject(get(personal, 'retention'));
  const policy = asString(get(retention, 'policy')) ?? 'retain';
  const days = Number(get(retention, 'retain_entries_days'));
  const notifications = Object.values(asObject(get(form, 'notifications'))).concat(
    asArray(get(form, 'notifications')),
  );
  return {
    kind: 'gravity-forms',
    id: String(get(form, 'id') ?? title),
    title,
    isPhi: held.isPhi,
    fields: held.fields,
    isStored: true,
    retention: {
      state: policy === 'retain' ? 'forever' : 'limited',
      days: Number.isFinite(days) ? days : undefined,
      at: at('personalData'),
    },
    keepsIp: { value: get(personal, 'preventIP') !== true, at: at('personalData') },
    mails: mailsOf(notifications, at('notifications')),
    feeds: feedsOf(form, at),
    at: at('title'),
  };
}

/** Types of Gravity Forms and WPForms → those of the classifier. */
const TYPES: Readonly<Record<string, string>> = {
  name: 'webform_name',
  phone: 'tel',
  address: 'webform_address',
  email: 'email',
  fileupload: 'file',
  'file-upload': 'file',
  signature: 'signature',
  section: 'section',
  html: 'html',
  page: 'page',
  captcha: 'captcha',
  pagebreak: 'page',
  divider: 'section',
};

function wpforms(form: JsonObject, at: At, declared: boolean): WpForm {
  const settings = asObject(get(form, 'settings'));
  const title = asString(get(settings, 'form_title')) ?? asString(get(form, 'post_title')) ?? '';
  const fields = Object.entries(asObject(get(form, 'fields'))).map(([id, item]) => {
    const field = asObject(item);
    const type = asString(get(field, 'type')) ?? '';
    return {
      key: '',
      title: asString(get(field, 'label')) ?? '',
      type: TYPES[type] ?? type,
      at: at('fields', id),
    };
  });
  const held = holding([title], fields, { declared });
  const disabled = get(settings, 'disable_entries');
  return {
    kind: 'wpforms',
    id: String(get(form, 'id') ?? title),
    title,
    isPhi: held.isPhi,
    fields: held.fields,
    isStored: !(disabled === true || disabled === '1' || disabled === 1),
    retention: { state: 'unknown', days: undefined, at: at('settings') },
    keepsIp: undefined,
    mails: mailsOf(Object.values(asObject(get(settings, 'notifications'))), at('settings', 'notifications')),
    feeds: feedsOf(form, at),
    at: at('settings'),
  };
}

function mailsOf(notifications: readonly JsonValue[], at: ConfigValue['at']): WpForm['mails'] {
  return notifications.map(asObject).flatMap((one) => {
    const text = asString(get(one, 'message')) ?? '';
    const isActive = get(one, 'isActive') !== false && get(one, 'enable') !== '0';
    const to = asString(get(one, 'to')) ?? asString(get(one, 'toEmail')) ?? asString(get(one, 'email')) ?? '';
    return isActive && text.includes('{all_fields') ? [{ to, at }] : [];
  });
}

/** Add-ons that send entries on. */
function feedsOf(form: JsonObject, at: At): WpForm['feeds'] {
  const feeds = asArray(get(form, 'feeds')).map((feed, i) => ({
    to: asString(get(asObject(feed), 'addon_slug')) ?? 'an add-on',
    at: at('feeds', i),
  }));
  const providers = Object.keys(asObject(get(form, 'providers'))).map((to) => ({ to, at: at('providers') }));
  return [...feeds, ...providers];
}

const SHORTCODE = /\[([a-z]{2,20})\*? {1,3}([\w-]{1,100})[^\]\n]{0,500}\]/g;

/** Stores nothing by itself; its mail holds every field. */
function contact(form: JsonObject, content: string, at: At, declared: boolean, keepsMailed: boolean): WpForm {
  const title = asString(get(form, 'post_title')) ?? '';
  const fields = [...content.matchAll(SHORTCODE)].flatMap(([, type = '', key = '']) =>
    type === 'submit' || type === 'acceptance'
      ? []
      : [
          {
            key,
            title: '',
            type: type === 'tel' || type === 'email' ? type : type === 'file' ? 'file' : 'text',
            at: at('post_content'),
          },
        ],
  );
  const held = holding([title], fields, { declared });
  return {
    kind: 'contact-form-7',
    id: String(get(form, 'ID') ?? title),
    title,
    isPhi: held.isPhi,
    fields: held.fields,
    isStored: keepsMailed,
    retention: { state: keepsMailed ? 'unknown' : 'limited', days: undefined, at: at('post_content') },
    keepsIp: undefined,
    mails: [{ to: 'the address of the form', at: at('post_content') }],
    feeds: [],
    at: at('post_title'),
  };
}

export function formResource(
  form: WpForm,
  isEncrypted: boolean,
  retentionDays: number | undefined,
): Resource {
  const { at, retention } = form;
  const text = (value: string, place = at): ConfigValue => scalar(value, place);
  const kept: ConfigValue =
    retention.state === 'unknown'
      ? { kind: 'unknown', reason: 'the export does not say how long entries are kept', at: retention.at }
      : text(retention.state, retention.at);
  return {
    type: 'wordpress.form',
    name: `form ${form.title}`,
    at,
    values: map(
      [
        ['kind', text(form.kind)],
        ['phi', text(form.isPhi ? 'yes' : 'no')],
        ['stored', text(form.isStored ? 'yes' : 'no')],
        ['encrypted', text(isEncrypted ? 'yes' : 'no')],
        ['retention', kept],
        [
          'keptLong',
          retention.days === undefined || retentionDays === undefined
            ? undefined
            : text(retention.days > retentionDays ? 'yes' : 'no', retention.at),
        ],
        [
          'keepsIp',
          form.keepsIp === undefined ? undefined : text(form.keepsIp.value ? 'yes' : 'no', form.keepsIp.at),
        ],
        [
          'mails',
          list(
            form.mails.map((mail) => text('all fields', mail.at)),
            form.mails[0]?.at ?? at,
          ),
        ],
        [
          'feeds',
          list(
            form.feeds.map((feed) => text(feed.to, feed.at)),
            form.feeds[0]?.at ?? at,
          ),
        ],
        [
          'patientFields',
          map(
            form.fields.map(
              (field) => [field.title === '' ? field.key : field.title, text(field.type, field.at)] as const,
            ),
            at,
          ),
        ],
      ],
      at,
    ),
  };
}
