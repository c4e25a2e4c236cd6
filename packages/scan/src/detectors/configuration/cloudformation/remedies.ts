/** The fix of a finding as CloudFormation: the table of types, read from settings to properties. */

import type { RemedyLanguage } from '../remedies/language.ts';
import { asYaml, type Tree } from '../remedies/tree.ts';
import { JOINS } from '../terraform/join-tables/all.ts';
import { SAME_PROPERTIES } from './sam-resource.ts';
import { snakeCase } from './shape.ts';
import { TYPES } from './types/all.ts';
import { LISTS, SPELLED } from './types/spelling.ts';

const PROPERTY_OF = new Map(SPELLED.map((name) => [snakeCase(name), name]));

/** Written types, by those of Terraform. */
const WRITTEN_AS = new Map(
  [...TYPES.values()].flatMap(({ type, to }) => (typeof to === 'string' ? [[to, type] as const] : [])),
);

/** Values of properties that a rule leaves open, by how their names end. */
const SOMETHING: readonly (readonly [ending: RegExp, value: Tree])[] = [
  [/(?:KMS|Kms|Encryption|Master)Key(?:Id|Arn)$/, { 'Fn::GetAtt': ['Key', 'Arn'] }],
  [/Arn$|ARN$/, '<arn>'],
  [/Ids$|Exports$|Types$/, ['<name>']],
  [/(?:Settings?|Options|Config|Configuration|^Logging)$/, '<settings>'],
];

export const CLOUDFORMATION_REMEDIES: RemedyLanguage = {
  vocabularyOf: (type) => TYPES.get(SAME_PROPERTIES[type] ?? type),
  propertyNamed: (setting) => PROPERTY_OF.get(setting) ?? camelCase(setting),
  isList: (property) => LISTS.has(property),
  besides: (type, key) => {
    const to = TYPES.get(SAME_PROPERTIES[type] ?? type)?.to;
    const join = JOINS.find((one) => one.as === key && typeof to === 'string' && one.to.includes(to));
    const other = join === undefined ? undefined : WRITTEN_AS.get(join.type);
    return join === undefined || other === undefined ? undefined : { type: other, by: join.by };
  },
  something: (property) => SOMETHING.find(([ending]) => ending.test(property))?.[1] ?? '<value>',
  secret: '{{resolve:secretsmanager:<name>:SecretString:password}}',
  reference: (name) => ({ Ref: name }),
  setting: (property, value) => `${property}: ${value}`,
  written: ({ type, name, properties, attributes }, path) => {
    const inner: Tree = {
      Type: type,
      ...(typeof attributes === 'object' ? attributes : {}),
      ...(Object.keys(properties).length === 0 ? {} : { Properties: properties }),
    };
    const tree: Tree = { Resources: { [name]: inner } };
    return path.endsWith('.json') ? JSON.stringify(tree, null, 2) : asYaml(tree);
  },
};

function camelCase(setting: string): string {
  return setting
    .split('_')
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('');
}
