/** Functions that name resources and where they are deployed. */
import { type ConfigValue, map, type Place } from '@theriac/core/configuration';
import type { MapValue } from '../../terraform/values.ts';
import { HOLE, refersOf } from '../../terraform/values.ts';
import { keyOf } from '../keys.ts';
import { named, notComputed, open, symbolOf } from '../symbols.ts';
import type { FunctionTable, TemplateFunction } from './function.ts';

const place = (name: string, keys: readonly string[], at: Place): MapValue =>
  named(
    map(
      keys.map((key) => [key, open('it depends on where it is deployed', at, `${name}.${key}`)] as const),
      at,
    ),
    name,
  );

/** Arguments before the type name a subscription and a group. */
const TYPE = /^[A-Za-z][\w.]{0,100}\/[\w./-]{1,200}$/;

const identified: TemplateFunction = (args, at) => {
  const first = args.findIndex((one) => one.kind === 'scalar' && TYPE.test(one.text));
  const type = args[first];
  if (type?.kind !== 'scalar') return undefined;
  return idOf(type.text, args.slice(first + 1), at);
};

/** The address of a resource by its type and its names. */
export function idOf(type: string, names: readonly ConfigValue[], at: Place): ConfigValue {
  const key = keyOf(type, names.map(symbolOf).join('/'));
  const [provider = '', ...types] = type.split('/');
  const text = types
    .map((part, i) => {
      const name = names[i];
      return `${part}/${name?.kind === 'scalar' ? name.text : HOLE}`;
    })
    .join('/');
  const value = open(`it is the address of a resource of ${type}`, at, `id ${key}`.replaceAll('/', '|'), [
    key,
  ]);
  return named(
    { ...value, pieces: `/subscriptions/${HOLE}/providers/${provider}/${text}`.split(HOLE) },
    symbolOf(value),
  );
}

const computed =
  (name: string): TemplateFunction =>
  (args, at) =>
    notComputed(name, args, at);

export const RESOURCE_FUNCTIONS: FunctionTable = {
  resourceid: identified,
  subscriptionresourceid: identified,
  tenantresourceid: identified,
  managementgroupresourceid: identified,
  extensionresourceid: ([, ...rest], at) => identified(rest, at),
  resourcegroup: (args, at) =>
    args.length > 0
      ? open('it is another group of resources', at, 'resourceGroup()')
      : place('resourceGroup()', ['id', 'name', 'location'], at),
  subscription: (_, at) => place('subscription()', ['id', 'subscriptionId', 'tenantId', 'displayName'], at),
  deployment: (_, at) => place('deployment()', ['name', 'location'], at),
  environment: (_, at) => open('it depends on the cloud', at, 'environment()'),
  tenant: (_, at) => place('tenant()', ['tenantId', 'id'], at),
  managementgroup: (_, at) => place('managementGroup()', ['id', 'name'], at),
  uniquestring: computed('uniqueString'),
  guid: computed('guid'),
  newguid: (_, at) => open('a new one is made each time', at, `newGuid ${at.line}:${at.column}`),
  utcnow: (_, at) => open('it is the time of the deployment', at, 'utcNow()'),
  // What is taken from a resource that is declared is there, whatever it is.
  reference: ([id], at) =>
    open(
      'it is known when it is deployed',
      at,
      `reference(${id === undefined ? '' : symbolOf(id)})`,
      refersOf(id),
    ),
};
