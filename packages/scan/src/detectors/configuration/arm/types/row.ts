/** How a type of resource is said in the terms of Terraform. */
import { type ConfigValue, list, map, type Place, scalar, textOf } from '@theriac/core/configuration';
import type { MapValue } from '../../terraform/values.ts';
import type { Written } from '../deployment.ts';
import { entryAt } from '../symbols.ts';

export interface Given {
  readonly written: Written;
  readonly properties: MapValue;
  /** The properties with keys in snake case and objects as lists of one. */
  readonly blocks: MapValue;
}

export type Entries = readonly (readonly [string, ConfigValue | undefined])[];

/** Where a setting stands, as a path from the resource: `properties.httpsOnly`, `sku.name`. */
export interface Setting {
  readonly from: string;
  /** The text that means `true`; every other one means `false`. */
  readonly true?: string;
  /** Texts that mean `false`; every other one means `true`. The first is the one to write. */
  readonly false?: string | readonly string[];
  /** What an absent value means to the service, where it differs from what rules take for it. */
  readonly absent?: string;
}

/** A resource that Terraform declares apart. */
interface Beside {
  readonly type: string;
  readonly name: string;
  readonly at: Place;
  readonly entries: Entries;
}

export interface Row {
  /** Undefined: no rule asks about it. */
  readonly to?: string | ((given: Given) => string | undefined);
  readonly settings?: Readonly<Record<string, string | Setting>>;
  /** Properties of settings inside of settings, where they have other names; null: another resource says it. */
  readonly said?: Readonly<Record<string, string | null>>;
  readonly more?: (given: Given) => Entries;
  /** Settings under which Terraform names what it belongs to. */
  readonly parent?: readonly string[];
  /** How many levels above: a container belongs to the account, two above. */
  readonly levels?: number;
  /** The setting under which Terraform names what an extension is about. */
  readonly scope?: string;
  /** What it sets at what it belongs to. */
  readonly intoParent?: (given: Given) => Entries;
  readonly beside?: (given: Given) => readonly Beside[];
}

export type Rows = Readonly<Record<string, Row>>;

export const DISABLED = ['Disabled', 'SecuredByPerimeter', 'false'] as const;

/** The usual switch. */
export const PUBLIC_ACCESS = {
  public_network_access_enabled: { from: 'properties.publicNetworkAccess', false: DISABLED },
} as const;

export const is = (from: string, text: string): Setting => ({ from, true: text });

/** The value of a setting; undefined where there is none. */
export function settingOf(given: Given, setting: string | Setting): ConfigValue | undefined {
  const row = typeof setting === 'string' ? { from: setting } : setting;
  const { written, properties } = given;
  const [first = '', ...rest] = row.from.split('.');
  const found = first === 'properties' ? entryAt(properties, ...rest) : entryAt(written.body, first, ...rest);
  const value = found?.kind === 'empty' ? undefined : found;
  if (value === undefined) return row.absent === undefined ? undefined : scalar(row.absent, written.at);
  if (value.kind !== 'scalar') return value;
  const text = value.text.toLowerCase();
  if (row.true !== undefined) return scalar(String(text === row.true.toLowerCase()), value.at);
  if (row.false === undefined) return value;
  const off = typeof row.false === 'string' ? [row.false] : row.false;
  return scalar(String(!off.some((one) => one.toLowerCase() === text)), value.at);
}

/** One block of what is there; undefined: nothing is. */
export function block(at: Place, entries: Entries): ConfigValue | undefined {
  return entries.some(([, value]) => value !== undefined && value.kind !== 'empty')
    ? list([map(entries, at)], at)
    : undefined;
}

/** A value that exists, or undefined. */
export function there(value: ConfigValue | undefined): ConfigValue | undefined {
  return value?.kind === 'empty' ? undefined : value;
}

export const lower = (value: ConfigValue | undefined): string => textOf(value)?.toLowerCase() ?? '';
