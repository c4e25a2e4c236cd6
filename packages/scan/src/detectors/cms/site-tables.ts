/** What commands show of sites: who may do what, and what forms ask for. */
import { type ConfigValue, inside, textOf } from '@theriac/core/configuration';
import { type Matrix, matricesOf } from './drupal/matrix.ts';
import type { DrupalSite } from './drupal/read-site.ts';
import { IDENTIFIERS, SENSITIVE } from './facts/phi-dictionary.ts';
import type { FieldClass } from './phi/classify.ts';
import type { CmsTarget } from './read-target.ts';
import { entriesMatrix } from './wordpress/matrix.ts';

export interface SiteMatrices {
  readonly site: string;
  /** The empty string where all environments are the same. */
  readonly environment: string;
  readonly matrices: readonly Matrix[];
}

export function matricesOfTarget({ drupal, wordpress }: CmsTarget): SiteMatrices[] {
  return [
    ...drupal.flatMap(({ found, environments }) => {
      const all = environments.map((one) => ({
        site: found.name,
        environment: environments.length > 1 ? one.view.environment : '',
        matrices: matricesOf(one.roles, one.forms, one.entities, one.exports),
      }));
      const [first] = all;
      const text = JSON.stringify(first?.matrices);
      const isSame = all.every(({ matrices }) => JSON.stringify(matrices) === text);
      return first !== undefined && isSame ? [{ ...first, environment: '' }] : all;
    }),
    ...wordpress.map(({ name, roles }) => {
      const matrix = entriesMatrix(roles);
      return { site: name, environment: '', matrices: matrix === undefined ? [] : [matrix] };
    }),
  ];
}

interface FormField {
  readonly name: string;
  /** What it is: `date of birth or care`, `health`, `mental health`. */
  readonly holds: string;
  readonly encrypted: 'yes' | 'no' | 'unknown';
}

export interface FormRow {
  readonly site: string;
  readonly kind: 'webform' | 'entity' | 'gravity-forms' | 'wpforms' | 'contact-form-7';
  readonly id: string;
  readonly title: string;
  readonly phi: boolean;
  readonly fields: readonly FormField[];
  /** Where what is entered stays: `database`, `nowhere`. */
  readonly stored: 'database' | 'nowhere';
  /** `forever`, `90 days`, `unknown`. */
  readonly kept: string;
  /** Receivers of mails; those that hold everything that was entered first. */
  readonly mailed: readonly { readonly to: string; readonly values: boolean }[];
  readonly posted: readonly string[];
  readonly location: { readonly path: string; readonly line: number };
}

/** Forms and records of each site in its first environment. */
export function formRows({ drupal, wordpress }: CmsTarget): FormRow[] {
  const rows: FormRow[] = [];
  for (const { environments } of drupal) {
    const [site] = environments;
    if (site !== undefined) for (const row of drupalRows(site)) rows.push(row);
  }
  for (const { name, forms } of wordpress)
    for (const form of forms)
      rows.push({
        site: name,
        kind: form.kind,
        id: form.id,
        title: form.title,
        phi: form.isPhi,
        fields: form.fields.map((field) => ({
          name: field.title === '' ? field.key : field.title,
          holds: holds(field.class),
          encrypted: 'unknown',
        })),
        stored: form.isStored ? 'database' : 'nowhere',
        kept: !form.isStored
          ? 'not stored'
          : form.retention.state === 'limited'
            ? `${form.retention.days} days`
            : form.retention.state,
        mailed: form.mails.map(({ to }) => ({ to, values: true })),
        posted: form.feeds.map(({ to }) => to),
        location: placeOf(form.at),
      });
  return rows;
}

function drupalRows({ found, forms = [], entities }: DrupalSite): FormRow[] {
  return [
    ...forms
      .filter(({ isTemplate }) => !isTemplate)
      .map(
        (form): FormRow => ({
          site: found.name,
          kind: 'webform',
          id: form.id,
          title: form.title,
          phi: form.isPhi,
          fields: form.fields.map((field) => ({
            name: field.key,
            holds: holds(field.class),
            encrypted: field.encrypted,
          })),
          stored: form.isStored ? 'database' : 'nowhere',
          kept: keptOf(
            form.isStored,
            inside(form.config, 'settings', 'purge'),
            inside(form.config, 'settings', 'purge_days'),
          ),
          mailed: [...form.mails]
            .sort((a, b) => (a.values === b.values ? 0 : a.values === 'yes' ? -1 : 1))
            .map(({ to, values }) => ({
              to: to === '_default' ? 'the address of the site' : to,
              values: values === 'yes',
            })),
          posted: form.sinks.map(({ title, to }) => (to === '' ? title : `${title} (${to})`)),
          location: placeOf(form.config.at),
        }),
      ),
    ...entities.map(
      (entity): FormRow => ({
        site: found.name,
        kind: 'entity',
        id: entity.id,
        title: entity.title,
        phi: true,
        fields: entity.fields.map((field) => ({
          name: field.key,
          holds: holds(field.class),
          encrypted: field.encrypted ? 'yes' : 'no',
        })),
        stored: 'database',
        kept: 'unknown',
        mailed: [],
        posted: [],
        location: placeOf(entity.at),
      }),
    ),
  ];
}

function keptOf(isStored: boolean, purge: ConfigValue | undefined, days: ConfigValue | undefined): string {
  if (!isStored) return 'not stored';
  const text = textOf(purge);
  if (text !== 'completed' && text !== 'all') return 'forever';
  return `${textOf(days) ?? 'unknown'} days`;
}

/** @returns `date of birth or care, health` */
function holds({ identifier, health, sensitive }: FieldClass): string {
  return [
    IDENTIFIERS.find(({ id }) => id === identifier)?.title,
    SENSITIVE.find(({ id }) => id === sensitive)?.title ??
      (health === 'no' ? undefined : health === 'yes' ? 'health' : 'perhaps health'),
  ]
    .filter((one) => one !== undefined)
    .join(', ');
}

function placeOf({ path, line }: ConfigValue['at']): FormRow['location'] {
  return { path, line };
}
