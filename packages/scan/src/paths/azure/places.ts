/** Where things are on networks of Azure: interfaces, subnets, security groups, public addresses, peering. */
import { type ConfigValue, entry, type Resource, textOf } from '@theriac/core/configuration';
import { type Answered, NO, unknown, yes } from '../answers.ts';
import {
  blocksAt,
  type Resolved,
  type TerraformResources,
  textsOf,
  typeOf,
  valuesAt,
} from '../terraform-references.ts';

export const MACHINES: readonly string[] = [
  'azurerm_linux_virtual_machine',
  'azurerm_windows_virtual_machine',
  'azurerm_virtual_machine',
];
export const SCALE_SETS: readonly string[] = [
  'azurerm_linux_virtual_machine_scale_set',
  'azurerm_windows_virtual_machine_scale_set',
];

/** One configuration of an interface. */
export interface Interface {
  /** What it is a part of. */
  readonly owner: Resource;
  readonly publicAddress: Answered;
  /** Security groups of the interface and of its subnet: each has to let it in. */
  readonly groups: readonly Resource[];
  readonly subnets: Resolved;
  /** Without a group, an address of the kind Basic is open; the kind Standard is not. */
  readonly isBasic: boolean | undefined;
}

const PUBLIC_ADDRESSES = ['azurerm_public_ip', 'data.azurerm_public_ip'];

export class AzurePlaces {
  readonly #all: TerraformResources;

  constructor(all: TerraformResources) {
    this.#all = all;
  }

  interfacesOf(owner: Resource): Interface[] {
    const all = this.#all;
    if (SCALE_SETS.includes(typeOf(owner)))
      return blocksAt(owner.values, 'network_interface').flatMap((block) =>
        blocksAt(block, 'ip_configuration').map((one) => {
          const address = blocksAt(one, 'public_ip_address')[0];
          return this.#interface(owner, owner, one, {
            groups: all.resolve(entry(block, 'network_security_group_id'), owner, GROUPS).resources,
            publicAddress:
              address === undefined
                ? NO
                : yes({ at: address.at, by: 'it has a public address', cut: 'remove `public_ip_address`' }),
            isBasic: undefined,
          });
        }),
      );
    const cards = all.resolve(entry(owner.values, 'network_interface_ids'), owner, [
      'azurerm_network_interface',
    ]).resources;
    return cards.flatMap((card) => {
      const groups = all
        .referring(card, 'azurerm_network_interface_security_group_association', 'network_interface_id')
        .flatMap((one) => [
          ...all.resolve(entry(one.values, 'network_security_group_id'), one, GROUPS).resources,
        ]);
      return blocksAt(card.values, 'ip_configuration').map((one) => {
        const value = entry(one, 'public_ip_address_id');
        const { resources, unknown: why } = all.resolve(value, card, PUBLIC_ADDRESSES);
        const [address] = resources;
        const sku = textOf(entry(address?.values, 'sku'))?.toLowerCase();
        return this.#interface(owner, card, one, {
          groups,
          publicAddress:
            address !== undefined
              ? yes({
                  at: value?.at ?? address.at,
                  by: `${address.name} is its public address`,
                  cut: 'remove the public address',
                })
              : why === undefined
                ? NO
                : unknown(`whether it has a public address is not known: ${why}`),
          isBasic: sku === undefined ? undefined : sku === 'basic',
        });
      });
    });
  }

  #interface(
    owner: Resource,
    by: Resource,
    configuration: ConfigValue,
    rest: Pick<Interface, 'groups' | 'publicAddress' | 'isBasic'>,
  ): Interface {
    const subnets = this.#all.resolve(entry(configuration, 'subnet_id'), by, SUBNETS);
    return {
      owner,
      subnets,
      ...rest,
      groups: [...rest.groups, ...subnets.resources.flatMap((subnet) => this.groupsOf(subnet))],
    };
  }

  /** Security groups of a subnet. */
  groupsOf(subnet: Resource): readonly Resource[] {
    return this.#all
      .referring(subnet, 'azurerm_subnet_network_security_group_association', 'subnet_id')
      .flatMap((one) => [
        ...this.#all.resolve(entry(one.values, 'network_security_group_id'), one, GROUPS).resources,
      ]);
  }

  /** Subnets that a setting of a resource names. */
  subnetsAt(resource: Resource, ...keys: readonly string[]): readonly Resource[] {
    return keys.flatMap((key) =>
      valuesAt(resource.values, key.split('.')).flatMap((value) => [
        ...this.#all.resolve(value, resource, SUBNETS).resources,
      ]),
    );
  }

  networkOf(subnet: Resource): Resource | undefined {
    return this.#all.resolve(entry(subnet.values, 'virtual_network_name'), subnet, NETWORKS).resources[0];
  }

  rangesOf(subnet: Resource): readonly string[] {
    return [
      ...textsOf(entry(subnet.values, 'address_prefixes')),
      ...textsOf(entry(subnet.values, 'address_prefix')),
    ];
  }

  /** The same network, or two that are peered from both sides. */
  joined(a: Resource, b: Resource): Answered {
    const [from, to] = [this.networkOf(a), this.networkOf(b)];
    if (a === b || (from !== undefined && from === to)) return yes();
    if (from === undefined || to === undefined)
      return unknown('whether both are on one network is not in the files');
    const peering = (own: Resource, other: Resource): Resource | undefined => {
      const back = this.#all.referring(other, 'azurerm_virtual_network_peering', 'remote_virtual_network_id');
      return this.#all
        .referring(own, 'azurerm_virtual_network_peering', 'virtual_network_name')
        .find((one) => back.includes(one));
    };
    const links = [peering(from, to), peering(to, from)];
    const [there, back] = links;
    if (there === undefined || back === undefined) return NO;
    return yes(
      ...[there, back].map(({ name, at }) => ({
        at,
        by: `${name} joins the networks`,
        cut: 'remove the peering',
      })),
    );
  }
}

const GROUPS = ['azurerm_network_security_group'];
const SUBNETS = ['azurerm_subnet'];
const NETWORKS = ['azurerm_virtual_network'];
