import { systemsOf } from '@theriac/govern';
import { detectInMemory, EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { describe, expect, test } from 'vitest';
import { configurationInMemory } from '../configuration.ts';
import { configuration } from '../detectors/configuration/index.ts';
import { buildGraph } from './build-graph.ts';
import { reportOn } from './report.ts';

async function reportFor(files: Readonly<Record<string, string>>): Promise<ReturnType<typeof reportOn>> {
  return reportOn(buildGraph((await configurationInMemory(files)).resources, systemsOf([], 'ward')));
}

const DATABASE = (
  more: string,
  group = '[aws_security_group.db.id]',
): string => `resource "aws_security_group" "db" {
  ingress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_db_instance" "db" {
  engine                 = "postgres"
  vpc_security_group_ids = ${group}
  ${more}
}
`;
const SUBNETS = 'db_subnet_group_name = aws_db_subnet_group.db.name\n  publicly_accessible = true';
const GROUP = (ids: string): string => `resource "aws_db_subnet_group" "db" {\n  subnet_ids = ${ids}\n}\n`;
const SUBNET = (vpc: string): string => `resource "aws_subnet" "a" {\n  vpc_id = ${vpc}\n}\n`;

describe('what is outside of the files leaves the way open, and is never called closed', () => {
  test.each([
    [
      'subnets of a variable',
      `variable "subnets" {}\n${GROUP('var.subnets')}${DATABASE(SUBNETS)}`,
      'the variable subnets has no value',
    ],
    [
      'subnets of a module that is not at hand',
      `module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n${GROUP('module.vpc.database_subnets')}${DATABASE(SUBNETS)}`,
      'the module vpc is not at hand',
    ],
    [
      'subnets by their ids',
      `${GROUP('["subnet-0a1b2c3d"]')}${DATABASE(SUBNETS)}`,
      'subnet-0a1b2c3d is not declared in what was read',
    ],
    [
      'subnets that are looked up',
      `data "aws_subnets" "all" {}\n${GROUP('data.aws_subnets.all.ids')}${DATABASE(SUBNETS)}`,
      'it is read when it is applied',
    ],
    [
      'a network that is looked up',
      `data "aws_vpc" "main" {}\n${SUBNET('data.aws_vpc.main.id')}${GROUP('[aws_subnet.a.id]')}${DATABASE(SUBNETS)}`,
      'the main route table of its network is not in the files',
    ],
    [
      'a gateway of a variable',
      `variable "gateway" {}\nresource "aws_vpc" "main" {}\n${SUBNET('aws_vpc.main.id')}resource "aws_route_table" "a" {\n  vpc_id = aws_vpc.main.id\n  route {\n    cidr_block = "0.0.0.0/0"\n    gateway_id = var.gateway\n  }\n}\nresource "aws_route_table_association" "a" {\n  subnet_id = aws_subnet.a.id\n  route_table_id = aws_route_table.a.id\n}\n${GROUP('[aws_subnet.a.id]')}${DATABASE(SUBNETS)}`,
      'the variable gateway has no value',
    ],
    [
      'security groups of a variable',
      `variable "groups" {}\n${DATABASE('publicly_accessible = true', 'var.groups')}`,
      'the variable groups has no value',
    ],
    [
      'whether it has a public address',
      `variable "public" {}\n${DATABASE('publicly_accessible = var.public')}`,
      'publicly_accessible',
    ],
  ])('%s', async (_, text, why) => {
    const { paths, unreached } = await reportFor({ 'main.tf': text });
    expect(unreached).toEqual([]);
    expect(paths).toMatchObject([
      { isCertain: false, rules: [], doubts: [{ rule: 'THERIAC-PATH-STORE-EXPOSED' }] },
    ]);
    expect(paths[0]?.hops[0]?.unknown).toContain(why);
  });

  test('a scan has it among its reasons, and no finding', async () => {
    const { findings, reasons } = await detectInMemory(configuration, {
      inventory: EMPTY_INVENTORY,
      files: { 'main.tf': `variable "subnets" {}\n${GROUP('var.subnets')}${DATABASE(SUBNETS)}` },
    });
    expect(findings.filter(({ rule }) => rule.id.startsWith('THERIAC-PATH'))).toEqual([]);
    expect(reasons?.filter((reason) => reason.startsWith('THERIAC-PATH'))).toEqual([
      'THERIAC-PATH-STORE-EXPOSED is not known for aws_db_instance.db: whether its subnets have a route to the internet is not in the files: the variable subnets has no value',
    ]);
  });

  test('a subnet of a network in the files without a route is not reached', async () => {
    const { paths, unreached } = await reportFor({
      'main.tf': `resource "aws_vpc" "main" {}\n${SUBNET('aws_vpc.main.id')}${GROUP('[aws_subnet.a.id]')}${DATABASE(SUBNETS)}`,
    });
    expect(paths).toEqual([]);
    expect(unreached).toEqual(['terraform:aws_db_instance.db']);
  });
});

test('root modules with the same addresses are not mixed up', async () => {
  const { nodes, paths, unreached } = await reportFor({
    'open/main.tf': DATABASE('publicly_accessible = true'),
    'closed/main.tf': DATABASE('publicly_accessible = false'),
  });
  expect(nodes.filter(({ kind }) => kind === 'store')).toHaveLength(2);
  expect(paths.map(({ store }) => store)).toEqual(['terraform:open#aws_db_instance.db']);
  expect(unreached).toEqual(['terraform:closed#aws_db_instance.db']);
});

test('a pod with the Secret of a database has its login', async () => {
  const pod = (kind: string, name: string, image: string): string =>
    `---\napiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ward}\nspec:\n  template:\n    metadata: {labels: {app: ${name}}}\n    spec: {containers: [{name: main, image: "${image}", envFrom: [{secretRef: {name: db-login}}, {secretRef: {name: db-tls}}]}]}\n`;
  const { hops } = await reportFor({
    'k8s.yaml': pod('StatefulSet', 'db', 'postgres:17') + pod('Deployment', 'app', 'registry.example/app:1'),
  });
  expect(hops.filter(({ isUsed }) => isUsed)).toMatchObject([
    { by: 'it has the login of db: Secret db-login', at: { path: 'k8s.yaml', line: 16 } },
  ]);
});

test('resources that refer to each other in a circle are read once', async () => {
  const { unreached } = await reportFor({
    'main.tf': `resource "google_healthcare_dataset" "a" {
  dataset = google_healthcare_dataset.b.id
}
resource "google_healthcare_dataset" "b" {
  dataset = google_healthcare_dataset.a.id
}
resource "aws_security_group" "a" {
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.b.id]
  }
}
resource "aws_security_group" "b" {
  vpc_id = aws_security_group.a.vpc_id
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.a.id]
  }
}
resource "aws_subnet" "a" {
  vpc_id = aws_subnet.a.id
}
resource "google_compute_url_map" "a" {
  default_service = google_compute_url_map.b.id
}
resource "google_compute_url_map" "b" {
  default_service = google_compute_url_map.a.id
}
resource "google_compute_global_forwarding_rule" "a" {
  target = google_compute_url_map.a.id
}
`,
  });
  expect(unreached).toHaveLength(2);
});
