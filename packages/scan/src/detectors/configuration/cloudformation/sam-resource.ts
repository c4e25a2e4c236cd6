/** Resources that the Serverless Application Model makes. */
import { type ConfigValue, entry, map, type Place, scalar, textOf } from '@theriac/core/configuration';
import type { MapValue } from '../terraform/values.ts';

export type Resources = (readonly [string, ConfigValue])[];

export const reference = (id: string, at: Place): ConfigValue => map([['Ref', scalar(id, at)]], at);

/** Types of the model, and those whose properties they have; everything else that is made of them is a part. */
export const SAME_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::Serverless::Api': 'AWS::ApiGateway::Stage',
  'AWS::Serverless::Function': 'AWS::Lambda::Function',
  'AWS::Serverless::HttpApi': 'AWS::ApiGatewayV2::Stage',
  'AWS::Serverless::SimpleTable': 'AWS::DynamoDB::Table',
};

/** Under which a resource that is made keeps the type of what it is made from. */
const MADE_FROM = 'Type of the model';

export function originalType(resource: ConfigValue): string | undefined {
  return textOf(entry(resource, MADE_FROM));
}

export function resource(type: string, properties: MapValue, like?: ConfigValue): ConfigValue {
  return map(
    [
      ['Type', scalar(type, properties.at)],
      [MADE_FROM, entry(like, 'Type')],
      ['Condition', entry(like, 'Condition')],
      ['Properties', properties],
    ],
    properties.at,
  );
}
