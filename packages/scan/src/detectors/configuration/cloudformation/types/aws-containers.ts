/** Containers and clusters. */
import { type ConfigValue, entry, inside, itemsOf, list, map } from '@theriac/core/configuration';
import { isThis, made, one } from '../shape.ts';
import type { Row } from './row.ts';

export const CONTAINER_ROWS: readonly Row[] = [
  {
    type: 'AWS::ECS::TaskDefinition',
    to: 'aws_ecs_task_definition',
    names: {
      Volumes: 'volume',
      'Volumes.EFSVolumeConfiguration': 'efs_volume_configuration',
    },
    more: ({ properties }) => [
      ['container_definitions', lowerFirst(entry(properties, 'ContainerDefinitions'), 0)],
    ],
  },
  {
    type: 'AWS::ECS::Service',
    to: 'aws_ecs_service',
    said: {
      'network_configuration.assign_public_ip': {
        property: 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp',
        values: { true: 'ENABLED', false: 'DISABLED' },
      },
    },
    more: ({ properties }) => {
      const network = inside(properties, 'NetworkConfiguration', 'AwsvpcConfiguration');
      return [
        [
          'network_configuration',
          made(network, ({ at }) =>
            one([['assign_public_ip', isThis(entry(network, 'AssignPublicIp'), 'ENABLED')]], at),
          ),
        ],
      ];
    },
  },
  {
    type: 'AWS::EKS::Cluster',
    to: 'aws_eks_cluster',
    names: { ResourcesVpcConfig: 'vpc_config' },
    said: { enabled_cluster_log_types: { property: 'Logging.ClusterLogging.EnabledTypes', itemKey: 'Type' } },
    more: ({ properties, blocks }) => {
      const logging = entry(properties, 'Logging');
      const types = inside(logging, 'ClusterLogging', 'EnabledTypes');
      const vpc = entry(blocks, 'vpc_config');
      return [
        [
          'enabled_cluster_log_types',
          logging?.kind === 'unknown'
            ? logging
            : made(types, (known) =>
                list(
                  itemsOf(known).flatMap((one) =>
                    one.kind === 'unknown' ? one : (entry(one, 'Type') ?? []),
                  ),
                  known.at,
                ),
              ),
        ],
        ['vpc_config', vpc],
      ];
    },
  },
  {
    type: 'AWS::EKS::Nodegroup',
    to: 'aws_eks_node_group',
    names: { 'RemoteAccess.SourceSecurityGroups': 'source_security_group_ids' },
  },
];

/** The keys of containers as their JSON has them: `readonlyRootFilesystem`. */
function lowerFirst(value: ConfigValue | undefined, depth: number): ConfigValue | undefined {
  if (value === undefined || depth > 20) return value;
  if (value.kind === 'list')
    return list(
      value.items.flatMap((item) => lowerFirst(item, depth + 1) ?? []),
      value.at,
    );
  if (value.kind !== 'map') return value;
  return map(
    [...value.entries].map(
      ([key, item]) =>
        [`${key.slice(0, 1).toLowerCase()}${key.slice(1)}`, lowerFirst(item, depth + 1)] as const,
    ),
    value.at,
  );
}
