/** Nodes for what runs in containers: whether it keeps data, what data, and whether it asks who is there. */
import type { System } from '@theriac/core';
import type { Known, PathNode, StoreData } from '@theriac/core/configuration';
import { ask, type ConfigValue, list, map, type Place, scalar, textOf } from '@theriac/core/configuration';
import { type StoreKind, storeKindOf } from './store-kinds.ts';

export interface Running {
  readonly node: PathNode;
  readonly kind: StoreKind | undefined;
  /** Whether it asks who is there, where it is a store. */
  readonly authentication: Known;
  /** Words of what it is given: variables, command, arguments. It may name there whom it uses. */
  readonly mentions: ReadonlySet<string>;
  /** Whether the address that it is given of a host is one of a protocol that encrypts. */
  readonly schemes: ReadonlyMap<string, Known>;
  /** Whether it is told to encrypt its connections to databases. */
  readonly usesTls: Known;
}

export interface RunningFacts {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly at: Place;
  readonly image: ConfigValue | undefined;
  /** By name. */
  readonly environment: ReadonlyMap<string, ConfigValue>;
  readonly command: readonly (ConfigValue | undefined)[];
  readonly ports: readonly (number | undefined)[];
  /** A label or an annotation that says what data it keeps. */
  readonly dataClass: string | undefined;
  readonly system: System;
}

export function running(facts: RunningFacts): Running {
  const { id, label, name, at, image, environment, command, system, dataClass, ports } = facts;
  const kind = image?.kind === 'unknown' ? undefined : storeKindOf(textOf(image), name, ports);
  const node: PathNode =
    kind === undefined
      ? { id, kind: 'workload', label, at }
      : {
          id,
          kind: 'store',
          label,
          at,
          technology: kind.technology,
          data: storeData(kind, system, dataClass),
          ...(kind.isApplication === true ? { isApplication: true } : {}),
        };
  return {
    node,
    kind,
    authentication: kind === undefined ? 'unknown' : authenticationOf(kind, facts),
    mentions: new Set([...environment.values(), ...command].flatMap(hostsIn)),
    schemes: schemesOf([...environment.values(), ...command].flatMap(textsIn)),
    usesTls: tlsOf([...environment.values(), ...command].flatMap(textsIn)),
  };
}

function authenticationOf({ isOpen }: StoreKind, { image, environment, command, at }: RunningFacts): Known {
  if (isOpen === undefined) return 'unknown';
  const words = command.flatMap(textsIn);
  const values = map(
    [
      ['image', image ?? scalar('', at)],
      ['environment', map(environment, at)],
      ['command', list([], at)],
      ['commandText', scalar(words.join(' '), at)],
    ],
    at,
  );
  const { state } = ask(isOpen, values);
  return state === 'yes' ? 'no' : state === 'no' ? 'yes' : 'unknown';
}

/** Labels may say it; a technology that is made for patient data, or the system that it belongs to. */
export function storeData(
  kind: { readonly technology: string; readonly isClinical?: boolean },
  { facts }: System,
  dataClass: string | undefined,
): StoreData {
  if (dataClass !== undefined)
    return {
      class: /phi|ephi|patient|health/i.test(dataClass) ? 'phi' : 'other',
      why: `its label says ${dataClass}`,
    };
  if (kind.isClinical === true) return { class: 'phi', why: `${kind.technology} keeps patient data` };
  const { value, origin, source } = facts.dataClasses;
  if (origin === 'default') return { class: 'unknown', why: 'no system says what data it has' };
  const isPhi = value.some((one) => one === 'phi' || one === 'sensitive-phi');
  return {
    class: isPhi ? 'phi' : 'other',
    why: source === '' ? 'the system says it' : `declared in ${source}`,
  };
}

const LONGEST_TEXT = 4096;

/** Names of hosts, and of anything else, in a text: `jdbc:postgresql://db:5432/emr` has `db`. */
function hostsIn(value: ConfigValue | undefined): string[] {
  return textsIn(value).flatMap(
    (text) =>
      text
        .slice(0, LONGEST_TEXT)
        .toLowerCase()
        .match(/[a-z0-9][a-z0-9._-]*/g) ?? [],
  );
}

/** As clients of PostgreSQL, MySQL, Redis and MongoDB are told. */
const ENCRYPTS =
  /sslmode=(?:require|verify)|\bssl=true|\btls=true|\brediss:|mongodb\+srv:|sslMode=(?:REQUIRED|VERIFY)/;
const DOES_NOT =
  /sslmode=(?:disable|allow|prefer)|\bssl=false|useSSL=false|\btls=false|sslMode=(?:DISABLED|PREFERRED)/;

function tlsOf(texts: readonly string[]): Known {
  const within = texts.map((text) => text.slice(0, LONGEST_TEXT));
  if (within.some((text) => DOES_NOT.test(text))) return 'no';
  return within.some((text) => ENCRYPTS.test(text)) ? 'yes' : 'unknown';
}

/** Protocols of addresses, by whether they encrypt. */
const SCHEMES: Readonly<Record<string, Known>> = {
  https: 'yes',
  wss: 'yes',
  rediss: 'yes',
  amqps: 'yes',
  ldaps: 'yes',
  mqtts: 'yes',
  smtps: 'yes',
  http: 'no',
  ws: 'no',
  redis: 'no',
  amqp: 'no',
  ldap: 'no',
  mqtt: 'no',
};

/** `https://fhir:8443/base` encrypts to `fhir`. */
function schemesOf(texts: readonly string[]): ReadonlyMap<string, Known> {
  const found = new Map<string, Known>();
  for (const text of texts) {
    const parts = text.slice(0, LONGEST_TEXT).toLowerCase().split('://');
    for (const [i, part] of parts.entries()) {
      const scheme = /[a-z]{1,20}$/.exec(parts[i - 1]?.slice(-20) ?? '')?.[0];
      const known = scheme !== undefined && Object.hasOwn(SCHEMES, scheme) ? SCHEMES[scheme] : undefined;
      if (i === 0 || known === undefined) continue;
      const [authority = ''] = part.split(/[/?#\s,"']/);
      const host = authority.split('@').at(-1)?.split(':')[0];
      if (host !== undefined && host !== '') found.set(host, found.get(host) === 'no' ? 'no' : known);
    }
  }
  return found;
}

function textsIn(value: ConfigValue | undefined): string[] {
  if (value?.kind === 'scalar') return [value.text];
  if (value?.kind === 'list') return value.items.flatMap(textsIn);
  return [];
}
