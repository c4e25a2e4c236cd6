/** Networks, machines, load balancers, delivery and interfaces. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  list,
  map,
  type Place,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import type { MapValue } from '../../terraform/values.ts';
import { unknown } from '../../terraform/values.ts';
import { isThis, made, one, pairsOf } from '../shape.ts';
import type { Entries, Given, Row } from './row.ts';

/** Rules of a security group, with addresses in lists. */
function groupRules(value: ConfigValue | undefined): ConfigValue | undefined {
  return made(value, (known) =>
    list(
      (known.kind === 'list' ? known.items : [known]).map((item) =>
        item.kind === 'map' ? groupRule(item) : item,
      ),
      known.at,
    ),
  );
}

function groupRule(rule: MapValue): ConfigValue {
  const inList = (value: ConfigValue | undefined): ConfigValue | undefined =>
    value === undefined ? undefined : list([value], value.at);
  return map(
    [
      ['protocol', entry(rule, 'IpProtocol')],
      ['from_port', entry(rule, 'FromPort')],
      ['to_port', entry(rule, 'ToPort')],
      ['cidr_blocks', inList(entry(rule, 'CidrIp'))],
      ['ipv6_cidr_blocks', inList(entry(rule, 'CidrIpv6'))],
      [
        'security_groups',
        inList(entry(rule, 'SourceSecurityGroupId') ?? entry(rule, 'SourceSecurityGroupName')),
      ],
      ['description', entry(rule, 'Description')],
    ],
    rule.at,
  );
}

const SEPARATE_RULE = {
  GroupId: 'security_group_id',
  CidrIp: 'cidr_ipv4',
  SourceSecurityGroupId: 'referenced_security_group_id',
  DestinationSecurityGroupId: 'referenced_security_group_id',
};

/** `[{ Key, Value }]` of a load balancer. */
function attributesOf({ properties }: Given): {
  readonly of: (key: string) => ConfigValue | undefined;
  readonly at: Place;
} {
  const value = entry(properties, 'LoadBalancerAttributes');
  const pairs = pairsOf(value, 'Key', 'Value');
  return {
    of: (key) => (pairs.kind === 'unknown' ? pairs : entry(pairs, key)),
    at: value?.at ?? properties.at,
  };
}

function diskOf(mapping: ConfigValue): ConfigValue {
  return mapping.kind === 'map'
    ? map(
        [
          ['device_name', entry(mapping, 'DeviceName')],
          ['encrypted', inside(mapping, 'Ebs', 'Encrypted')],
        ],
        mapping.at,
      )
    : mapping;
}

function machine({ properties }: Given): Entries {
  const interfaces = entry(properties, 'NetworkInterfaces');
  const isPublic = itemsOf(interfaces).flatMap((item) => entry(item, 'AssociatePublicIpAddress') ?? []);
  return [
    [
      'associate_public_ip_address',
      interfaces?.kind === 'unknown'
        ? interfaces
        : (isPublic.find((value) => textOf(value)?.toLowerCase() === 'true') ?? isPublic[0]),
    ],
    [
      'ebs_block_device',
      made(entry(properties, 'BlockDeviceMappings'), (known) => list(itemsOf(known).map(diskOf), known.at)),
    ],
  ];
}

const LISTENER = {
  DefaultActions: 'default_action',
  'DefaultActions.RedirectConfig': 'redirect',
  'DefaultActions.ForwardConfig': 'forward',
};

export const NETWORK_ROWS: readonly Row[] = [
  {
    type: 'AWS::EC2::SecurityGroup',
    to: 'aws_security_group',
    names: { GroupDescription: 'description', GroupName: 'name' },
    said: { ingress: 'SecurityGroupIngress', egress: 'SecurityGroupEgress' },
    more: ({ properties }) => [
      ['ingress', groupRules(entry(properties, 'SecurityGroupIngress'))],
      ['security_group_ingress', undefined],
      ['egress', groupRules(entry(properties, 'SecurityGroupEgress'))],
      ['security_group_egress', undefined],
    ],
  },
  { type: 'AWS::EC2::SecurityGroupIngress', to: 'aws_vpc_security_group_ingress_rule', names: SEPARATE_RULE },
  { type: 'AWS::EC2::SecurityGroupEgress', to: 'aws_vpc_security_group_egress_rule', names: SEPARATE_RULE },
  {
    type: 'AWS::EC2::VPC',
    to: 'aws_vpc',
    // Its rules are changed outside of templates, if at all.
    more: ({ properties }) => [
      ['@default_security_group', unknown('templates cannot change the default group', properties.at)],
    ],
  },
  {
    type: 'AWS::EC2::FlowLog',
    to: 'aws_flow_log',
    said: { vpc_id: 'ResourceId' },
    more: ({ properties }) =>
      textOf(entry(properties, 'ResourceType')) === 'VPC'
        ? [['vpc_id', entry(properties, 'ResourceId')]]
        : [],
  },
  { type: 'AWS::EC2::Subnet', to: 'aws_subnet' },
  { type: 'AWS::EC2::NetworkAclEntry', to: 'aws_network_acl_rule' },
  { type: 'AWS::EC2::Route', to: 'aws_route' },
  {
    type: 'AWS::EC2::Instance',
    to: 'aws_instance',
    names: { SecurityGroupIds: 'vpc_security_group_ids' },
    said: { associate_public_ip_address: 'NetworkInterfaces.AssociatePublicIpAddress' },
    more: machine,
  },
  { type: 'AWS::EC2::LaunchTemplate', to: 'aws_launch_template', within: 'LaunchTemplateData' },
  { type: 'AWS::AutoScaling::LaunchConfiguration', to: 'aws_launch_configuration' },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    to: 'aws_lb',
    names: { Type: 'load_balancer_type' },
    said: {
      internal: { property: 'Scheme', values: { true: 'internal', false: 'internet-facing' } },
      'access_logs.enabled': { property: 'LoadBalancerAttributes', key: 'access_logs.s3.enabled' },
      access_logs: { property: 'LoadBalancerAttributes', key: 'access_logs.s3.enabled' },
      drop_invalid_header_fields: {
        property: 'LoadBalancerAttributes',
        key: 'routing.http.drop_invalid_header_fields.enabled',
      },
    },
    more: (given) => {
      const { of, at } = attributesOf(given);
      const logs = of('access_logs.s3.enabled');
      return [
        ['internal', isThis(entry(given.properties, 'Scheme'), 'internal')],
        [
          'access_logs',
          logs?.kind === 'unknown' ? logs : made(logs, (known) => one([['enabled', known]], at)),
        ],
        ['drop_invalid_header_fields', of('routing.http.drop_invalid_header_fields.enabled')],
      ];
    },
  },
  { type: 'AWS::ElasticLoadBalancingV2::Listener', to: 'aws_lb_listener', names: LISTENER },
  { type: 'AWS::ElasticLoadBalancingV2::TargetGroup', to: 'aws_lb_target_group' },
  {
    type: 'AWS::ElasticLoadBalancing::LoadBalancer',
    to: 'aws_elb',
    names: { Listeners: 'listener', 'Listeners.Protocol': 'lb_protocol' },
    more: ({ properties }) => [['internal', isThis(entry(properties, 'Scheme'), 'internal')]],
  },
  { type: 'AWS::WAFv2::WebACL', to: 'aws_wafv2_web_acl' },
  { type: 'AWS::WAFv2::WebACLAssociation', to: 'aws_wafv2_web_acl_association' },
  { type: 'AWS::WAFRegional::WebACLAssociation', to: 'aws_wafregional_web_acl_association' },
  { type: 'AWS::WAFv2::LoggingConfiguration', to: 'aws_wafv2_web_acl_logging_configuration' },
  { type: 'AWS::NetworkFirewall::Firewall', to: 'aws_networkfirewall_firewall' },
  { type: 'AWS::NetworkFirewall::LoggingConfiguration', to: 'aws_networkfirewall_logging_configuration' },
  {
    type: 'AWS::CloudFront::Distribution',
    to: 'aws_cloudfront_distribution',
    within: 'DistributionConfig',
    names: {
      CacheBehaviors: 'ordered_cache_behavior',
      Origins: 'origin',
      Logging: 'logging_config',
      'Origins.CustomOriginConfig.OriginSSLProtocols': 'origin_ssl_protocols',
      'ViewerCertificate.CloudFrontDefaultCertificate': 'cloudfront_default_certificate',
    },
  },
  { type: 'AWS::ApiGateway::RestApi', to: 'aws_api_gateway_rest_api' },
  {
    type: 'AWS::ApiGateway::Method',
    to: 'aws_api_gateway_method',
    names: { AuthorizationType: 'authorization' },
  },
  {
    type: 'AWS::ApiGateway::Stage',
    to: 'aws_api_gateway_stage',
    names: { AccessLogSetting: 'access_log_settings' },
  },
  { type: 'AWS::ApiGateway::DomainName', to: 'aws_api_gateway_domain_name' },
  { type: 'AWS::ApiGatewayV2::Api', to: 'aws_apigatewayv2_api' },
  { type: 'AWS::ApiGatewayV2::Route', to: 'aws_apigatewayv2_route' },
  { type: 'AWS::ApiGatewayV2::Stage', to: 'aws_apigatewayv2_stage' },
  { type: 'AWS::AppSync::GraphQLApi', to: 'aws_appsync_graphql_api' },
  { type: 'AWS::CertificateManager::Certificate', to: 'aws_acm_certificate' },
  {
    type: 'AWS::Route53::HostedZone',
    to: 'aws_route53_zone',
    names: { VPCs: 'vpc', QueryLoggingConfig: '@query_log' },
  },
  { type: 'AWS::Route53::DNSSEC', to: 'aws_route53_hosted_zone_dnssec' },
  { type: 'AWS::Route53::KeySigningKey', to: 'aws_route53_key_signing_key' },
  {
    type: 'AWS::Cognito::UserPool',
    to: 'aws_cognito_user_pool',
    said: { password_policy: 'Policies.PasswordPolicy' },
    more: ({ properties, blocks }) => {
      const policies = entry(blocks, 'policies');
      return [
        [
          'password_policy',
          policies?.kind === 'unknown' ? policies : entry(itemsOf(policies)[0], 'password_policy'),
        ],
        ['mfa_configuration', entry(properties, 'MfaConfiguration') ?? scalar('OFF', properties.at)],
      ];
    },
  },
];
