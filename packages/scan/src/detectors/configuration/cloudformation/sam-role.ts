/** The role that a function of the Serverless Application Model gets where none is named. */
import { type ConfigValue, entry, list, map, type Place, scalar, textOf } from '@theriac/core/configuration';
import type { MapValue } from '../terraform/values.ts';
import { SAM_POLICIES } from './sam-policies.ts';
import { type Resources, resource } from './sam-resource.ts';

export function roleOf(id: string, properties: MapValue, given: ConfigValue): Resources {
  const policies = entry(properties, 'Policies');
  if (policies === undefined || entry(properties, 'Role') !== undefined) return [];
  const all = policies.kind === 'list' ? policies.items : [policies];
  const documents = all.flatMap((one, i) => {
    const document = entry(one, 'Statement') === undefined ? templateDocument(one) : one;
    return document === undefined ? [] : [inlinePolicy(String(i + 1), document)];
  });
  const managed = all.flatMap((one): ConfigValue[] => {
    const text = textOf(one);
    if (text !== undefined)
      return [text.includes(':') ? one : scalar(`arn:aws:iam::aws:policy/${text}`, one.at)];
    // `Ref` and the like name one of the template.
    return one.kind === 'map' && ['Ref', 'Fn::Sub', 'Fn::Join'].some((key) => one.entries.has(key))
      ? [one]
      : [];
  });
  const values = map(
    [
      ['Policies', list(documents, policies.at)],
      ['ManagedPolicyArns', list(managed, policies.at)],
      ['AssumeRolePolicyDocument', entry(properties, 'AssumeRolePolicyDocument')],
    ],
    policies.at,
  );
  return [[`${id}Role`, resource('AWS::IAM::Role', values, given)]];
}

function inlinePolicy(name: string, document: ConfigValue): ConfigValue {
  return map(
    [
      ['PolicyName', scalar(name, document.at)],
      ['PolicyDocument', document],
    ],
    document.at,
  );
}

/** `{ S3ReadPolicy: { BucketName: … } }` */
function templateDocument(policy: ConfigValue): ConfigValue | undefined {
  if (policy.kind !== 'map' || policy.entries.size !== 1) return undefined;
  const [[name, parameters] = []] = policy.entries;
  const statements =
    name === undefined || !Object.hasOwn(SAM_POLICIES, name) ? undefined : SAM_POLICIES[name];
  if (statements === undefined || parameters === undefined) return undefined;
  const { at } = parameters;
  return map(
    [
      [
        'Statement',
        list(
          [statements].flat().map((one) => statementOf(one, parameters, at)),
          at,
        ),
      ],
    ],
    at,
  );
}

/** @param text actions, resources and `limited`, with `|` between them */
export function statementOf(text: string, parameters: ConfigValue, at: Place): ConfigValue {
  const [actions = '', on = '', limited] = text.split(' | ');
  return map(
    [
      ['Effect', scalar('Allow', at)],
      ['Action', list(words(actions, at), at)],
      [
        'Resource',
        list(
          on.split(' ').map((one) => address(one, parameters, at)),
          at,
        ),
      ],
      [
        'Condition',
        limited === undefined
          ? undefined
          : map([['StringEquals', map([['aws:ResourceTag/of-the-template', scalar('x', at)]], at)]], at),
      ],
    ],
    at,
  );
}

function words(text: string, at: Place): readonly ConfigValue[] {
  return text.split(' ').map((one) => scalar(one, at));
}

const NAMED = /<(\w{1,60})>/g;

function address(text: string, parameters: ConfigValue, at: Place): ConfigValue {
  if (text === '*') return scalar(text, at);
  const names = [...text.matchAll(NAMED)].map(([, name = '']) => name);
  const whole =
    names.length === 1 && text === `<${names[0]}>` ? entry(parameters, names[0] ?? '') : undefined;
  if (whole !== undefined) return whole;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a pattern of the template
  const pattern = `${text.startsWith('<') ? '' : 'arn:aws:'}${text.replaceAll(NAMED, '${$1}')}`;
  const values = names.map((name) => [name, entry(parameters, name)] as const);
  return map([['Fn::Sub', list([scalar(pattern, at), map(values, at)], at)]], at);
}
