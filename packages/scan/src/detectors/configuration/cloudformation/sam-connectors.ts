/** Connectors of the Serverless Application Model: what the source may do at the destination. */
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
import { type Resources, reference, resource } from './sam-resource.ts';
import { statementOf } from './sam-role.ts';

/**
 * Actions by type of the destination and permission, as {@link SAM_POLICIES} has them.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 */
const ACCESS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::DynamoDB::Table': {
    Read: 'dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchGetItem dynamodb:ConditionCheckItem dynamodb:PartiQLSelect | <Arn> <Arn>/index/*',
    Write:
      'dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:PartiQLDelete dynamodb:PartiQLInsert dynamodb:PartiQLUpdate | <Arn> <Arn>/index/*',
  },
  'AWS::Events::EventBus': { Write: 'events:PutEvents | <Arn>' },
  'AWS::Lambda::Function': { Write: 'lambda:InvokeAsync lambda:InvokeFunction | <Arn>' },
  'AWS::S3::Bucket': {
    Read: 's3:GetObject s3:GetObjectAcl s3:GetObjectVersion s3:ListBucket s3:ListBucketVersions | <Arn> <Arn>/*',
    Write: 's3:PutObject s3:DeleteObject s3:RestoreObject | <Arn> <Arn>/*',
  },
  'AWS::SNS::Topic': { Write: 'sns:Publish | <Arn>' },
  'AWS::SQS::Queue': {
    Read: 'sqs:ReceiveMessage sqs:GetQueueAttributes | <Arn>',
    Write: 'sqs:DeleteMessage sqs:SendMessage sqs:ChangeMessageVisibility sqs:PurgeQueue | <Arn>',
  },
  'AWS::StepFunctions::StateMachine': {
    Read: 'states:DescribeExecution | <Arn>',
    Write: 'states:StartExecution | <Arn>',
  },
};

const AS: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'AWS::Lambda::Function',
  'AWS::Serverless::SimpleTable': 'AWS::DynamoDB::Table',
  'AWS::Serverless::StateMachine': 'AWS::StepFunctions::StateMachine',
};

/** `AWS::Serverless::Connector` */
export function connectorParts(
  id: string,
  properties: ConfigValue,
  given: ConfigValue,
  template: ConfigValue,
): Resources {
  const source = textOf(inside(properties, 'Source', 'Id'));
  return source === undefined ? [] : connected(id, source, properties, given, template);
}

/** `Connectors` of the source itself. */
export function embeddedConnectors(source: string, given: ConfigValue, template: ConfigValue): Resources {
  const connectors = entry(given, 'Connectors');
  if (connectors?.kind !== 'map') return [];
  return [...connectors.entries].flatMap(([name, one]) =>
    connected(`${source}${name}`, source, entry(one, 'Properties') ?? one, given, template),
  );
}

function connected(
  id: string,
  source: string,
  properties: ConfigValue,
  given: ConfigValue,
  template: ConfigValue,
): Resources {
  const destination = entry(properties, 'Destination');
  const all =
    destination?.kind === 'list' ? destination.items : destination === undefined ? [] : [destination];
  const statements = all.flatMap((one): ConfigValue[] => {
    const target = textOf(entry(one, 'Id'));
    const type =
      target === undefined
        ? textOf(entry(one, 'Type'))
        : textOf(inside(template, 'Resources', target, 'Type'));
    const rows = ACCESS[AS[type ?? ''] ?? type ?? ''];
    if (rows === undefined) return [];
    const arn =
      target === undefined
        ? entry(one, 'Arn')
        : map([['Fn::GetAtt', list([scalar(target, one.at), scalar('Arn', one.at)], one.at)]], one.at);
    const parameters = map([['Arn', arn]], one.at);
    return itemsOf(entry(properties, 'Permissions')).flatMap((permission) => {
      const row = rows[textOf(permission) ?? ''];
      return row === undefined ? [] : [statementOf(row, parameters, permission.at)];
    });
  });
  if (statements.length === 0) return [];
  const { at } = properties;
  const values = map(
    [
      ['PolicyDocument', map([['Statement', list(statements, at)]], at)],
      ['Roles', list([reference(`${source}Role`, at)], at)],
    ],
    at,
  );
  const own = inside(template, 'Resources', source);
  const isMade =
    inside(own, 'Properties', 'Policies') === undefined && inside(own, 'Properties', 'Role') === undefined;
  return [
    ...(isMade ? [[`${source}Role`, resource('AWS::IAM::Role', map([], at), given)] as const] : []),
    [`${id} policy`, resource('AWS::IAM::Policy', values, given)],
  ];
}
