/** What connects others: route tables, gateways, network ACLs, peering, groups of subnets and of machines. */
import type { Row } from './row.ts';

const groupOfSubnets = (type: string, to: string, name: string): Row => ({
  type,
  to,
  names: { [name]: 'name', SubnetIds: 'subnet_ids' },
});

export const CONNECTION_ROWS: readonly Row[] = [
  { type: 'AWS::EC2::RouteTable', to: 'aws_route_table' },
  { type: 'AWS::EC2::SubnetRouteTableAssociation', to: 'aws_route_table_association' },
  { type: 'AWS::EC2::InternetGateway', to: 'aws_internet_gateway' },
  { type: 'AWS::EC2::NatGateway', to: 'aws_nat_gateway' },
  { type: 'AWS::EC2::NetworkAcl', to: 'aws_network_acl' },
  { type: 'AWS::EC2::SubnetNetworkAclAssociation', to: 'aws_network_acl_association' },
  { type: 'AWS::EC2::VPCPeeringConnection', to: 'aws_vpc_peering_connection' },
  { type: 'AWS::EC2::TransitGateway', to: 'aws_ec2_transit_gateway' },
  { type: 'AWS::EC2::TransitGatewayAttachment', to: 'aws_ec2_transit_gateway_vpc_attachment' },
  { type: 'AWS::EC2::TransitGatewayVpcAttachment', to: 'aws_ec2_transit_gateway_vpc_attachment' },
  { type: 'AWS::EC2::EIP', to: 'aws_eip', names: { InstanceId: 'instance' } },
  { type: 'AWS::EC2::EIPAssociation', to: 'aws_eip_association' },
  {
    type: 'AWS::AutoScaling::AutoScalingGroup',
    to: 'aws_autoscaling_group',
    names: {
      TargetGroupARNs: 'target_group_arns',
      VPCZoneIdentifier: 'vpc_zone_identifier',
      LaunchConfigurationName: 'launch_configuration',
      LoadBalancerNames: 'load_balancers',
    },
  },
  { type: 'AWS::EFS::MountTarget', to: 'aws_efs_mount_target' },
  { type: 'AWS::IAM::InstanceProfile', to: 'aws_iam_instance_profile', names: { Roles: 'role' } },
  groupOfSubnets('AWS::RDS::DBSubnetGroup', 'aws_db_subnet_group', 'DBSubnetGroupName'),
  groupOfSubnets('AWS::DocDB::DBSubnetGroup', 'aws_docdb_subnet_group', 'DBSubnetGroupName'),
  groupOfSubnets('AWS::Neptune::DBSubnetGroup', 'aws_neptune_subnet_group', 'DBSubnetGroupName'),
  groupOfSubnets('AWS::Redshift::ClusterSubnetGroup', 'aws_redshift_subnet_group', 'ClusterSubnetGroupName'),
  groupOfSubnets('AWS::ElastiCache::SubnetGroup', 'aws_elasticache_subnet_group', 'CacheSubnetGroupName'),
];
