/**
 * What a statement of a policy of AWS means, put beside what it says, so that rules ask for it whatever the syntax was:
 * `@grants` are the actions of the table that it allows, wildcards and `NotAction` expanded; `@all_resources` whether it is
 * about everything of a kind; `@limited` whether a condition makes it less; `@open_to_all` whether everybody is let in.
 */
import { type ConfigValue, entry, itemsOf, list, scalar, textOf } from '@theriac/core/configuration';
import { HOLE, type MapValue, unknown } from '../values.ts';
import { ACTIONS } from './actions.ts';
import { limitsCallers, limitsGrant } from './conditions.ts';
import { isEveryResource, matchesAction } from './patterns.ts';

type Entries = readonly (readonly [string, ConfigValue])[];

/** @param statement with lists for its actions, resources and principals */
export function meaningOf(statement: MapValue): Entries {
  return [
    ['@grants', grantsOf(statement)],
    ['@all_resources', allResources(statement)],
    ['@limited', truth(limitsGrant(entry(statement, 'Condition')), statement)],
    ['@open_to_all', openToAll(statement)],
  ];
}

function truth(answer: 'yes' | 'no' | 'unknown', statement: MapValue): ConfigValue {
  const at = entry(statement, 'Condition')?.at ?? statement.at;
  return answer === 'unknown'
    ? unknown('what its condition limits is not known', at)
    : scalar(String(answer === 'yes'), at);
}

function grantsOf(statement: MapValue): ConfigValue {
  const actions = entry(statement, 'Action');
  const others = entry(statement, 'NotAction');
  if (actions !== undefined) return list(itemsOf(actions).flatMap(granted), actions.at);
  if (others === undefined) return list([], statement.at);
  const patterns = itemsOf(others).map(textOf);
  if (patterns.includes(undefined)) return unknown('an action that is left out is not known', others.at);
  const left = ACTIONS.filter(
    (action) => !patterns.some((pattern) => pattern !== undefined && matchesAction(action, pattern)),
  );
  return list(
    left.map((action) => scalar(action, others.at)),
    others.at,
  );
}

/** The actions of the table that a pattern allows. What is not known stays so. */
function granted(pattern: ConfigValue): readonly ConfigValue[] {
  const text = textOf(pattern);
  if (text === undefined) return pattern.kind === 'unknown' ? [pattern] : [];
  return ACTIONS.filter((action) => matchesAction(action, text)).map((action) => scalar(action, pattern.at));
}

function allResources(statement: MapValue): ConfigValue {
  const resources = entry(statement, 'Resource');
  const others = entry(statement, 'NotResource');
  const { at } = resources ?? others ?? statement;
  if (resources === undefined) return scalar(String(others !== undefined), at);
  const items = itemsOf(resources);
  const is = (one: ConfigValue): boolean => isEveryResource(knownText(one) ?? '');
  const found = items.find(is);
  if (found !== undefined) return scalar('true', found.at);
  const open = items.find((one) => one.kind === 'unknown' && knownText(one) === undefined);
  return open === undefined ? scalar('false', at) : open;
}

/** With holes where parts are not known; undefined: nothing of it is. */
function knownText(value: ConfigValue): string | undefined {
  if (value.kind !== 'unknown') return textOf(value);
  // It is taken from a resource: that one, not all.
  if (value.pieces === undefined) return value.refers === undefined ? undefined : HOLE;
  return value.pieces.join(HOLE);
}

function openToAll(statement: MapValue): ConfigValue {
  const principals = entry(statement, 'Principal');
  const others = entry(statement, 'NotPrincipal');
  const at = principals?.at ?? statement.at;
  const limited = (): ConfigValue => {
    const answer = limitsCallers(entry(statement, 'Condition'));
    return truth(answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : answer, statement);
  };
  if (others !== undefined) return limited();
  if (principals === undefined) return scalar('false', at);
  if (principals.kind === 'unknown') return principals;
  if (itemsOf(principals).some((one) => textOf(one) === '*')) return limited();
  const open = itemsOf(principals).find((one) => one.kind === 'unknown' && knownText(one) === undefined);
  return open === undefined || limitsCallers(entry(statement, 'Condition')) === 'yes'
    ? scalar('false', at)
    : open;
}
