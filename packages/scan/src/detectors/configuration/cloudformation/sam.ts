/** The short forms of the Serverless Application Model, written out as the resources that they become. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  list,
  map,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import type { MapValue } from '../terraform/values.ts';
import { connectorParts, embeddedConnectors } from './sam-connectors.ts';
import { type Resources, reference, resource } from './sam-resource.ts';
import { roleOf } from './sam-role.ts';

const MACRO = 'AWS::Serverless-2016-10-31';
/** Inside of `Globals` and of what they are merged with. */
const MAX_DEPTH = 30;

/** @param template in the long form of functions; the result as well */
export function expandedSam(template: ConfigValue): ConfigValue {
  const transform = entry(template, 'Transform');
  const isSam = [transform, ...itemsOf(transform)].some((one) => textOf(one) === MACRO);
  const resources = entry(template, 'Resources');
  if (!isSam || template.kind !== 'map' || resources?.kind !== 'map') return template;
  const found = [...resources.entries].flatMap(([id, one]) => expanded(id, one, template));
  return map([...template.entries, ['Resources', map(found, resources.at)]], template.at);
}

function expanded(id: string, given: ConfigValue, template: ConfigValue): Resources {
  const kind = /^AWS::Serverless::(\w{1,40})$/.exec(textOf(entry(given, 'Type')) ?? '')?.[1];
  if (kind === undefined) return [[id, given]];
  const own = entry(given, 'Properties') ?? map([], given.at);
  const merged = mergedWith(inside(template, 'Globals', kind), own, 0);
  if (merged.kind !== 'map') return [];
  const properties = map(merged.entries, given.at);
  switch (kind) {
    case 'Function':
      return functionParts(id, properties, given, template);
    case 'StateMachine':
      return roleOf(id, properties, given);
    case 'SimpleTable':
      return [[id, resource('AWS::DynamoDB::Table', properties, given)]];
    case 'Api':
      return apiParts(id, properties, given);
    case 'HttpApi':
      return [
        [id, resource('AWS::ApiGatewayV2::Api', properties, given)],
        [`${id} stage`, resource('AWS::ApiGatewayV2::Stage', properties, given)],
      ];
    case 'Connector':
      return connectorParts(id, properties, given, template);
    case 'Application':
      return [[id, given]];
    default:
      return [];
  }
}

/** Maps are merged, lists are put one after the other, everything else is taken from the resource. */
function mergedWith(global: ConfigValue | undefined, own: ConfigValue, depth: number): ConfigValue {
  if (global === undefined || depth > MAX_DEPTH) return own;
  if (global.kind === 'list' && own.kind === 'list') return list([...global.items, ...own.items], own.at);
  if (global.kind !== 'map' || own.kind !== 'map') return own;
  const entries = new Map(global.entries);
  for (const [key, value] of own.entries) entries.set(key, mergedWith(entries.get(key), value, depth + 1));
  return map(entries, own.at);
}

function functionParts(
  id: string,
  properties: MapValue,
  given: ConfigValue,
  template: ConfigValue,
): Resources {
  const parts: Resources = [[id, resource('AWS::Lambda::Function', properties, given)]];
  const url = entry(properties, 'FunctionUrlConfig');
  if (url?.kind === 'map')
    parts.push([
      `${id}Url`,
      resource(
        'AWS::Lambda::Url',
        map([...url.entries, ['TargetFunctionArn', reference(id, url.at)]], url.at),
        given,
      ),
    ]);
  const events = entry(properties, 'Events');
  for (const [name, event] of events?.kind === 'map' ? events.entries : [])
    for (const part of eventParts(`${id} ${name}`, event, given, template)) parts.push(part);
  return [...parts, ...roleOf(id, properties, given), ...embeddedConnectors(id, given, template)];
}

function apiParts(id: string, properties: MapValue, given: ConfigValue): Resources {
  const { at } = properties;
  const endpoint = entry(properties, 'EndpointConfiguration');
  const type = entry(endpoint, 'Type') ?? (endpoint?.kind === 'scalar' ? endpoint : undefined);
  const api = map(
    [['EndpointConfiguration', type === undefined ? undefined : map([['Types', list([type], at)]], at)]],
    at,
  );
  const stage = map(
    [
      ['RestApiId', reference(id, at)],
      ['StageName', entry(properties, 'StageName')],
      ['AccessLogSetting', entry(properties, 'AccessLogSetting')],
    ],
    at,
  );
  return [
    [id, resource('AWS::ApiGateway::RestApi', api, given)],
    [`${id} stage`, resource('AWS::ApiGateway::Stage', stage, given)],
  ];
}

/** What an event of HTTP adds to its interface. */
function eventParts(name: string, event: ConfigValue, given: ConfigValue, template: ConfigValue): Resources {
  const type = textOf(entry(event, 'Type'));
  const isRest = type === 'Api';
  if (!isRest && type !== 'HttpApi') return [];
  const properties = entry(event, 'Properties') ?? map([], event.at);
  const named = entry(properties, isRest ? 'RestApiId' : 'ApiId');
  const api = textOf(entry(named, 'Ref'));
  // Another stack's interface may ask for a login itself.
  if (named !== undefined && api === undefined) return [];
  const own = api === undefined ? undefined : inside(template, 'Resources', api);
  if (own !== undefined && !(textOf(entry(own, 'Type')) ?? '').startsWith('AWS::Serverless::')) return [];
  const global = inside(template, 'Globals', isRest ? 'Api' : 'HttpApi', 'Auth');
  const auth = mergedWith(global, inside(own, 'Properties', 'Auth') ?? map([], event.at), 0);
  // The definition says who may call it.
  if (
    inside(own, 'Properties', 'DefinitionUri') !== undefined ||
    inside(own, 'Properties', 'DefinitionBody') !== undefined
  )
    return [];
  const { at } = event;
  const authorizer = inside(properties, 'Auth', 'Authorizer') ?? entry(auth, 'DefaultAuthorizer');
  const isOpen = authorizer === undefined || textOf(authorizer) === 'NONE';
  const method = textOf(entry(properties, 'Method'))?.toUpperCase() ?? 'ANY';
  const authorization = scalar(isOpen ? 'NONE' : 'CUSTOM', authorizer?.at ?? at);
  return isRest
    ? [
        [
          name,
          resource(
            'AWS::ApiGateway::Method',
            map(
              [
                ['HttpMethod', scalar(method, at)],
                ['AuthorizationType', authorization],
                [
                  'ApiKeyRequired',
                  inside(properties, 'Auth', 'ApiKeyRequired') ?? entry(auth, 'ApiKeyRequired'),
                ],
                ['RestApiId', named],
              ],
              at,
            ),
            given,
          ),
        ],
      ]
    : [
        [
          name,
          resource(
            'AWS::ApiGatewayV2::Route',
            map(
              [
                ['RouteKey', scalar(`${method} ${textOf(entry(properties, 'Path')) ?? '/'}`, at)],
                ['AuthorizationType', authorization],
              ],
              at,
            ),
            given,
          ),
        ],
      ];
}
