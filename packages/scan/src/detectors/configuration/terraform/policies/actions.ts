/** Actions of AWS that decide about rights, data and traces: what wildcards in policies are expanded to. */

/** By which a role gives itself more. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const ESCALATION = [
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreatePolicyVersion',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteUserPermissionsBoundary',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
  'iam:SetDefaultPolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateLoginProfile',
] as const;

export const PASS_ROLE = 'iam:PassRole';
export const ASSUME_ROLE = 'sts:AssumeRole';
export const DECRYPT = 'kms:Decrypt';

/** By which code runs with the rights of a function, a task or a machine that is there already. */
export const RUN_AS = [
  'ec2-instance-connect:SendSSHPublicKey',
  'ecs:ExecuteCommand',
  'glue:UpdateDevEndpoint',
  'lambda:UpdateFunctionCode',
  'ssm:SendCommand',
  'ssm:StartSession',
] as const;

/** By which data or secrets are read, or copied out of the account. */
export const DATA = [
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'ec2:ModifySnapshotAttribute',
  'healthlake:ReadResource',
  'healthlake:SearchWithGet',
  'healthlake:StartFHIRExportJob',
  'medical-imaging:GetDICOMInstance',
  'medical-imaging:GetImageFrame',
  'rds-data:ExecuteStatement',
  'rds:CopyDBSnapshot',
  'rds:ModifyDBClusterSnapshotAttribute',
  'rds:ModifyDBSnapshotAttribute',
  's3:GetObject',
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
] as const;

/** By which the record of who did what ends. */
export const TRACES = [
  'cloudtrail:DeleteTrail',
  'cloudtrail:PutEventSelectors',
  'cloudtrail:StopLogging',
  'cloudtrail:UpdateTrail',
  'config:DeleteConfigurationRecorder',
  'config:StopConfigurationRecorder',
  'guardduty:DeleteDetector',
] as const;

export const ACTIONS: readonly string[] = [
  ...ESCALATION,
  PASS_ROLE,
  ASSUME_ROLE,
  DECRYPT,
  ...RUN_AS,
  ...DATA,
  ...TRACES,
];
