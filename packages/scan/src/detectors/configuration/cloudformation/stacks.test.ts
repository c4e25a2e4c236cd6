import type { DetectContext, KnownUnknown } from '@theriac/core';
import { type ConfigValue, entry, inside, type Resource, textOf } from '@theriac/core/configuration';
import { MemoryFile } from '@theriac/read/text';
import { describe, expect, it, test } from 'vitest';
import { refersOf } from '../terraform/values.ts';
import { loaded } from './read.ts';

interface Read {
  readonly byName: ReadonlyMap<string, Resource>;
  readonly told: readonly string[];
}

/** @param others files that no technology claims */
async function read(
  files: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>> = {},
): Promise<Read> {
  const unknowns: KnownUnknown[] = [];
  const reader = loaded.start((one) => unknowns.push(one));
  for (const [path, text] of Object.entries(files)) await reader.inspect(new MemoryFile(path, text));
  const all: Readonly<Record<string, string>> = { ...files, ...others };
  const context: DetectContext = {
    file: (path) => (Object.hasOwn(all, path) ? new MemoryFile(path, all[path] ?? '') : null),
    exists: (path) => Object.hasOwn(all, path),
    matched: [],
    named: () => [],
    list: () => [],
    inventory: { roots: [], components: [], unknowns: [], skipped: [] },
    endOfLife: undefined,
    registry: undefined,
  };
  const resources = await reader.conclude(context);
  return {
    byName: new Map(resources.map((one) => [one.name, one])),
    told: unknowns.map(({ message }) => message),
  };
}

const value = ({ byName }: Read, name: string, key: string): ConfigValue | undefined =>
  entry(byName.get(name)?.values, key);

const CHILD = `Parameters: {Days: {Type: Number, Default: 1}, Key: {Type: String, Default: ''}}
Resources:
  Logs: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: !Ref Days, KmsKeyId: !Ref Key}}
Outputs: {Group: {Value: !GetAtt Logs.Arn}, Days: {Value: !Ref Days}}
`;

describe('stacks in stacks', () => {
  it('get parameters and give outputs', async () => {
    const found = await read({
      'infra/main.yaml': `Resources:
  Key: {Type: AWS::KMS::Key}
  First:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: ./parts/logs.yaml, Parameters: {Days: 400, Key: !GetAtt Key.Arn}}
  Second:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: parts/logs.yaml, Parameters: {Days: !GetAtt First.Outputs.Days}}
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties: {CloudWatchLogsLogGroupArn: !GetAtt Second.Outputs.Group}
`,
      'infra/parts/logs.yaml': CHILD,
    });
    expect([...found.byName.keys()]).toEqual([
      'infra/main.yaml#Key',
      'infra/main.yaml#First/Logs',
      'infra/main.yaml#Second/Logs',
      'infra/main.yaml#Trail',
    ]);
    expect(textOf(value(found, 'infra/main.yaml#First/Logs', 'retention_in_days'))).toBe('400');
    expect(textOf(value(found, 'infra/main.yaml#Second/Logs', 'retention_in_days'))).toBe('400');
    expect(refersOf(value(found, 'infra/main.yaml#First/Logs', 'kms_key_id'))).toEqual([
      'infra/main.yaml#Key',
    ]);
    expect(refersOf(value(found, 'infra/main.yaml#Trail', 'cloud_watch_logs_group_arn'))).toEqual([
      'infra/main.yaml#Second/Logs',
    ]);
    expect(found.byName.get('infra/main.yaml#First/Logs')?.at.path).toBe('infra/parts/logs.yaml');
    expect(found.told).toEqual([]);
  });

  it('applications of the model are the same, and their template need not look like one', async () => {
    const found = await read(
      {
        'main.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  App: {Type: AWS::Serverless::Application, Properties: {Location: logs.txt, Parameters: {Days: 9}}}
`,
      },
      { 'logs.txt': CHILD },
    );
    expect(textOf(value(found, 'main.yaml#App/Logs', 'retention_in_days'))).toBe('9');
  });

  test.each([
    ['https://bucket.s3.amazonaws.com/logs.yaml', 'its template is not in the target'],
    ['../logs.yaml', 'its template is not in the target'],
    ['/etc/logs.yaml', 'its template is not in the target'],
    [`!Sub "https://\${Bucket}/logs.yaml"`, 'its template is not in the target'],
  ])('%s is not followed, and told', async (url, why) => {
    const found = await read(
      {
        'main.yaml': `Resources:\n  S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ${url}}}\n`,
      },
      { '../logs.yaml': CHILD },
    );
    expect(found.told).toEqual([`the stack S is not followed: ${why}`]);
  });

  it('leaves open what a stack that is not at hand may configure', async () => {
    const found = await read({
      'main.yaml': `Resources:
  Bucket: {Type: AWS::S3::Bucket}
  S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: 'https://x/y.yaml', Parameters: {B: !Ref Bucket}}}
`,
    });
    expect(value(found, 'main.yaml#Bucket', '@policy')?.kind).toBe('unknown');
  });

  it('refuses those that are in themselves', async () => {
    const nest = (other: string): string =>
      `Resources:\n  K: {Type: AWS::KMS::Key}\n  S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ${other}}}\n`;
    const found = await read({
      'a.yaml': nest('b.yaml'),
      'b.yaml': nest('a.yaml'),
      'c.yaml': nest('c.yaml'),
    });
    expect([...found.byName.keys()].sort()).toEqual(['a.yaml#K', 'a.yaml#S/K', 'c.yaml#K']);
    expect(new Set(found.told)).toEqual(
      new Set(['the stack S is not followed: its template is one that it is in']),
    );
  });

  it('ends where each nests ten others', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 9 }, (_, i) => [
        `l${i}.yaml`,
        `Resources:\n${Array.from({ length: 10 }, (__, j) => `  S${j}: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: l${i + 1}.yaml}}`).join('\n')}\n`,
      ]),
    );
    const found = await read({ ...files, 'l9.yaml': 'Resources: {K: {Type: AWS::KMS::Key}}\n' });
    expect(new Set(found.told)).toContain(
      'the stack S9 is not followed: there are too many stacks in stacks',
    );
  });
});

test('the same id in two templates is two resources', async () => {
  const found = await read({
    'a.yaml': 'Resources:\n  Bucket: {Type: AWS::S3::Bucket}\n',
    'b.yaml': `Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Policy: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Bucket, PolicyDocument: {Statement: []}}}
`,
  });
  expect(value(found, 'a.yaml#Bucket', '@policy')).toBeUndefined();
  expect(value(found, 'b.yaml#Bucket', '@policy')?.kind).toBe('list');
});

describe('language extensions', () => {
  it('loops are written out, one inside the other', async () => {
    const found = await read({
      't.yaml': `Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList, Default: 'a-1,b'}}
Resources:
  Fn::ForEach::Outer:
    - Name
    - !Ref Names
    - Logs&{Name}: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Sub 'x/\${Name}', RetentionInDays: !Length [1, 2, 3]}}
      Fn::ForEach::Inner:
        - Kind
        - [Read, Write]
        - 'Key&{Name}\${Kind}': {Type: AWS::KMS::Key, Properties: {Description: !Ref Kind}}
`,
    });
    expect([...found.byName.keys()]).toEqual([
      't.yaml#Logsa1',
      't.yaml#Keya1Read',
      't.yaml#Keya1Write',
      't.yaml#Logsb',
      't.yaml#KeybRead',
      't.yaml#KeybWrite',
    ]);
    expect(textOf(value(found, 't.yaml#Logsa1', 'name'))).toBe('x/a-1');
    expect(textOf(value(found, 't.yaml#Logsa1', 'retention_in_days'))).toBe('3');
    expect(textOf(value(found, 't.yaml#KeybWrite', 'description'))).toBe('Write');
  });

  it('a loop over what is not known, or over too much, is told', async () => {
    const many = Array.from({ length: 60 }, (_, i) => String(i)).join(',');
    const found = await read({
      'a.yaml': `Parameters: {N: {Type: CommaDelimitedList}}\nResources:\n  Fn::ForEach::L: [X, !Ref N, {"K\${X}": {Type: AWS::KMS::Key}}]\n`,
      'b.yaml': `Resources:\n  Fn::ForEach::L: [X, [${many}], {"Fn::ForEach::M": [Y, [${many}], {"K\${X}\${Y}": {Type: AWS::KMS::Key}}]}]\n`,
    });
    expect(new Set(found.told)).toEqual(
      new Set([
        'the loop L is over something that is not known',
        'the loop M is over something that is not known',
      ]),
    );
  });

  it('a mapping has a default, and one that is the same everywhere is known without the region', async () => {
    const found = await read({
      't.yaml': `Mappings: {M: {eu: {Days: 30, Other: 1}, us: {Days: 30, Other: 2}}}
Resources:
  A: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: !FindInMap [M, !Ref AWS::Region, Days]}}
  B: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: !FindInMap [M, !Ref AWS::Region, Other]}}
  C: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: !FindInMap [M, ap, Days, {DefaultValue: 7}]}}
`,
    });
    expect(textOf(value(found, 't.yaml#A', 'retention_in_days'))).toBe('30');
    expect(value(found, 't.yaml#B', 'retention_in_days')?.kind).toBe('unknown');
    expect(textOf(value(found, 't.yaml#C', 'retention_in_days'))).toBe('7');
  });

  it('files of the target are included, also without being templates', async () => {
    const found = await read(
      {
        'in/t.yaml': `Resources:
  Fn::Transform: {Name: AWS::Include, Parameters: {Location: more.yaml}}
  Logs:
    Type: AWS::Logs::LogGroup
    Properties: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: ./days.json}}}
`,
      },
      { 'in/more.yaml': 'Key: {Type: AWS::KMS::Key}\n', 'in/days.json': '{"RetentionInDays": 5}' },
    );
    expect([...found.byName.keys()]).toEqual(['in/t.yaml#Key', 'in/t.yaml#Logs']);
    expect(textOf(value(found, 'in/t.yaml#Logs', 'retention_in_days'))).toBe('5');
  });
});

it('ends where included files include themselves and each other', async () => {
  const include = (file: string): string =>
    `{Fn::Transform: {Name: AWS::Include, Parameters: {Location: ${file}}}}`;
  const found = await read(
    { 't.yaml': `Resources:\n  K: {Type: AWS::KMS::Key, Properties: ${include('a0.yaml')}}\n` },
    Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        `a${i}.yaml`,
        `x: ${include(`a${i + 1}.yaml`)}\ny: ${include(`a${i + 1}.yaml`)}\nz: ${include(`a${i}.yaml`)}\n`,
      ]),
    ),
  );
  expect(found.byName.size).toBe(1);
});

describe('the serverless model', () => {
  const MODEL = 'Transform: AWS::Serverless-2016-10-31\n';

  it('policy templates are the statements that they stand for', async () => {
    const found = await read({
      't.yaml': `${MODEL}Resources:
  Table: {Type: AWS::Serverless::SimpleTable}
  F:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - DynamoDBReadPolicy: {TableName: !Ref Table}
        - S3CrudPolicy: {BucketName: '*'}
        - NoSuchPolicy: {A: b}
`,
    });
    const statement = (name: string): ConfigValue | undefined => {
      const statements = inside(found.byName.get(name)?.values, 'policy', 'Statement');
      return statements?.kind === 'list' ? statements.items[0] : undefined;
    };
    const first = statement('t.yaml#FRole policy 1');
    expect(entry(first, 'Action')).toMatchObject({ kind: 'list' });
    expect(textOf(entry(first, '@all_resources'))).toBe('false');
    const resources = entry(first, 'Resource');
    expect(resources?.kind === 'list' && refersOf(resources.items[0])).toEqual(['t.yaml#Table']);
    expect(textOf(entry(statement('t.yaml#FRole policy 2'), '@all_resources'))).toBe('true');
    expect(found.byName.has('t.yaml#FRole policy 3')).toBe(false);
  });

  it('connectors are policies of the source', async () => {
    const found = await read({
      't.yaml': `${MODEL}Resources:
  Bucket: {Type: AWS::S3::Bucket}
  F: {Type: AWS::Serverless::Function, Connectors: {ToBucket: {Properties: {Destination: {Id: Bucket}, Permissions: [Read]}}}}
  G: {Type: AWS::Serverless::Function}
  C: {Type: AWS::Serverless::Connector, Properties: {Source: {Id: G}, Destination: {Id: Bucket}, Permissions: [Write]}}
`,
    });
    for (const [name, source] of [
      ['t.yaml#FToBucket policy', 'F'],
      ['t.yaml#C policy', 'G'],
    ]) {
      const policy = found.byName.get(name ?? '');
      expect(policy?.type).toBe('terraform.aws_iam_role_policy');
      const role = entry(policy?.values, 'role');
      expect(role?.kind === 'list' && refersOf(role.items[0])).toEqual([`t.yaml#${source}Role`]);
    }
  });
});
