import { type DetectContext, type TargetFile, TheriacError } from '@theriac/core';
import { ask, inside, type Resource } from '@theriac/core/configuration';
import { MemoryFile } from '@theriac/read/text';
import { describe, expect, it, test } from 'vitest';
import { cloudformation } from './area.ts';
import { loaded } from './read.ts';

const CONTEXT: DetectContext = {
  file: () => null,
  exists: () => false,
  matched: [],
  named: () => [],
  list: () => [],
  inventory: { roots: [], components: [], unknowns: [], skipped: [] },
  endOfLife: undefined,
  registry: undefined,
};

async function resourcesOf(text: string, path = 'template.yaml'): Promise<readonly Resource[]> {
  const reader = loaded.start(() => {});
  await reader.inspect(new MemoryFile(path, text));
  return reader.conclude(CONTEXT);
}

/** Ids of the rules that fail, with the names of what fails. */
async function failing(text: string, path?: string): Promise<string[]> {
  return (await resourcesOf(text, path)).flatMap((resource) =>
    loaded.rules.flatMap(({ on, when, pass, id }) =>
      on === resource.type &&
      (when === undefined || ask(when, resource.values).state === 'yes') &&
      ask(pass, resource.values).state === 'no'
        ? [`${id} ${idOf(resource)}`]
        : [],
    ),
  );
}

const named = (resources: readonly Resource[], name: string): Resource | undefined =>
  resources.find((one) => idOf(one) === name);

/** Its id in the template. */
const idOf = ({ name }: Resource): string => name.slice(name.indexOf('#') + 1);

const RECORDS = `Resources:
  Records:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: Enabled
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms
              KMSMasterKeyID: !GetAtt Key.Arn
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        BlockPublicPolicy: true
        IgnorePublicAcls: true
        RestrictPublicBuckets: true
      LoggingConfiguration:
        DestinationBucketName: !Ref Logs
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: PublicRead
`;

describe('buckets', () => {
  it('are asked what Terraform declares beside them', async () => {
    const found = await failing(RECORDS);
    expect(found.filter((one) => one.endsWith(' Records'))).toEqual(['TF-S3-REPLICATION Records']);
    expect(found).toContain('TF-S3-PUBLIC-ACL Logs');
    expect(found).toContain('TF-S3-PUBLIC-ACCESS-BLOCK Logs');
    // It takes the log of the other one.
    expect(found).not.toContain('TF-S3-ACCESS-LOG Logs');
  });

  it('are found with the policies that name them', async () => {
    const found = await failing(`${RECORDS}  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Records
      PolicyDocument:
        Statement:
          Effect: Allow
          Principal: '*'
          Action: s3:GetObject
          Resource: !Sub '\${Records.Arn}/*'
`);
    expect(found).toContain('TF-S3-POLICY-PUBLIC Policy');
  });

  it('are the same in JSON', async () => {
    const json = JSON.stringify({
      Resources: { Records: { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'PublicReadWrite' } } },
    });
    expect(await failing(json, 'cdk.out/Stack.template.json')).toContain('TF-S3-PUBLIC-WRITE Records');
  });
});

describe('functions', () => {
  const retention = async (expression: string): Promise<unknown> => {
    const text = `Parameters:
  Given: {Type: String, Default: one}
  Open: {Type: String}
  Many: {Type: CommaDelimitedList, Default: "a, b"}
Mappings: {Sizes: {one: {Size: "7"}}}
Conditions:
  IsOne: !Equals [!Ref Given, one]
  IsOther: !Not [!Condition IsOne]
  IsOpen: !Equals [!Ref Open, one]
  Both: !And [!Condition IsOne, !Condition IsOpen]
  Either: !Or [!Condition IsOne, !Condition IsOpen]
  Loop: !Not [!Condition Loop]
Resources:
  Other: {Type: AWS::KMS::Key}
  Group:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: ${expression}
`;
    return inside(named(await resourcesOf(text), 'Group')?.values, 'retention_in_days');
  };

  it.each([
    ['!Ref Given', 'one'],
    ['!FindInMap [Sizes, !Ref Given, Size]', '7'],
    [`!Sub "x-\${Given}-\${!Kept}"`, `x-one-\${Kept}`],
    [`!Sub ["\${A}", {A: !Ref Given}]`, 'one'],
    ['!Join ["-", [a, !Ref Given]]', 'a-one'],
    ['!Select [1, !Ref Many]', 'b'],
    ['!Select [0, !Split [".", "c.d"]]', 'c'],
    ['!If [IsOne, yes, no]', 'yes'],
    ['!If [IsOther, yes, no]', 'no'],
    ['!If [Either, yes, no]', 'yes'],
    ['{"Fn::Base64": {"Fn::Join": ["", ["a", "b"]]}}', 'ab'],
  ])('%s is known', async (expression, text) => {
    expect(await retention(expression)).toMatchObject({ kind: 'scalar', text });
  });

  it.each([
    ['!Ref Open', 'the parameter Open has no default'],
    ['!If [IsOpen, a, b]', 'the condition IsOpen depends on what is not known'],
    ['!If [Both, a, b]', 'the condition Both depends on what is not known'],
    ['!If [Loop, a, b]', 'the condition Loop depends on what is not known'],
    ['!ImportValue x', 'another stack exports it'],
    ['"{{resolve:secretsmanager:x}}"', 'it is read from a store of secrets or parameters'],
    ['!Ref AWS::Region', 'AWS::Region depends on where it is deployed'],
    ['!Ref Nothing', '`Nothing` is not declared in the template'],
  ])('%s is unknown', async (expression, reason) => {
    expect(await retention(expression)).toMatchObject({ kind: 'unknown', reason });
  });

  it('refer to resources by their logical ids', async () => {
    expect(await retention('!GetAtt Other.Arn')).toMatchObject({
      refers: ['template.yaml#Other'],
      pieces: ['arn:', ''],
    });
    expect(await retention(`!Sub "\${Other.Arn}/*"`)).toMatchObject({
      refers: ['template.yaml#Other'],
      pieces: ['arn:', '/*'],
    });
  });

  it('take a property away', async () => {
    expect(await retention('!Ref AWS::NoValue')).toBeUndefined();
    expect(await retention('!If [IsOther, 1, !Ref "AWS::NoValue"]')).toBeUndefined();
  });
});

test('a resource whose condition is false with the defaults is not there', async () => {
  const text = `Parameters: {Stage: {Type: String, Default: test}}
Conditions: {IsProduction: !Equals [!Ref Stage, production]}
Resources:
  Key: {Type: AWS::KMS::Key, Condition: IsProduction}
  Other: {Type: AWS::KMS::Key}
`;
  expect((await resourcesOf(text)).map(idOf)).toEqual(['Other']);
});

test('rules of security groups see ports and addresses', async () => {
  const found = await failing(`Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: x
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}
  Alone:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !Ref Group, IpProtocol: tcp, FromPort: 104, ToPort: 104, CidrIpv6: ::/0}
`);
  expect(found).toEqual(['TF-SG-ADMIN-OPEN Group', 'TF-SG-DATA-OPEN-INGRESS Alone']);
});

test('databases have the defaults of CloudFormation', async () => {
  const text = `Resources:
  Db:
    Type: AWS::RDS::DBInstance
    DeletionPolicy: Delete
    Properties: {Engine: postgres, MasterUserPassword: hunter2secret}
  Kept:
    Type: AWS::RDS::DBInstance
    Properties: {Engine: postgres, StorageEncrypted: true, PubliclyAccessible: true}
`;
  const found = await failing(text);
  expect(found).toContain('TF-DB-NO-LAST-SNAPSHOT Db');
  expect(found).not.toContain('TF-DB-NO-LAST-SNAPSHOT Kept');
  expect(found).toContain('TF-RDS-UNENCRYPTED Db');
  expect(found).toContain('TF-RDS-PUBLIC Kept');
  // Whether it is public depends on its network.
  expect(found).not.toContain('TF-RDS-PUBLIC Db');
  expect(found).toContain('TF-SECRET Db');
});

test('policies inside of roles are asked as policies', async () => {
  const found = await failing(`Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: {Effect: Allow, Principal: {AWS: '*'}, Action: sts:AssumeRole}
      ManagedPolicyArns:
        - !Sub arn:\${AWS::Partition}:iam::aws:policy/AdministratorAccess
      Policies:
        - PolicyName: all
          PolicyDocument:
            Statement: [{Effect: Allow, Action: '*', Resource: '*'}]
`);
  expect(found).toContain('TF-IAM-ALL-ROLE Role policy all');
  expect(found).toContain('TF-IAM-TRUST-ALL Role');
  expect(found).toContain('TF-IAM-ROLE-MANAGED-ADMIN Role');
});

const SAM = `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs12.x
    Environment: {Variables: {SHARED: a}}
Resources:
  Read:
    Type: AWS::Serverless::Function
    Properties:
      Environment: {Variables: {DB_PASSWORD: hunter2secret}}
      FunctionUrlConfig: {AuthType: NONE}
      Policies:
        - AdministratorAccess
        - Statement: [{Effect: Allow, Action: '*', Resource: '*'}]
      Events:
        Open: {Type: Api, Properties: {Path: /x, Method: get}}
        Closed: {Type: Api, Properties: {Path: /y, Method: get, Auth: {Authorizer: Login}}}
  New:
    Type: AWS::Serverless::Function
    Properties: {Runtime: nodejs24.x}
`;

test('SAM: globals reach functions, and what a function implies is declared', async () => {
  const found = await failing(SAM);
  expect(found).toEqual([
    'TF-LAMBDA-RUNTIME-ENDED Read',
    'TF-LAMBDA-SECRET Read',
    'TF-LAMBDA-URL-OPEN ReadUrl',
    'TF-APIGW-NO-AUTH Read Open',
    'TF-IAM-ROLE-MANAGED-ADMIN ReadRole',
    'TF-IAM-ALL-ROLE ReadRole policy 2',
  ]);
});

test('SAM: an authorizer of the interface closes every event', async () => {
  const text = SAM.replace('Globals:', 'Globals:\n  Api: {Auth: {DefaultAuthorizer: Login}}');
  expect(await failing(text)).not.toContain('TF-APIGW-NO-AUTH Read Open');
});

test('services of the Serverless Framework', async () => {
  const found = await failing(
    `service: records
custom:
  stage: \${opt:stage, 'dev'}
  secret: hunter2secret
provider:
  name: aws
  runtime: nodejs12.x
  environment:
    API_KEY: \${self:custom.secret}
    DB_PASSWORD: \${env:DB_PASSWORD}
  iam:
    role:
      statements:
        - {Effect: Allow, Action: ['*'], Resource: '*'}
functions:
  read:
    handler: a.b
    events:
      - http: get records
      - http: {method: get, path: x, authorizer: login}
  open:
    handler: a.c
    url: true
resources:
  Resources:
    Records:
      Type: AWS::S3::Bucket
      Properties:
        BucketName: records-\${self:custom.stage}
        AccessControl: PublicRead
`,
    'serverless.yml',
  );
  expect(found).toEqual(
    expect.arrayContaining([
      'TF-LAMBDA-RUNTIME-ENDED provider',
      'TF-LAMBDA-SECRET provider',
      'TF-APIGW-NO-AUTH read http 1',
      'TF-LAMBDA-URL-OPEN open url',
      'TF-IAM-ALL-ROLE IamRoleLambdaExecution policy statements',
      'TF-S3-PUBLIC-ACL Records',
    ]),
  );
  expect(found).not.toContain('TF-APIGW-NO-AUTH read http 2');
});

describe('hostile templates', () => {
  const codeOf = async (file: TargetFile): Promise<unknown> => {
    const reader = loaded.start(() => {});
    try {
      await reader.inspect(file);
      return (await reader.conclude(CONTEXT)).length;
    } catch (error) {
      return error instanceof TheriacError ? error.code : error;
    }
  };

  it('ends where references and conditions go round', async () => {
    const text = `Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}
Resources:
  X: {Type: AWS::KMS::Key, Condition: A, Properties: {KeySpec: !GetAtt Y.Arn}}
  Y: {Type: AWS::KMS::Key, Properties: {KeySpec: !GetAtt X.Arn}}
`;
    expect(await codeOf(new MemoryFile('a.yaml', text))).toBe(2);
  });

  it('ends where aliases multiply', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `x${i + 1}: &x${i + 1} [${Array.from({ length: 9 }, () => `*x${i}`).join(', ')}]`,
    );
    const text = `Resources:\n  X: {Type: AWS::KMS::Key}\nx0: &x0 [a, a]\n${levels.join('\n')}\n`;
    expect(await codeOf(new MemoryFile('a.yaml', text))).toBe('THERIAC_INPUT_LIMIT');
  });

  it('ends where conditions double', async () => {
    const conditions = Array.from(
      { length: 60 },
      (_, i) => `  C${i}: !And [!Condition C${i + 1}, !Condition C${i + 1}]`,
    );
    const text = `Conditions:\n${conditions.join('\n')}\nResources:\n  X: {Type: AWS::KMS::Key, Condition: C0}\n`;
    expect(await codeOf(new MemoryFile('a.yaml', text))).toBe(1);
  });

  it('refuses ten thousand levels with a code', async () => {
    const deep = `{"Resources": ${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`;
    expect(await codeOf(new MemoryFile('a.json', deep))).toBe('THERIAC_INPUT_LIMIT');
    const yaml = `Resources: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`;
    expect(await codeOf(new MemoryFile('a.yaml', yaml))).toBe('THERIAC_INPUT_LIMIT');
  });

  it('reads what is of another shape as nothing', async () => {
    for (const text of ['Resources: x', 'Resources: [a]', 'Resources: {A: b, C: {Type: [x]}}', '[]', '1'])
      expect(await codeOf(new MemoryFile('a.yaml', text))).toBe(0);
    expect(await codeOf(new MemoryFile('serverless.yml', 'provider: [aws]\nfunctions: 1\n'))).toBe(0);
  });

  it('ends where variables of a service name each other', async () => {
    const text = `provider: {name: aws, runtime: "\${self:custom.a}"}
custom: {a: "\${self:custom.b}", b: "\${self:custom.a}"}
functions: {f: {handler: x}}
`;
    expect(await codeOf(new MemoryFile('serverless.yml', text))).toBe(2);
  });

  it('claims only what declares resources of AWS', () => {
    const claims = (text: string): boolean => cloudformation.claims(new MemoryFile('a.yaml', text));
    expect(claims('Resources:\n  A:\n    Type: AWS::S3::Bucket\n')).toBe(true);
    expect(claims('{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}')).toBe(true);
    expect(claims('resources:\n  a: b\n')).toBe(false);
    expect(claims('apiVersion: v1\nkind: Pod\n')).toBe(false);
  });
});
