/** Services of the Serverless Framework, as the template that they become. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  list,
  map,
  type Resource,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import type { MapValue } from '../terraform/values.ts';
import { reference, resource } from './sam-resource.ts';
import { withVariables } from './serverless-variables.ts';
import { templateResources } from './template.ts';

type Resources = (readonly [string, ConfigValue])[];

const API = 'ApiGatewayRestApi';
const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Resources'] as const;

export function serverlessResources(document: ConfigValue): readonly Resource[] {
  const service = withVariables(document);
  const provider = entry(service, 'provider');
  const name = textOf(entry(provider, 'name')) ?? textOf(provider);
  if (name !== 'aws') return [];
  const functions = entry(service, 'functions');
  const groups = functions?.kind === 'list' ? functions.items : functions === undefined ? [] : [functions];
  const functionsOf: Resources = groups.flatMap((group) =>
    group.kind === 'map'
      ? [...group.entries].flatMap(([id, given]) => (given.kind === 'map' ? functionParts(id, given) : []))
      : [],
  );
  const shared: Resources = [...functionsOf, ...sharedParts(provider)];
  const role = roleParts(
    'IamRoleLambdaExecution',
    statementsOf(provider),
    inside(provider, 'iam', 'role', 'managedPolicies'),
  );
  const interfaces = shared.some(([id]) => id.includes(' http ')) ? interfaceParts(service, provider) : [];
  const parts: Resources = [...shared, ...interfaces, ...role];
  const given = entry(service, 'resources');
  const extra = given?.kind === 'list' ? given.items : given === undefined ? [] : [given];
  const sections = SECTIONS.map((section) => {
    const found = extra.flatMap((one) => {
      const value = entry(one, section);
      return value?.kind === 'map' ? [...value.entries] : [];
    });
    return [section, map(section === 'Resources' ? [...parts, ...found] : found, service.at)] as const;
  });
  const made = new Set(parts.map(([id]) => id));
  return templateResources(map(sections, service.at)).map((one) =>
    one.origin !== undefined && made.has(one.origin.name)
      ? { ...one, origin: { ...one.origin, isPart: true } }
      : one,
  );
}

function functionParts(id: string, given: MapValue): Resources {
  const { at } = given;
  const parts: Resources = [
    [
      id,
      resource(
        'AWS::Lambda::Function',
        map(
          [
            ['Runtime', entry(given, 'runtime')],
            ['Environment', environmentOf(given)],
          ],
          at,
        ),
      ),
    ],
    ...roleParts(`${id}Role`, entry(given, 'iamRoleStatements'), undefined),
  ];
  const url = entry(given, 'url');
  if (url !== undefined && textOf(url) !== 'false') parts.push([`${id} url`, urlOf(id, url)]);
  for (const [i, event] of itemsOf(entry(given, 'events')).entries()) {
    const http = entry(event, 'http');
    const httpApi = entry(event, 'httpApi');
    if (http !== undefined) parts.push([`${id} http ${i + 1}`, methodOf(http)]);
    if (httpApi !== undefined) parts.push([`${id} route ${i + 1}`, routeOf(httpApi)]);
  }
  return parts;
}

/** What every function has, where it says nothing else: judged once, at the place where it is written. */
function sharedParts(provider: ConfigValue | undefined): Resources {
  const runtime = entry(provider, 'runtime');
  const environment = environmentOf(provider);
  const at = runtime?.at ?? environment?.at;
  if (at === undefined) return [];
  const values = map(
    [
      ['Runtime', runtime],
      ['Environment', environment],
    ],
    at,
  );
  return [['provider', resource('AWS::Lambda::Function', values)]];
}

function environmentOf(given: ConfigValue | undefined): ConfigValue | undefined {
  const variables = entry(given, 'environment');
  return variables === undefined ? undefined : map([['Variables', variables]], variables.at);
}

function urlOf(id: string, url: ConfigValue): ConfigValue {
  const { at } = url;
  const cors = entry(url, 'cors');
  const all = list([scalar('*', at)], at);
  const isSigned = textOf(entry(url, 'authorizer')) === 'aws_iam';
  return resource(
    'AWS::Lambda::Url',
    map(
      [
        ['TargetFunctionArn', reference(id, at)],
        ['AuthType', scalar(isSigned ? 'AWS_IAM' : 'NONE', at)],
        [
          'Cors',
          textOf(cors) === 'true'
            ? map(
                [
                  ['AllowOrigins', all],
                  ['AllowMethods', all],
                ],
                at,
              )
            : undefined,
        ],
      ],
      at,
    ),
  );
}

/** `get patients`, or `{ method: get, path: patients, authorizer: … }`. */
function methodOf(http: ConfigValue): ConfigValue {
  const { at } = http;
  const method = textOf(entry(http, 'method')) ?? textOf(http)?.split(' ')[0] ?? 'ANY';
  const authorizer = entry(http, 'authorizer');
  return resource(
    'AWS::ApiGateway::Method',
    map(
      [
        ['HttpMethod', scalar(method.toUpperCase(), at)],
        [
          'AuthorizationType',
          authorizer?.kind === 'unknown'
            ? authorizer
            : scalar(authorizer === undefined ? 'NONE' : 'CUSTOM', at),
        ],
        ['ApiKeyRequired', entry(http, 'private')],
        ['RestApiId', reference(API, at)],
      ],
      at,
    ),
  );
}

function routeOf(http: ConfigValue): ConfigValue {
  const { at } = http;
  const text = textOf(http);
  const key =
    text === '*'
      ? '$default'
      : (text ?? `${textOf(entry(http, 'method')) ?? 'ANY'} ${textOf(entry(http, 'path')) ?? '/'}`);
  return resource(
    'AWS::ApiGatewayV2::Route',
    map(
      [
        [
          'RouteKey',
          scalar(
            key.replace(/^[a-z]{1,10}(?= )/, (word) => word.toUpperCase()),
            at,
          ),
        ],
        ['AuthorizationType', scalar(entry(http, 'authorizer') === undefined ? 'NONE' : 'CUSTOM', at)],
      ],
      at,
    ),
  );
}

function interfaceParts(service: MapValue, provider: ConfigValue | undefined): Resources {
  const { at } = provider ?? service;
  const endpoint = entry(provider, 'endpointType');
  const logs = inside(provider, 'logs', 'restApi');
  const types = endpoint === undefined ? undefined : map([['Types', list([endpoint], at)]], at);
  return [
    [API, resource('AWS::ApiGateway::RestApi', map([['EndpointConfiguration', types]], at))],
    [
      `${API} stage`,
      resource(
        'AWS::ApiGateway::Stage',
        map(
          [
            ['RestApiId', reference(API, at)],
            ['AccessLogSetting', textOf(logs) === 'false' ? undefined : logs],
          ],
          at,
        ),
      ),
    ],
  ];
}

function statementsOf(provider: ConfigValue | undefined): ConfigValue | undefined {
  return inside(provider, 'iam', 'role', 'statements') ?? entry(provider, 'iamRoleStatements');
}

function roleParts(
  id: string,
  statements: ConfigValue | undefined,
  managed: ConfigValue | undefined,
): Resources {
  const at = statements?.at ?? managed?.at;
  if (at === undefined) return [];
  const policy =
    statements === undefined
      ? []
      : [
          map(
            [
              ['PolicyName', scalar('statements', at)],
              ['PolicyDocument', map([['Statement', statements]], at)],
            ],
            at,
          ),
        ];
  const values = map(
    [
      ['Policies', list(policy, at)],
      ['ManagedPolicyArns', managed],
    ],
    at,
  );
  return [[id, resource('AWS::IAM::Role', values)]];
}
