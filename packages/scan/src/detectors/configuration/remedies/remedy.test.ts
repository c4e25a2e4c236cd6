import type { RawFinding } from '@theriac/core';
import { detectInMemory, EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { describe, expect, it, test } from 'vitest';
import { TYPES } from '../cloudformation/types/all.ts';
import { configuration } from '../index.ts';
import { TERRAFORM_RULES } from '../terraform/rules/all.ts';
import { remedyFor } from './remedy.ts';
import { wantedBy } from './wanted.ts';

async function found(text: string, rule: string, path = 'template.yaml'): Promise<RawFinding | undefined> {
  const { findings } = await detectInMemory(configuration, {
    inventory: EMPTY_INVENTORY,
    files: { [path]: text },
  });
  return findings.find(({ rule: { id } }) => id === `THERIAC-CFG-${rule}`);
}

const template = (body: string): string => `Resources:\n${body}`;

describe('what a query wants', () => {
  test.each([
    [{ storage_encrypted: { is: true, default: false } }, [{ path: ['storage_encrypted'], value: true }]],
    [{ publicly_accessible: { not: true } }, [{ path: ['publicly_accessible'], value: false }]],
    [{ days: { min: 7, default: 1 } }, [{ path: ['days'], value: 7 }]],
    [{ logs: { min: 1 } }, [{ path: ['logs'], value: undefined }]],
    [{ 'a.*.b': { in: ['x', 'y'] } }, [{ path: ['a', '*', 'b'], value: 'x' }]],
    [{ any: [{ a: { notLike: 'x*' } }, { b: true }] }, [{ path: ['b'], value: true }]],
    [{ any: [{ a: { like: '1*' }, b: { no: { c: 1 } } }, { d: 2 }] }, [{ path: ['d'], value: 2 }]],
    [{ ingress: { no: { port: 22 } } }, []],
    [{ none: [{ a: 1 }], b: { exists: false } }, []],
  ])('%j', (query, wanted) => {
    expect(wantedBy(query)).toEqual(wanted);
  });
});

describe('the fix of a template', () => {
  it('is a property with its value, and the sentence names it', async () => {
    const finding = await found(
      template('  Records:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      Engine: postgres\n'),
      'TF-RDS-SINGLE-ZONE',
    );
    expect(finding?.action).toBe('Set `MultiAZ: true`.');
    expect(finding?.steps).toEqual([
      {
        kind: 'edit',
        text: 'Resources:\n  Records:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      MultiAZ: true',
      },
    ]);
  });

  it('is JSON where the template is', async () => {
    const finding = await found(
      '{ "Resources": { "B": { "Type": "AWS::S3::Bucket", "Properties": {} } } }',
      'TF-S3-VERSIONING',
      'template.json',
    );
    const [step] = finding?.steps ?? [];
    expect(step?.kind === 'edit' && JSON.parse(step.text)).toEqual({
      Resources: {
        B: {
          Type: 'AWS::S3::Bucket',
          Properties: { VersioningConfiguration: { Status: 'Enabled' } },
        },
      },
    });
  });

  it('is the attribute of the resource where that says it', async () => {
    const finding = await found(
      template(
        '  Records:\n    Type: AWS::RDS::DBInstance\n    DeletionPolicy: Delete\n    Properties:\n      Engine: postgres\n',
      ),
      'TF-DB-NO-LAST-SNAPSHOT',
    );
    expect(finding?.action).toBe('Set `DeletionPolicy: Snapshot` and name the snapshot.');
    expect(finding?.steps).toEqual([
      {
        kind: 'edit',
        text: 'Resources:\n  Records:\n    Type: AWS::RDS::DBInstance\n    DeletionPolicy: Snapshot',
      },
    ]);
  });

  it('is a resource of its own where that configures the first', async () => {
    const finding = await found(
      template('  Net:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.0.0.0/16\n'),
      'TF-VPC-NO-FLOW-LOG',
    );
    expect(finding?.steps).toEqual([
      {
        kind: 'edit',
        text: 'Resources:\n  NetFlowLog:\n    Type: AWS::EC2::FlowLog\n    Properties:\n      ResourceId:\n        Ref: Net',
      },
    ]);
  });

  it('takes a secret from a store and does not show it', async () => {
    const finding = await found(
      template(
        '  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      MasterUserPassword: Kr4nkenhaus-77\n',
      ),
      'TF-SECRET',
    );
    expect(JSON.stringify(finding)).not.toContain('Kr4nkenhaus');
    expect(JSON.stringify(finding?.steps)).toContain('{{resolve:secretsmanager:');
  });

  it('names the property where no value can be given', async () => {
    const finding = await found(
      template(
        '  Group:\n    Type: AWS::EC2::SecurityGroup\n    Properties:\n      GroupDescription: x\n      SecurityGroupIngress:\n        - { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0 }\n',
      ),
      'TF-SG-ADMIN-OPEN',
    );
    expect(finding?.steps).toEqual([
      { kind: 'text', text: 'The property is SecurityGroupIngress of Group (AWS::EC2::SecurityGroup).' },
    ]);
  });

  it('names the function of the model in which something is written', async () => {
    const finding = await found(
      `Transform: AWS::Serverless-2016-10-31\n${template('  Fn:\n    Type: AWS::Serverless::Function\n    Properties:\n      FunctionUrlConfig: { AuthType: NONE }\n')}`,
      'TF-LAMBDA-URL-OPEN',
    );
    expect(finding?.action).toBe('Set `AuthType: AWS_IAM`, or put an API in front.');
    expect(finding?.steps).toEqual([
      { kind: 'text', text: 'It is written in FnUrl (AWS::Serverless::Function).' },
    ]);
  });
});

test('no fix of a template speaks of Terraform', () => {
  const at = { path: 'template.yaml', line: 1, column: 1 };
  for (const { type, to } of TYPES.values()) {
    for (const rule of TERRAFORM_RULES) {
      if (rule.on !== `terraform.${typeof to === 'string' ? to : ''}`) continue;
      const remedy = remedyFor(
        rule,
        {
          type: rule.on,
          name: 'Main',
          at,
          values: { kind: 'map', entries: new Map(), at },
          origin: { language: 'cloudformation', type, name: 'Main' },
        },
        { path: '', at },
      );
      expect(JSON.stringify(remedy), rule.id).not.toMatch(/resource \\"|aws_[a-z]|` = |[a-z]_[a-z]+ = /);
    }
  }
});
