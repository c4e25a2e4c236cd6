/** Ways through networks of AWS, and their twins that one route, rule or address cuts. */
import { changed, type Topology } from './topology.ts';

const network = (name: string, range: string): string => `resource "aws_vpc" "${name}" {
  cidr_block = "${range}.0.0/16"
}
resource "aws_subnet" "${name}" {
  vpc_id     = aws_vpc.${name}.id
  cidr_block = "${range}.1.0/24"
}
`;

const GATEWAY = `resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route_table" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route" "out" {
  route_table_id         = aws_route_table.main.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}
resource "aws_route_table_association" "main" {
  subnet_id      = aws_subnet.main.id
  route_table_id = aws_route_table.main.id
}
`;

const group = (
  name: string,
  vpc: string,
  port: number,
  from: string,
): string => `resource "aws_security_group" "${name}" {
  vpc_id = aws_vpc.${vpc}.id
  ingress {
    from_port = ${port}
    to_port   = ${port}
    protocol  = "tcp"
    ${from}
  }
}
`;

const EVERYONE = 'cidr_blocks = ["0.0.0.0/0"]';

const database = (subnet: string, isPublic: boolean): string => `resource "aws_db_subnet_group" "records" {
  subnet_ids = [aws_subnet.${subnet}.id]
}
resource "aws_db_instance" "records" {
  engine                 = "postgres"
  publicly_accessible    = ${isPublic}
  db_subnet_group_name   = aws_db_subnet_group.records.name
  vpc_security_group_ids = [aws_security_group.records.id]
}
`;

const PUBLIC =
  network('main', '10.1') + GATEWAY + group('records', 'main', 5432, EVERYONE) + database('main', true);

const acl = (rules: string): string => `resource "aws_network_acl" "main" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.main.id]
${rules}}
`;
const rule = (
  direction: string,
  number: number,
  action: string,
  from: number,
  to: number,
): string => `  ${direction} {
    rule_no    = ${number}
    action     = "${action}"
    protocol   = "tcp"
    cidr_block = "0.0.0.0/0"
    from_port  = ${from}
    to_port    = ${to}
  }
`;

const WEB = `${group('web', 'main', 443, EVERYONE)}resource "aws_instance" "web" {
  subnet_id                   = aws_subnet.main.id
  associate_public_ip_address = true
  vpc_security_group_ids      = [aws_security_group.web.id]
}
`;

const TWO = `${network('main', '10.1')}${GATEWAY}${network('data', '10.2')}resource "aws_route_table" "data" {
  vpc_id = aws_vpc.data.id
}
resource "aws_route_table_association" "data" {
  subnet_id      = aws_subnet.data.id
  route_table_id = aws_route_table.data.id
}
${WEB}${group('records', 'data', 5432, 'cidr_blocks = ["10.0.0.0/8"]')}${database('data', false)}`;

const PEERED = `${TWO}resource "aws_vpc_peering_connection" "both" {
  vpc_id      = aws_vpc.main.id
  peer_vpc_id = aws_vpc.data.id
}
resource "aws_route" "there" {
  route_table_id            = aws_route_table.main.id
  destination_cidr_block    = "10.2.0.0/16"
  vpc_peering_connection_id = aws_vpc_peering_connection.both.id
}
`;
const BACK = `resource "aws_route" "back" {
  route_table_id            = aws_route_table.data.id
  destination_cidr_block    = "10.1.0.0/16"
  vpc_peering_connection_id = aws_vpc_peering_connection.both.id
}
`;

const TRANSIT = `${TWO}resource "aws_ec2_transit_gateway" "hub" {}
resource "aws_ec2_transit_gateway_vpc_attachment" "main" {
  vpc_id             = aws_vpc.main.id
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
}
resource "aws_ec2_transit_gateway_vpc_attachment" "data" {
  vpc_id             = aws_vpc.data.id
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
}
resource "aws_route" "there" {
  route_table_id         = aws_route_table.main.id
  destination_cidr_block = "10.0.0.0/8"
  transit_gateway_id     = aws_ec2_transit_gateway.hub.id
}
resource "aws_route" "back" {
  route_table_id         = aws_route_table.data.id
  destination_cidr_block = "10.1.0.0/16"
  transit_gateway_id     = aws_ec2_transit_gateway.hub.id
}
`;

const bucketBy = (trust: string, more = ''): string => `resource "aws_s3_bucket" "records" {}
resource "aws_iam_role" "reader" {
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = ${trust}${more} }] })
}
resource "aws_iam_role_policy" "reader" {
  role   = aws_iam_role.reader.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.records.arn}/*" }] })
}
`;

const GITHUB =
  '{ Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }';

/** A machine whose role may read every bucket. */
const READER = (
  address: string,
): string => `${network('main', '10.1')}${GATEWAY}${group('web', 'main', 443, EVERYONE)}resource "aws_instance" "web" {
  subnet_id              = aws_subnet.main.id
  vpc_security_group_ids = [aws_security_group.web.id]
  iam_instance_profile   = aws_iam_instance_profile.web.name
}
resource "aws_iam_instance_profile" "web" {
  role = aws_iam_role.web.name
}
resource "aws_iam_role" "web" {}
resource "aws_iam_role_policy_attachment" "web" {
  role       = aws_iam_role.web.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
}
resource "aws_s3_bucket" "records" {}
${address}`;

const exposed = { rule: 'STORE-EXPOSED', store: 'aws_db_instance.records' } as const;
const beside = { rule: 'NOT-SEGMENTED', store: 'aws_db_instance.records' } as const;
const read = { rule: 'NOT-SEGMENTED', store: 'aws_s3_bucket.records' } as const;
const assumed = { rule: 'STORE-EXPOSED', store: 'aws_s3_bucket.records' } as const;

export const AWS_NETWORK_TOPOLOGIES: readonly Topology[] = [
  {
    name: 'a route leads to the internet gateway',
    ...exposed,
    ...changed(
      'main.tf',
      PUBLIC,
      'destination_cidr_block = "0.0.0.0/0"',
      'destination_cidr_block = "203.0.113.0/24"',
    ),
  },
  {
    name: 'the route leads to an internet gateway, not to address translation',
    ...exposed,
    ...changed(
      'main.tf',
      `${PUBLIC}resource "aws_nat_gateway" "main" {}\n`,
      'gateway_id             = aws_internet_gateway.main.id',
      'nat_gateway_id         = aws_nat_gateway.main.id',
    ),
  },
  {
    name: 'the main route table of the network has the route',
    ...exposed,
    ...changed(
      'main.tf',
      `${network('main', '10.1')}resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.main.default_route_table_id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
${group('records', 'main', 5432, EVERYONE)}${database('main', true)}`,
      '    cidr_block = "0.0.0.0/0"\n',
      '    cidr_block = "198.51.100.0/24"\n',
    ),
  },
  {
    name: 'a network ACL denies too late',
    ...exposed,
    ...changed(
      'main.tf',
      PUBLIC +
        acl(
          rule('ingress', 100, 'allow', 0, 65_535) +
            rule('ingress', 200, 'deny', 5432, 5432) +
            rule('egress', 100, 'allow', 0, 65_535),
        ),
      'rule_no    = 200',
      'rule_no    = 50',
    ),
  },
  {
    name: 'a network ACL lets answers out',
    ...exposed,
    ...changed(
      'main.tf',
      PUBLIC + acl(rule('ingress', 100, 'allow', 5432, 5432) + rule('egress', 100, 'allow', 1024, 65_535)),
      'from_port  = 1024\n    to_port    = 65535',
      'from_port  = 443\n    to_port    = 443',
    ),
  },
  {
    name: 'an instance of a cluster has a public address',
    rule: 'STORE-EXPOSED',
    store: 'aws_rds_cluster.records',
    ...changed(
      'main.tf',
      `${network('main', '10.1')}${GATEWAY}${group('records', 'main', 5432, EVERYONE)}resource "aws_db_subnet_group" "records" {
  subnet_ids = [aws_subnet.main.id]
}
resource "aws_rds_cluster" "records" {
  engine                 = "aurora-postgresql"
  db_subnet_group_name   = aws_db_subnet_group.records.name
  vpc_security_group_ids = [aws_security_group.records.id]
}
resource "aws_rds_cluster_instance" "one" {
  cluster_identifier  = aws_rds_cluster.records.id
  publicly_accessible = true
}
`,
      'publicly_accessible = true',
      'publicly_accessible = false',
    ),
  },
  {
    name: 'peering has a route on both sides',
    ...beside,
    path: { 'main.tf': PEERED + BACK },
    cut: { 'main.tf': PEERED },
  },
  {
    name: 'a transit gateway joins two networks',
    ...beside,
    ...changed(
      'main.tf',
      TRANSIT,
      'destination_cidr_block = "10.0.0.0/8"',
      'destination_cidr_block = "10.9.0.0/16"',
    ),
  },
  {
    name: 'the range of a rule holds the subnet of the web tier',
    ...beside,
    ...changed(
      'main.tf',
      `${network('main', '10.1')}${GATEWAY}${WEB}${group('records', 'main', 5432, 'cidr_blocks = ["10.1.0.0/16"]')}${database('main', false)}`,
      'cidr_blocks = ["10.1.0.0/16"]',
      'cidr_blocks = ["10.1.2.0/24"]',
    ),
  },
  {
    name: 'a machine with a role has an elastic address',
    ...read,
    path: { 'main.tf': READER('resource "aws_eip" "web" {\n  instance = aws_instance.web.id\n}\n') },
    cut: { 'main.tf': READER('') },
  },
  {
    name: 'the subnet of a machine with a role gives addresses',
    ...read,
    ...changed(
      'main.tf',
      READER('').replace(
        'cidr_block = "10.1.1.0/24"',
        'cidr_block = "10.1.1.0/24"\n  map_public_ip_on_launch = true',
      ),
      'launch = true',
      'launch = false',
    ),
  },
  {
    name: 'a role that reads a bucket trusts everyone',
    ...assumed,
    ...changed(
      'main.tf',
      bucketBy('"*"'),
      'Principal = "*"',
      'Principal = { Service = "ec2.amazonaws.com" }',
    ),
  },
  {
    name: 'a role that reads a bucket trusts every repository of GitHub',
    ...assumed,
    path: { 'main.tf': bucketBy(GITHUB) },
    cut: {
      'main.tf': bucketBy(
        GITHUB,
        ', Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "repo:clinic/api:*" } }',
      ),
    },
  },
];
