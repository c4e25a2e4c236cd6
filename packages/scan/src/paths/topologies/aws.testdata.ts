/** Ways to patient data in AWS, and their twins without one. */
import { changed, type Topology } from './topology.ts';

const OPEN_GROUP = (cidr: string): string => `resource "aws_security_group" "db" {
  ingress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["${cidr}"]
  }
}
`;

const PUBLIC_DB = `resource "aws_db_instance" "records" {
  engine                 = "postgres"
  publicly_accessible    = true
  vpc_security_group_ids = [aws_security_group.db.id]
}
`;

/** A load balancer, a machine behind it with a role, and a bucket. */
/** References to the names of these are texts then. */
const named = (text: string): string =>
  text
    .replace('"aws_iam_role" "web" {}', '"aws_iam_role" "web" {\n  name = "api"\n}')
    .replace('"aws_iam_instance_profile" "web" {', '"aws_iam_instance_profile" "web" {\n  name = "machine"');

const MACHINE = (resource: string): string => `resource "aws_security_group" "web" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_lb" "web" {
  security_groups = [aws_security_group.web.id]
}
resource "aws_lb_target_group" "web" {}
resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  protocol          = "HTTPS"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}
resource "aws_lb_target_group_attachment" "web" {
  target_group_arn = aws_lb_target_group.web.arn
  target_id        = aws_instance.web.id
}
resource "aws_instance" "web" {
  iam_instance_profile = aws_iam_instance_profile.web.name
}
resource "aws_iam_instance_profile" "web" {
  role = aws_iam_role.web.name
}
resource "aws_iam_role" "web" {}
resource "aws_iam_role_policy" "web" {
  role   = aws_iam_role.web.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ${resource} }] })
}
resource "aws_s3_bucket" "assets" {}
resource "aws_s3_bucket" "records" {}
`;

export const AWS_TOPOLOGIES: readonly Topology[] = [
  {
    name: 'a database of AWS has a public address, and its group lets everyone in',
    rule: 'STORE-EXPOSED',
    store: 'aws_db_instance.records',
    ...changed('main.tf', OPEN_GROUP('0.0.0.0/0') + PUBLIC_DB, '0.0.0.0/0', '203.0.113.0/24'),
  },
  {
    name: 'the same, and only its address is public',
    rule: 'STORE-EXPOSED',
    store: 'aws_db_instance.records',
    ...changed(
      'main.tf',
      OPEN_GROUP('0.0.0.0/0') + PUBLIC_DB,
      'publicly_accessible    = true',
      'publicly_accessible    = false',
    ),
  },
  {
    name: 'a policy lets everyone read a bucket',
    rule: 'STORE-EXPOSED',
    store: 'aws_s3_bucket.records',
    ...changed(
      'main.tf',
      `resource "aws_s3_bucket" "records" {}
resource "aws_s3_bucket_policy" "records" {
  bucket = aws_s3_bucket.records.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })
}
`,
      'Principal = "*"',
      'Principal = { AWS = "arn:aws:iam::111122223333:root" }',
    ),
  },
  {
    name: 'a role of a machine that faces the internet reads every bucket',
    rule: 'NOT-SEGMENTED',
    store: 'aws_s3_bucket.records',
    path: { 'main.tf': MACHINE('"*"') },
    cut: { 'main.tf': MACHINE('aws_s3_bucket.assets.arn') },
  },
  {
    name: 'the same, with names that are written',
    rule: 'NOT-SEGMENTED',
    store: 'aws_s3_bucket.records',
    path: { 'main.tf': named(MACHINE('"*"')) },
    cut: { 'main.tf': named(MACHINE('aws_s3_bucket.assets.arn')) },
  },
  {
    name: 'a range of addresses reaches a database beside the web tier',
    rule: 'NOT-SEGMENTED',
    store: 'aws_db_instance.records',
    ...changed(
      'main.tf',
      `${MACHINE('"arn:aws:s3:::other/*"').replace('resource "aws_instance" "web" {', 'resource "aws_security_group" "app" {}\nresource "aws_instance" "web" {\n  vpc_security_group_ids = [aws_security_group.app.id]')}${OPEN_GROUP('10.0.0.0/8')}${PUBLIC_DB.replace('true', 'false')}`,
      '    cidr_blocks = ["10.0.0.0/8"]',
      '    security_groups = []',
    ),
  },
  {
    name: 'an event of a function that reads every table asks nobody',
    rule: 'NOT-SEGMENTED',
    store: 'Records',
    ...changed(
      'template.yaml',
      `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Portal:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs24.x
      Policies: [{Statement: [{Effect: Allow, Action: 'dynamodb:*', Resource: '*'}]}]
      Events:
        Get: {Type: Api, Properties: {Path: /, Method: get}}
  Records:
    Type: AWS::DynamoDB::Table
    Properties: {AttributeDefinitions: []}
`,
      '{Type: Api, Properties: {Path: /, Method: get}}',
      '{Type: Schedule, Properties: {Schedule: rate(1 day)}}',
    ),
  },
];
