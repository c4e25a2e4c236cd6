/** What directives of a section say, as values that rules ask for. */
import { type ConfigValue, list, type Place, scalar } from '@theriac/core/configuration';
import { written } from '../shared/written.ts';
import type { Directive } from './directives.ts';

export interface Held {
  readonly directive: Directive;
  /** Holds only under a condition that is not known. */
  readonly unsure: string | undefined;
}

export const heldValue = ({ directive: { args, at }, unsure }: Held): ConfigValue =>
  unsure === undefined ? written(args.join(' '), at) : { kind: 'unknown', reason: unsure, at };

/** With what stands in sections inside. */
export function flattened(one: Held): Held[] {
  const { inside, name } = one.directive;
  if (inside === undefined || name === 'virtualhost') return [one];
  return inside.map((directive) => ({ directive, unsure: one.unsure }));
}

/** The access log goes nowhere. */
export function discardsLog(held: readonly Held[]): ConfigValue | undefined {
  const found = held.find(
    ({ directive: { name, args } }) => /^(?:custom|transfer)log$/.test(name) && args[0] === '/dev/null',
  );
  return found === undefined ? undefined : heldValue(found);
}

/** Protocols that stay when the words of `SSLProtocol` are gone through. */
export function protocolsOf(held: readonly Held[]): ConfigValue | undefined {
  const found = held.findLast(({ directive }) => directive.name === 'sslprotocol');
  if (found === undefined) return undefined;
  const { args, at } = found.directive;
  if (found.unsure !== undefined || args.some((arg) => arg.includes('${'))) return heldValue(found);
  const kept = new Set<string>();
  for (const arg of args) {
    const name = arg.replace(/^[+-]/, '').toLowerCase();
    const names = name === 'all' ? ['tlsv1', 'tlsv1.1', 'tlsv1.2', 'tlsv1.3'] : [name];
    for (const one of names) arg.startsWith('-') ? kept.delete(one) : kept.add(one);
  }
  return list(
    [...kept].map((name) => scalar(name, at)),
    at,
  );
}

export function optionsOf(held: readonly Held[], at: Place): ConfigValue {
  const found = held.filter(({ directive, unsure }) => directive.name === 'options' && unsure === undefined);
  const last = found.at(-1)?.directive;
  const kept = last?.args
    .filter((arg) => !arg.startsWith('-'))
    .map((arg) => scalar(arg.replace(/^\+/, '').toLowerCase(), last.at));
  return list(kept ?? [], last?.at ?? at);
}

/** Whether somebody is asked who they are, or turned away by address. */
export function restricted(
  held: readonly Held[],
  outer: readonly (readonly Held[])[],
  at: Place,
): ConfigValue {
  for (const level of [held, ...outer]) {
    const asks = level
      .flatMap((one) => (/^require/.test(one.directive.name) ? flattened(one) : [one]))
      .filter(({ directive }) => ['require', 'deny', 'allow'].includes(directive.name));
    if (asks.length === 0) continue;
    const text = asks.map(({ directive: { name, args } }) => `${name} ${args.join(' ')}`.toLowerCase());
    const open = text.some((one) => one === 'require all granted' || one === 'allow from all');
    return scalar(String(!open), asks[0]?.directive.at ?? at);
  }
  return scalar('false', at);
}

const SETS = new Set(['set', 'append', 'merge', 'add', 'setifempty']);

export function headersOf(held: readonly Held[]): [string, ConfigValue][] {
  return held.flatMap(({ directive: { name, args, at }, unsure }): [string, ConfigValue][] => {
    if (name !== 'header') return [];
    const [action = '', header = '', value = '', ...more] = ['always', 'onsuccess'].includes(
      args[0]?.toLowerCase() ?? '',
    )
      ? args.slice(1)
      : args;
    if (!SETS.has(action.toLowerCase())) return [];
    const depends = unsure ?? (more.length > 0 ? `\`${more.join(' ').slice(0, 60)}\` decides` : undefined);
    return [
      [
        header.toLowerCase().replace(/:$/, ''),
        depends === undefined
          ? scalar(value, at)
          : { kind: 'unknown', reason: depends, at, refers: [header] },
      ],
    ];
  });
}
